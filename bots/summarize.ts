import { percentile } from '../shared/math/percentile.ts';
import type { Tally } from './Tally.ts';

/** What a run is measured by; the keys are a public contract. */
export interface Summary {
  readonly joined: number;
  readonly failed: number;
  readonly dropped: number;
  readonly reconnected: number;
  /** How long those were away that came back. */
  readonly awayMs: { readonly p50: number; readonly p95: number; readonly max: number };
  readonly rooms: number;
  readonly seconds: number;
  readonly rttMs: { readonly p50: number; readonly p99: number };
  readonly patchesPerSecond: number;
  readonly bytesDownPerSecond: number;
  readonly bytesUpPerSecond: number;
  readonly correctionUnits: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly correctionsPerThousandInputs: number;
  readonly shots: number;
  readonly hits: number;
  readonly kills: number;
  readonly errors: readonly string[];
}

/** What happened besides what the clients counted. */
export interface Run {
  /** From the last join to the first farewell. */
  readonly seconds: number;
  /** Why clients could not join, one reason each. */
  readonly failures: readonly string[];
}

/**
 * Draws the tallies of all clients together. Rates are means over clients; percentiles are over all measurements,
 * 0 when there are none. Corrections below a hundredth of a unit are not corrections.
 */
export function summarize(tallies: readonly Tally[], { seconds, failures }: Run): Summary {
  const total = (count: (tally: Tally) => number): number => tallies.reduce((sum, tally) => sum + count(tally), 0);
  const perClientSecond = (count: (tally: Tally) => number): number =>
    round(total((tally) => count(tally) / Math.max(tally.seconds, 1e-3)) / Math.max(1, tallies.length));
  const roundTrips = tallies.flatMap(({ roundTripsMs }) => roundTripsMs);
  const absences = tallies.flatMap(({ awayMs }) => awayMs);
  const corrections = tallies.flatMap(({ correctionUnits }) => correctionUnits);
  return {
    joined: tallies.length,
    failed: failures.length,
    dropped: total(({ dropped }) => Number(dropped)),
    reconnected: total(({ reconnected }) => reconnected),
    awayMs: {
      p50: round(percentile(absences, 0.5)),
      p95: round(percentile(absences, 0.95)),
      max: round(percentile(absences, 1)),
    },
    rooms: new Set(tallies.map(({ roomId }) => roomId)).size,
    seconds: round(seconds),
    rttMs: { p50: round(percentile(roundTrips, 0.5)), p99: round(percentile(roundTrips, 0.99)) },
    patchesPerSecond: perClientSecond(({ patches }) => patches),
    bytesDownPerSecond: perClientSecond(({ bytesDown }) => bytesDown),
    bytesUpPerSecond: perClientSecond(({ bytesUp }) => bytesUp),
    correctionUnits: {
      p50: round(percentile(corrections, 0.5)),
      p99: round(percentile(corrections, 0.99)),
      max: round(percentile(corrections, 1)),
    },
    correctionsPerThousandInputs: round(
      (1000 * total(({ correctionsAboveOneUnit }) => correctionsAboveOneUnit)) /
        Math.max(
          1,
          total(({ inputs }) => inputs),
        ),
    ),
    shots: total(({ shots }) => shots),
    hits: total(({ hits }) => hits),
    kills: total(({ kills }) => kills),
    errors: [...failures, ...tallies.flatMap(({ errors }) => errors)],
  };
}

/** The summary for people. */
export function describeSummary(summary: Summary): string {
  const { rttMs, awayMs, correctionUnits, errors } = summary;
  const lines = [
    `joined ${summary.joined}, failed ${summary.failed}, dropped ${summary.dropped}, reconnected ${summary.reconnected}, rooms ${summary.rooms}, ${summary.seconds} s`,
    ...(summary.reconnected > 0 ? [`away for ${awayMs.p50} ms (p95 ${awayMs.p95}, max ${awayMs.max})`] : []),
    `round trip ${rttMs.p50} ms (p99 ${rttMs.p99}), ${summary.patchesPerSecond} patches/s`,
    `each client: ${summary.bytesDownPerSecond} bytes/s down, ${summary.bytesUpPerSecond} bytes/s up`,
    `corrections ${summary.correctionsPerThousandInputs} per thousand inputs, p50 ${correctionUnits.p50}, p99 ${correctionUnits.p99}, max ${correctionUnits.max} units`,
    `shots ${summary.shots}, hits ${summary.hits}, kills ${summary.kills}`,
  ];
  return [...lines, ...errors.map((error) => `error: ${error}`)].join('\n');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
