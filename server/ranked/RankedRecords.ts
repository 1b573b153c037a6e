import type { Kysely } from 'kysely';
import { RANKED, type RankedMode } from '../../shared/defs/ranked.ts';
import type { Database } from '../persistence/tables.ts';
import { mayQueueAtMs } from './mayQueueAtMs.ts';
import { isPlaced, ratingAt, type Rating } from './rating.ts';

/** What counts of somebody who wants to queue. */
export interface RankedEntry {
  readonly rating: Rating;
  readonly isPlaced: boolean;
  /** When they may queue: not later than now, or they left matches early (RK7). In milliseconds since 1970. */
  readonly mayQueueAtMs: number;
}

/** Reads what is on record of who wants to play ranked. Rejects while the database is away. */
export class RankedRecords {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** @param nowMs since 1970 */
  async read(playerId: string, mode: RankedMode, nowMs: number): Promise<RankedEntry> {
    const [row, leaves] = await Promise.all([this.#readRating(playerId, mode), this.#readLeaves(playerId, nowMs)]);
    const record = row && {
      rating: { mu: row.mu, sigma: row.sigma },
      matches: row.matches,
      lastPlayedAtMs: row.last_played_at ?? nowMs,
    };
    return {
      rating: ratingAt(record, nowMs),
      isPlaced: isPlaced(row?.matches ?? 0),
      mayQueueAtMs: mayQueueAtMs(leaves, nowMs),
    };
  }

  #readRating(playerId: string, mode: RankedMode) {
    return this.#db
      .selectFrom('ratings')
      .select(['mu', 'sigma', 'matches', 'last_played_at'])
      .where('player_id', '=', playerId)
      .where('mode', '=', mode)
      .executeTakeFirst();
  }

  /** When the ranked matches ended, of any mode, that somebody left early and that are still remembered. */
  async #readLeaves(playerId: string, nowMs: number): Promise<readonly number[]> {
    const rows = await this.#db
      .selectFrom('match_players')
      .select('ended_at')
      .where('player_id', '=', playerId)
      .where('left_early', '=', 1)
      .where('mu_before', 'is not', null)
      .where('ended_at', '>', nowMs - RANKED.leavesRememberedMs)
      .execute();
    return rows.map(({ ended_at: endedAtMs }) => endedAtMs);
  }
}
