import type { WireRange } from '../defs/precision.ts';

/**
 * The number a peer reads after `value` has travelled in `range`.
 * The step ends with it, so a client predicts on from exactly what the server would have sent
 * (the idea is Quake III's `SnapVector`). Half steps round up, out-of-range values are clamped
 * and NaN becomes the lower bound, as the schema's quantised fields do on the wire.
 */
export function wireRound(value: number, range: WireRange): number {
  if (!(value > range.min)) return range.min;
  if (value >= range.max) return range.max;
  const width = range.max - range.min;
  const steps = 2 ** range.bits - 1;
  return range.min + (Math.floor(((value - range.min) / width) * steps + 0.5) / steps) * width;
}
