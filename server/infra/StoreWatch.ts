import type { Redis } from 'ioredis';
import type { Logger } from './logger.ts';

const PING_INTERVAL_MS = 250;
const PING_TIMEOUT_MS = 600;

type Listener = () => void;

/** Whether Redis answers on a connection. Down until the first answer. */
export class StoreWatch {
  readonly #redis: Redis;
  readonly #log: Logger;
  readonly #nowMs: () => number;
  readonly #upListeners = new Set<Listener>();
  readonly #downListeners = new Set<Listener>();
  #upSinceMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isStarted = false;

  /** @param nowMs a clock that only goes forward */
  constructor(redis: Redis, log: Logger, nowMs: () => number = () => performance.now()) {
    this.#redis = redis;
    this.#log = log;
    this.#nowMs = nowMs;
  }

  get isUp(): boolean {
    return this.#upSinceMs !== undefined;
  }

  /** How long Redis has been answering without a break; 0 while it does not. */
  get upForMs(): number {
    return this.#upSinceMs === undefined ? 0 : this.#nowMs() - this.#upSinceMs;
  }

  /** Calls when Redis answers after it did not. Gives how to stop that. */
  onUp(listener: Listener): () => void {
    this.#upListeners.add(listener);
    return () => this.#upListeners.delete(listener);
  }

  /** Calls when Redis stops answering. Gives how to stop that. */
  onDown(listener: Listener): () => void {
    this.#downListeners.add(listener);
    return () => this.#downListeners.delete(listener);
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#redis.on('close', this.#fall);
    void this.#look();
  }

  /** Ends the watch; Redis counts as away from then on, and nobody is told. */
  stop(): void {
    this.#isStarted = false;
    clearTimeout(this.#timer);
    this.#redis.off('close', this.#fall);
    this.#upSinceMs = undefined;
  }

  async #look(): Promise<void> {
    const beganMs = this.#nowMs();
    const isAnswered = await this.#ping();
    if (!this.#isStarted) return;
    if (isAnswered) this.#rise();
    else this.#fall();
    this.#timer = setTimeout(() => void this.#look(), Math.max(0, beganMs + PING_INTERVAL_MS - this.#nowMs()));
  }

  /** Whether Redis answers in time. */
  async #ping(): Promise<boolean> {
    const limit = Promise.withResolvers<boolean>();
    // An answer that came while this very process was held up is read first, and counts.
    const timer = setTimeout(() => setImmediate(() => limit.resolve(false)), PING_TIMEOUT_MS);
    const answer = this.#redis.ping().then(
      () => true,
      () => false,
    );
    return Promise.race([answer, limit.promise]).finally(() => clearTimeout(timer));
  }

  #rise(): void {
    if (this.isUp) return;
    this.#upSinceMs = this.#nowMs();
    this.#log.info('Redis answers');
    for (const listener of this.#upListeners) listener();
  }

  readonly #fall = (): void => {
    if (!this.isUp) return;
    this.#upSinceMs = undefined;
    this.#log.warn('Redis does not answer');
    for (const listener of this.#downListeners) listener();
  };
}
