import { RedisPresence } from '@colyseus/redis-presence';
import { Redis } from 'ioredis';
import type { Logger } from './logger.ts';
import { attendConnection, closeRedis } from './redis.ts';

type Callback = Parameters<RedisPresence['subscribe']>[1];

/** Topics that could not be subscribed to are tried again after this, or as soon as the connection is made anew. */
const TOPICS_RETRY_MS = 1000;

/**
 * Colyseus' presence over Redis, for a Redis that may be away. What the framework sends without waiting for an answer
 * is lost then, and counted, instead of ending the process as an unhandled rejection; what it asks to decide
 * something still rejects, within about a second.
 *
 * Rooms use it through an object that inherits from it, so it must have no `#private` fields.
 */
export class TolerantPresence extends RedisPresence {
  private readonly log: Logger;
  /** In one object, which all who inherit from this share. */
  private readonly tally: { lost: number; retry?: NodeJS.Timeout } = { lost: 0 };

  /** @param redis of `connectRedis`; a second connection like it is opened for the subscriptions */
  constructor(redis: Redis, log: Logger) {
    const ownListeners = redis.listeners('error');
    super(redis);
    this.log = log;
    // The base class logs every failed try of an outage, and there are four a second.
    for (const listener of redis.listeners('error')) {
      if (!ownListeners.includes(listener)) redis.off('error', listener as () => void);
    }
    const { sub } = this;
    if (!(sub instanceof Redis)) throw new TypeError('TolerantPresence works on a single Redis, not on a cluster');
    sub.removeAllListeners('error');
    sub.options.connectionName = `${redis.options.connectionName ?? 'fracas'}:subscriber`;
    // The base class subscribes again itself; ioredis would do the same, but leave its rejection unhandled.
    sub.options.autoResubscribe = false;
    attendConnection(sub, log);
  }

  /** How many messages and writes were lost since the start because Redis was away. */
  get lostCount(): number {
    return this.tally.lost;
  }

  /**
   * Remembers the topic and resolves also while Redis is away: it is subscribed to as soon as Redis is back. (The caller
   * in Colyseus' IPC would wait for ever if this rejected; like this its own time limit works.)
   */
  override async subscribe(topic: string, callback: Callback): Promise<this> {
    await super.subscribe(topic, callback).catch((error: unknown) => this.owe(error));
    return this;
  }

  override async unsubscribe(topic: string, callback?: Callback): Promise<this> {
    await super.unsubscribe(topic, callback).catch((error: unknown) => this.lose(error, 'unsubscribe'));
    return this;
  }

  override async publish(topic: string, data: unknown): Promise<void> {
    await super.publish(topic, data).catch((error: unknown) => this.lose(error, 'publish'));
  }

  /** False when it was lost. */
  override async hset(key: string, field: string, value: string): Promise<boolean> {
    return super.hset(key, field, value).catch((error: unknown) => this.lose(error, 'hset'));
  }

  /** False when it was lost: a process must be able to end while Redis is away. */
  override async hdel(key: string, field: string): Promise<boolean> {
    return super.hdel(key, field).catch((error: unknown) => this.lose(error, 'hdel'));
  }

  /**
   * Counts as if the field had been 0 when Redis is away. (Colyseus counts who makes the same room at the same time, and
   * whoever asked would wait for ever if this rejected; like this the next step, which reads the listing, does.)
   */
  override async hincrbyex(key: string, field: string, value: number, expireInSeconds: number): Promise<number> {
    return super.hincrbyex(key, field, value, expireInSeconds).catch((error: unknown) => {
      this.lose(error, 'hincrbyex');
      return value;
    });
  }

  /** Closes the connection of the subscriptions. The other one belongs to whoever opened it. */
  override shutdown(): void {
    clearTimeout(this.tally.retry);
    if (this.sub instanceof Redis) void closeRedis(this.sub);
  }

  /** Subscribes to all topics, and tries again until that works. */
  protected override resubscribeAll(): void {
    const topics = this.subscriptions.eventNames() as string[];
    if (topics.length === 0 || this.sub.status !== 'ready') return;
    (this.sub as Redis).subscribe(...topics).catch((error: unknown) => this.owe(error));
  }

  private owe(error: unknown): void {
    this.lose(error, 'subscribe');
    clearTimeout(this.tally.retry);
    this.tally.retry = setTimeout(() => this.resubscribeAll(), TOPICS_RETRY_MS);
    this.tally.retry.unref();
  }

  private lose(error: unknown, what: string): false {
    this.tally.lost++;
    this.log.debug({ what, reason: (error as Error).message }, 'lost while Redis is away');
    return false;
  }
}
