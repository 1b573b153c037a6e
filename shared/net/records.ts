import type { MapId } from '../defs/maps.ts';
import type { ModeId } from '../defs/modes.ts';

/** What the server answers to who asks for records over HTTP: times in ms since 1970, ratings as they are shown. */

/** `GET /api/leaderboard?mode=&after=`: the best first; who is still being placed is not on it. */
export interface Leaderboard {
  readonly mode: ModeId;
  readonly rows: readonly LeaderboardRow[];
  /** What `after` has to be to get the rows behind these; absent on the last page. */
  readonly next?: string | undefined;
}

export interface LeaderboardRow {
  /** 1 is best; equals share a place. */
  readonly place: number;
  readonly id: string;
  readonly name: string;
  readonly rating: number;
  readonly matches: number;
  readonly wins: number;
}

/** `GET /api/players/:id`. */
export interface PlayerRecord {
  readonly id: string;
  readonly name: string;
  readonly kind: 'guest' | 'account';
  readonly sinceMs: number;
  readonly matches: number;
  readonly wins: number;
  readonly kills: number;
  readonly deaths: number;
  /** One for each ranked mode the player has played. */
  readonly ratings: readonly RankedRecord[];
}

export interface RankedRecord {
  readonly mode: ModeId;
  readonly rating: number;
  readonly matches: number;
  readonly wins: number;
  /** Matches that are left until the rating is on the leaderboard; 0 for one that is. */
  readonly placementLeft: number;
}

/** `GET /api/players/:id/matches?before=`: the newest first. */
export interface MatchHistory {
  readonly matches: readonly PlayedMatch[];
  /** What `before` has to be to get those before these; absent on the last page. */
  readonly next?: string | undefined;
}

/** `GET /api/matches/:id`, and each match of a history. */
export interface PlayedMatch {
  readonly id: string;
  readonly mode: ModeId;
  readonly map: MapId;
  readonly ranked: boolean;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** People with a name of record, the best first; bots and who played without one are not kept. */
  readonly players: readonly PlayedMatchPlayer[];
}

export interface PlayedMatchPlayer {
  readonly id: string;
  readonly name: string;
  readonly team: number;
  readonly place: number;
  readonly score: number;
  readonly kills: number;
  readonly deaths: number;
  readonly leftEarly: boolean;
  /** By how much a ranked match moved the shown rating. */
  readonly ratingChange?: number | undefined;
  /** Which of the player's placement matches it was, from 1; absent for all others. What is shown of a rating says little in these. */
  readonly placement?: number | undefined;
}
