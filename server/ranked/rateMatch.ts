import { rate } from 'openskill';
import { RANKED } from '../../shared/defs/ranked.ts';
import type { Rating } from './rating.ts';

/** Somebody's part in a ranked match that is over. */
export interface RatedPlayer {
  readonly playerId: string;
  /** Before the match, as it counted when the match ended. */
  readonly rating: Rating;
  /** 0 plays for themselves alone. */
  readonly team: number;
  /** 1 is best; a side stands where its best player stands, and sides that stand alike have drawn. */
  readonly place: number;
  readonly leftEarly: boolean;
}

interface Side {
  readonly players: readonly RatedPlayer[];
  readonly place: number;
}

/**
 * The ratings after a ranked match, by player (RK3). Who left early has lost, whatever became of their side (RK5), and
 * what that costs the mates they left counts in part only (RK6). A match that had one side changes nobody's rating.
 * Technique: Weng and Lin, "A Bayesian Approximation Method for Online Ranking" (2011), their Plackett–Luce model.
 */
export function rateMatch(players: readonly RatedPlayer[]): ReadonlyMap<string, Rating> {
  const sides = groupSides(players);
  if (sides.length < 2) return new Map(players.map(({ playerId, rating }) => [playerId, rating]));
  const places = sides.map(({ place }) => place);
  const byResult = rateSides(sides, places);
  const rated = new Map<string, Rating>();
  for (const [index, side] of sides.entries()) {
    const asLast = rateSides(sides, places.with(index, Math.max(...places) + 1));
    for (const [seat, player] of side.players.entries()) {
      const outcome = player.leftEarly ? asLast : byResult;
      rated.set(player.playerId, spareTheLeft(player, side, outcome[index]![seat]!));
    }
  }
  return rated;
}

/** In the order of teams and player ids: the sums come out the same however the players are listed. */
function groupSides(players: readonly RatedPlayer[]): readonly Side[] {
  const sides = new Map<string, RatedPlayer[]>();
  for (const player of players.toSorted(byId)) {
    const key = player.team === 0 ? player.playerId : String(player.team);
    const side = sides.get(key);
    if (side === undefined) sides.set(key, [player]);
    else side.push(player);
  }
  return Array.from(sides)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, members]) => ({ players: members, place: Math.min(...members.map(({ place }) => place)) }));
}

function byId(one: RatedPlayer, other: RatedPlayer): number {
  return one.playerId < other.playerId ? -1 : 1;
}

function rateSides(sides: readonly Side[], places: readonly number[]): readonly (readonly Rating[])[] {
  const ratings = sides.map(({ players }) => players.map(({ rating }) => rating));
  return rate(ratings, { rank: [...places], tau: RANKED.restlessness });
}

function spareTheLeft(player: RatedPlayer, { players }: Side, outcome: Rating): Rating {
  const wasLeft = players.some((mate) => mate !== player && mate.leftEarly);
  const { rating, leftEarly } = player;
  if (leftEarly || !wasLeft || outcome.mu >= rating.mu) return outcome;
  const towards = (before: number, after: number) => before + RANKED.shareOfLossWhenLeft * (after - before);
  return { mu: towards(rating.mu, outcome.mu), sigma: towards(rating.sigma, outcome.sigma) };
}
