import { percentile } from '../../shared/math/percentile.ts';
import type { Metrics } from './Metrics.ts';
import type { Row } from './Sizes.ts';

const LATENESS = 'fracas_tick_lateness_seconds';

/** Columns for measured times: their p50, p95 and maximum, in whole milliseconds. */
export function describeTimes(what: string, timesMs: readonly number[]): Record<string, number> {
  return {
    [`${what} p50 ms`]: Math.round(percentile(timesMs, 0.5)),
    [`${what} p95 ms`]: Math.round(percentile(timesMs, 0.95)),
    [`${what} max ms`]: Math.round(percentile(timesMs, 1)),
  };
}

/** Columns for how late ticks ran, in milliseconds; a process counts none beyond 100 ms apart. */
export function describeLateness(grown: Metrics, what = 'tick late'): Row {
  const show = (share: number): number | string => {
    const lateMs = grown.quantile(LATENESS, share) * 1000;
    return Number.isFinite(lateMs) ? Math.round(lateMs * 10) / 10 : '> 100';
  };
  return { [`${what} p50 ms`]: show(0.5), [`${what} p99 ms`]: show(0.99) };
}
