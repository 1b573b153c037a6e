import { MAX_REWIND_TICKS, PATCH_MS, SUBTICKS_PER_TICK, TICK_MS } from '../../shared/defs/rates.ts';
import { clamp } from '../../shared/math/vec.ts';
import type { RoundTrips } from './RoundTrips.ts';

/** What no pong shows of how late a page is: a frame of a slow screen, and a moment in which it was busy. */
const PAGE_TICKS = 4;

/** What a claim is held against. */
export interface SeenLimits {
  /** The tick in which it will be judged. */
  readonly tick: number;
  /** What the claim before came to. */
  readonly previous: number;
  readonly trips: Pick<RoundTrips, 'slowestMs' | 'spreadMs'>;
  /** Inputs that came after this one: it was made so many ticks ago at least, and waited. */
  readonly laterInputs: number;
}

/**
 * The instant by which a command is judged, in 1/16 tick, whatever its sender claims to have seen: never the future, never
 * less than was claimed before, and nothing older than what this connection can have shown. That is a round trip, the
 * delay at which others are drawn, the input's own waiting and what pages add; the simulation cuts it to 250 ms besides.
 *
 * @param seenSubtick as claimed; 0, the present, stays 0
 */
export function boundSeen(seenSubtick: number, { tick, previous, trips, laterInputs }: SeenLimits): number {
  if (seenSubtick === 0) return 0;
  const drawnLateMs = Math.max(2 * PATCH_MS, PATCH_MS + trips.spreadMs);
  const ticksAgo = (trips.slowestMs + drawnLateMs) / TICK_MS + laterInputs + PAGE_TICKS;
  const oldest = Math.floor((tick - Math.min(ticksAgo, MAX_REWIND_TICKS)) * SUBTICKS_PER_TICK);
  return clamp(seenSubtick, Math.max(oldest, previous, 1), tick * SUBTICKS_PER_TICK);
}
