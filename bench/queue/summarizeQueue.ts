import type { RankedMode } from '../../shared/defs/ranked.ts';
import { percentile } from '../../shared/math/percentile.ts';

/** A match as it was formed: how good it is, and what it cost. */
export interface PlayedPairing {
  readonly ratingGap: number;
  readonly pingGapMs: number;
  /** The chance of the side that is likelier to win: 0.5 is the best. */
  readonly favourite: number;
  readonly sideSize: number;
  /** One for each player. */
  readonly waitedMs: readonly number[];
}

interface Spread {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

/** One stretch of the curve: the matches whose longest waiting player waited for so long. */
export interface CurvePoint {
  readonly fromSeconds: number;
  readonly matches: number;
  readonly ratingGap: number;
  readonly favourite: number;
}

export interface QueueSummary {
  readonly mode: RankedMode;
  readonly matches: number;
  readonly players: number;
  /** Still in the queue at the end, and how long the longest of them had waited. */
  readonly leftWaiting: number;
  readonly longestLeftSeconds: number;
  readonly waitSeconds: Spread;
  /** In points as ratings are shown. */
  readonly ratingGap: Spread;
  readonly favourite: Spread;
  readonly pingGapMs: Spread;
  /** Matches by players a side. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly curve: readonly CurvePoint[];
}

const CURVE_FROM_SECONDS = [0, 5, 10, 20, 40, 60, 90, 120];

/** @param leftMs how long each player has waited who still does */
export function summarizeQueue(
  mode: RankedMode,
  pairings: readonly PlayedPairing[],
  leftMs: readonly number[],
): QueueSummary {
  const waits = pairings.flatMap(({ waitedMs }) => waitedMs.map((ms) => ms / 1000));
  return {
    mode,
    matches: pairings.length,
    players: waits.length,
    leftWaiting: leftMs.length,
    longestLeftSeconds: Math.round(Math.max(0, ...leftMs) / 1000),
    waitSeconds: spread(waits, 1),
    ratingGap: spread(pairings.map(({ ratingGap }) => ratingGap)),
    favourite: spread(
      pairings.map(({ favourite }) => favourite),
      2,
    ),
    pingGapMs: spread(pairings.map(({ pingGapMs }) => pingGapMs)),
    sizes: countSizes(pairings),
    curve: curveOf(pairings),
  };
}

function curveOf(pairings: readonly PlayedPairing[]): CurvePoint[] {
  const points = CURVE_FROM_SECONDS.map((fromSeconds, index) => {
    const toSeconds = CURVE_FROM_SECONDS[index + 1] ?? Infinity;
    const within = pairings.filter(({ waitedMs }) => {
      const longest = Math.max(...waitedMs) / 1000;
      return longest >= fromSeconds && longest < toSeconds;
    });
    return {
      fromSeconds,
      matches: within.length,
      ratingGap: round(
        percentile(
          within.map(({ ratingGap }) => ratingGap),
          0.5,
        ),
      ),
      favourite: round(
        percentile(
          within.map(({ favourite }) => favourite),
          0.5,
        ),
        2,
      ),
    };
  });
  return points.filter(({ matches }) => matches > 0);
}

function countSizes(pairings: readonly PlayedPairing[]): Record<string, number> {
  const sizes: Record<string, number> = {};
  for (const { sideSize } of pairings) sizes[sideSize] = (sizes[sideSize] ?? 0) + 1;
  return sizes;
}

function spread(values: readonly number[], digits = 0): Spread {
  const at = (share: number) => round(percentile(values, share), digits);
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}

function round(value: number, digits = 0): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
