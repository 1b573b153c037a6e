import type { MapId } from '../../shared/defs/maps.ts';
import type { ModeId } from '../../shared/defs/modes.ts';

/** How a match ended, for the people in it whom the server knows. Plain data that survives JSON. */
export interface MatchResult {
  /** A UUID: the same match has the same wherever it was played, and its replay bears it. */
  readonly matchId: string;
  /** The right by which it was run at its end: of two who claim to know the result, the higher one does. */
  readonly fence: number;
  readonly mode: ModeId;
  readonly map: MapId;
  /** Whether it changes ratings. */
  readonly ranked: boolean;
  /** When it went live and when it was decided, in milliseconds since 1970. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** Ticks from the one to the other. */
  readonly ticks: number;
  /** Nobody twice; never empty, and never with bots. */
  readonly players: readonly PlayerResult[];
}

/** What a match knows of its own result: all but the right to say it. */
export type MatchOutcome = Omit<MatchResult, 'fence'>;

/** What one player did in a match. */
export interface PlayerResult {
  readonly playerId: string;
  readonly name: string;
  /** 0 in modes without teams. */
  readonly team: number;
  /** 1 is best; bots take places too. */
  readonly place: number;
  readonly score: number;
  readonly kills: number;
  readonly deaths: number;
  /** Whether they had gone before the match was decided. */
  readonly leftEarly: boolean;
}
