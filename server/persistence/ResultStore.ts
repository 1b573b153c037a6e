import type { Kysely, Transaction } from 'kysely';
import type { ModeId } from '../../shared/defs/modes.ts';
import { RANKED } from '../../shared/defs/ranked.ts';
import type { MatchResult, PlayerResult } from '../match/MatchResult.ts';
import { rateMatch } from '../ranked/rateMatch.ts';
import { ratingAt, type Rating } from '../ranked/rating.ts';
import { endOfStretch } from './endOfStretch.ts';
import type { Database, NewRowOf, RowOf } from './tables.ts';
import { winnersOf } from './winnersOf.ts';

/** What came of writing a result: in two of three cases nothing changed, and nothing had to. */
export type WriteOutcome = 'written' | 'known already' | 'outranked';

/** A match that another process is to go on with. */
export type MatchClaim = Pick<MatchResult, 'matchId' | 'fence' | 'mode' | 'map' | 'ranked' | 'startedAtMs'>;

interface RatingChange {
  readonly before: Rating;
  readonly after: Rating;
  /** Which of the player's ranked matches of the mode it is, from 1. */
  readonly number: number;
}

/** No match lasts for nearly as long, and whoever was to decide one has done so, or never will. */
const UNDECIDED_KEPT_MS = 7 * 86_400_000;

/** Writes how matches ended, each once. */
export class ResultStore {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /**
   * Notes who runs a match from now on: whoever ran it under a lower fence can no longer write its result. Changes nothing
   * when the result is there, or somebody with a higher fence.
   */
  async claim({ matchId, fence, mode, map, ranked, startedAtMs }: MatchClaim): Promise<void> {
    await this.#db
      .insertInto('matches')
      .values({ id: matchId, fence, mode, map, ranked: ranked ? 1 : 0, started_at: startedAtMs, ticks: 0 })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet((row) => ({ fence: row.ref('excluded.fence') }))
          .where('matches.ended_at', 'is', null)
          .whereRef('matches.fence', '<', 'excluded.fence'),
      )
      .execute();
  }

  /**
   * Deletes claims of matches that broke off after they had moved: a stretch of matches, as `TidyStretch` says. A result that waits on
   * a disk for longer than they do is written all the same, and once.
   */
  async tidyClaims(after: string, nowMs: number): Promise<string | undefined> {
    const matches = this.#db.selectFrom('matches').select('id as key');
    const end = await endOfStretch(matches.where('id', '>', after).orderBy('id'));
    await this.#db
      .deleteFrom('matches')
      .where('id', '>', after)
      .$if(end !== undefined, (rows) => rows.where('id', '<=', end!))
      .where('ended_at', 'is', null)
      .where('started_at', '<=', nowMs - UNDECIDED_KEPT_MS)
      .execute();
    return end;
  }

  /**
   * Writes a result with the rows of its players and, for a ranked match, their new ratings: all of it in one transaction, or
   * nothing. It may be called again with the same result, from anywhere and at the same time.
   * Players whom the database does not know are left out. Rejects when the database is away or refuses it.
   */
  write(result: MatchResult): Promise<WriteOutcome> {
    return this.#db.transaction().execute(async (transaction) => {
      if (!(await takeMatch(transaction, result))) return tellWhyNot(transaction, result);
      const players = await keepKnown(transaction, result.players);
      const winners = winnersOf(result.players);
      const rated = result.ranked ? players : [];
      const changes = await rate(transaction, { ...result, players: rated }, winners);
      if (players.length > 0) {
        await transaction
          .insertInto('match_players')
          .values(
            players.map((player) => {
              const { playerId } = player;
              return rowOf(result, player, { hasWon: winners.has(playerId), rating: changes.get(playerId) });
            }),
          )
          .execute();
      }
      return 'written';
    });
  }
}

/** Puts the end of the match down. Gives false when it is down already, or a higher fence is: whoever else tries waits for this. */
async function takeMatch(transaction: Transaction<Database>, result: MatchResult): Promise<boolean> {
  const taken = await transaction
    .insertInto('matches')
    .values({
      id: result.matchId,
      fence: result.fence,
      mode: result.mode,
      map: result.map,
      ranked: result.ranked ? 1 : 0,
      started_at: result.startedAtMs,
      ended_at: result.endedAtMs,
      ticks: result.ticks,
    })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((row) => ({
          fence: row.ref('excluded.fence'),
          started_at: row.ref('excluded.started_at'),
          ended_at: row.ref('excluded.ended_at'),
          ticks: row.ref('excluded.ticks'),
        }))
        .where('matches.ended_at', 'is', null)
        .whereRef('matches.fence', '<=', 'excluded.fence'),
    )
    .returning('id')
    .executeTakeFirst();
  return taken !== undefined;
}

