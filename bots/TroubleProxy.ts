import { MIN_RETRANSMIT_MS } from './DelayLine.ts';
import { startFaultProxy, type FaultProxy, type FaultProxyOptions } from './FaultProxy.ts';

/** The line that is played. */
export interface Trouble {
  /** Added to the round trip, half of it each way. */
  readonly rttMs: number;
  /** The round trip varies by as much as this to either side. */
  readonly jitterMs: number;
  /** Share of chunks, in percent, that are lost and have to be sent again. */
  readonly lossPercent: number;
}

export interface TroubleProxyOptions extends Trouble, Omit<FaultProxyOptions, 'faults'> {}

export type TroubleProxy = Pick<FaultProxy, 'port' | 'traffic' | 'close'>;

/**
 * Starts a `FaultProxy` that is a line as bad as players have them: later, unevenly, and behind a lost segment
 * all that follows waits.
 */
export function startTroubleProxy(options: TroubleProxyOptions): Promise<TroubleProxy> {
  const { rttMs, jitterMs, lossPercent, ...target } = options;
  const retransmitMs = Math.max(MIN_RETRANSMIT_MS, rttMs);
  return startFaultProxy({
    ...target,
    faults: { oneWayMs: rttMs / 2, jitterMs: jitterMs / 2, lossPercent, retransmitMs },
  });
}
