import { z } from 'zod';
import { MAP_IDS } from '../../shared/defs/maps.ts';
import { MODE_IDS } from '../../shared/defs/modes.ts';
import type { MatchResult } from '../match/MatchResult.ts';

const count = z.int().nonnegative();

const SHAPE: z.ZodType<MatchResult> = z.strictObject({
  matchId: z.uuid(),
  fence: count,
  mode: z.enum(MODE_IDS),
  map: z.enum(MAP_IDS),
  ranked: z.boolean(),
  startedAtMs: count,
  endedAtMs: count,
  ticks: count,
  players: z
    .array(
      z.strictObject({
        playerId: z.string().min(1),
        name: z.string(),
        team: count,
        place: z.int().positive(),
        score: z.int(),
        kills: count,
        deaths: count,
        leftEarly: z.boolean(),
      }),
    )
    .min(1),
});

/**
 * Reads a result that was written as JSON.
 * @throws an error when it is none, or of a mode or a map that this build does not know
 */
export function readMatchResult(json: string): MatchResult {
  return SHAPE.parse(JSON.parse(json));
}