async function tellWhyNot(transaction: Transaction<Database>, { matchId }: MatchResult): Promise<WriteOutcome> {
  const match = await transaction
    .selectFrom('matches')
    .select('ended_at')
    .where('id', '=', matchId)
    .executeTakeFirstOrThrow();
  return match.ended_at === null ? 'outranked' : 'known already';
}

/** In the order of their ids, in which everybody takes hold of rows: two results never wait for each other. */
async function keepKnown(
  transaction: Transaction<Database>,
  players: readonly PlayerResult[],
): Promise<readonly PlayerResult[]> {
  const ids = players.map(({ playerId }) => playerId);
  const rows = await transaction.selectFrom('players').select('id').where('id', 'in', ids).execute();
  const known = new Set(rows.map(({ id }) => id));
  return players
    .filter(({ playerId }) => known.has(playerId))
    .toSorted((one, other) => (one.playerId < other.playerId ? -1 : 1));
}

/** Writes the ratings after the match, from those that are read in the same transaction. Gives the changes by player. */
async function rate(
  transaction: Transaction<Database>,
  { mode, endedAtMs, players }: MatchResult,
  winners: ReadonlySet<string>,
): Promise<ReadonlyMap<string, RatingChange>> {
  if (players.length === 0) return new Map();
  const rows = await holdRatings(transaction, mode, players);
  const before = new Map(rows.map((row) => [row.player_id, countedAt(row, endedAtMs)]));
  const after = rateMatch(players.map((player) => ({ ...player, rating: before.get(player.playerId)! })));
  for (const { player_id, matches, wins, last_played_at } of rows) {
    await transaction
      .updateTable('ratings')
      .set({
        ...after.get(player_id)!,
        matches: matches + 1,
        wins: wins + (winners.has(player_id) ? 1 : 0),
        // A result that had to wait may come after a later one.
        last_played_at: Math.max(last_played_at ?? 0, endedAtMs),
      })
      .where('player_id', '=', player_id)
      .where('mode', '=', mode)
      .execute();
  }
  return new Map(
    rows.map(({ player_id: id, matches }) => {
      return [id, { before: before.get(id)!, after: after.get(id)!, number: matches + 1 }];
    }),
  );
}

/** The ratings of players, made where there are none, and nobody else's to change until the transaction ends. */
function holdRatings(
  transaction: Transaction<Database>,
  mode: ModeId,
  players: readonly PlayerResult[],
): Promise<RowOf<'ratings'>[]> {
  return (
    transaction
      .insertInto('ratings')
      .values(players.map(({ playerId }) => ({ player_id: playerId, mode, ...RANKED.newcomer })))
      // Changes nothing, but takes hold of the row: "select for update" is not known to both databases.
      .onConflict((conflict) =>
        conflict.columns(['player_id', 'mode']).doUpdateSet((row) => ({ mode: row.ref('excluded.mode') })),
      )
      .returningAll()
      .execute()
  );
}

/** The rating that counts at a time: doubt grows by absence. */
function countedAt({ mu, sigma, matches, last_played_at }: RowOf<'ratings'>, atMs: number): Rating {
  if (last_played_at === null) return { mu, sigma };
  return ratingAt({ rating: { mu, sigma }, matches, lastPlayedAtMs: last_played_at }, atMs);
}

/** What a match did for a player. */
interface Outcome {
  readonly hasWon: boolean;
  /** Undefined where the match was not ranked. */
  readonly rating: RatingChange | undefined;
}

function rowOf(result: MatchResult, player: PlayerResult, { hasWon, rating }: Outcome): NewRowOf<'match_players'> {
  return {
    match_id: result.matchId,
    player_id: player.playerId,
    name: player.name,
    team: player.team,
    place: player.place,
    score: player.score,
    kills: player.kills,
    deaths: player.deaths,
    left_early: player.leftEarly ? 1 : 0,
    won: hasWon ? 1 : 0,
    ended_at: result.endedAtMs,
    mu_before: rating?.before.mu ?? null,
    sigma_before: rating?.before.sigma ?? null,
    mu_after: rating?.after.mu ?? null,
    sigma_after: rating?.after.sigma ?? null,
    ranked_number: rating?.number ?? null,
  };
}
