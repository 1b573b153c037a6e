import type { Logger } from '../infra/logger.ts';
import type { StoreWatch } from '../infra/StoreWatch.ts';
import { LEASE_MS } from './MatchStore.ts';
import type { Peer } from './ProcessTable.ts';

/** Redis may be away this long before the question is who lost it: before that, no lease of ours is over. */
const ASK_AFTER_MS = LEASE_MS * 0.8;
const ASK_AGAIN_MS = 300;
const ANSWER_LIMIT_MS = 250;

export interface SelfFenceOptions {
  readonly watch: StoreWatch;
  readonly log: Logger;
  readonly peers: () => readonly Peer[];
  /** This process alone has lost Redis: the others will take its matches up. */
  readonly onCutOff: () => void;
}

/**
 * Tells a Redis that is away for all from a process that is cut off: when Redis is silent it asks the other processes
 * whether they see it. In the first case matches play on, in the second they must stop here, for they go on elsewhere.
 */
export class SelfFence {
  readonly #options: SelfFenceOptions;
  #timer: NodeJS.Timeout | undefined;
  #saidYes = 0;
  #isStopped = false;

  constructor(options: SelfFenceOptions) {
    this.#options = options;
    options.watch.onDown(() => this.#askIn(ASK_AFTER_MS));
    options.watch.onUp(() => this.#rest());
  }

  stop(): void {
    this.#isStopped = true;
    this.#rest();
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#saidYes = 0;
  }

  #askIn(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), delayMs);
    this.#timer.unref();
  }

  async #ask(): Promise<void> {
    const { watch, log, peers, onCutOff } = this.#options;
    const timer = this.#timer;
    const answers = await Promise.all(peers().map(seesStore));
    // Redis may have been back meanwhile, and away again: what was asked about the last outage says nothing of this one.
    if (watch.isUp || this.#isStopped || this.#timer !== timer) return;
    // Twice: a peer may be a moment later in noticing what happened to all.
    this.#saidYes = answers.includes(true) ? this.#saidYes + 1 : 0;
    if (this.#saidYes >= 2) {
      log.error('cut off from Redis while others are not: letting all matches go');
      this.#saidYes = 0;
      onCutOff();
    }
    this.#askIn(ASK_AGAIN_MS);
  }
}

/** Whether a process says that it sees Redis; one that does not answer says nothing. */
async function seesStore({ peerAddress }: Peer): Promise<boolean> {
  try {
    const answer = await fetch(`http://${peerAddress}/healthz`, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
    return ((await answer.json()) as { store?: unknown }).store === 'up';
  } catch {
    return false;
  }
}
