import { percentile } from '../../shared/math/percentile.ts';
import type { Row } from '../survival/Sizes.ts';
import type { Repetitions } from './repeat.ts';

/** Columns for what was done over and over: how often, how often in a second, how long it took, and what failed. */
export function describeRepetitions({ timesMs, seconds, failures }: Repetitions): Row {
  const reasons = Object.entries(failures);
  return {
    times: timesMs.length,
    '/s': round(timesMs.length / seconds),
    'p50 ms': round(percentile(timesMs, 0.5)),
    'p99 ms': round(percentile(timesMs, 0.99)),
    failed: reasons.map(([reason, times]) => `${times} x ${reason}`).join('; ') || 0,
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
