import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from './logger.ts';

/** A Redis that has not answered by then counts as away; the game asks again later. */
const COMMAND_TIMEOUT_MS = 800;
const CONNECT_TIMEOUT_MS = 1000;

/** A connection given up is closed after this, whatever the other end says. */
const DISCONNECT_TIMEOUT_MS = 100;
const FIRST_RETRY_MS = 20;
const LAST_RETRY_MS = 250;
const KEEP_ALIVE_MS = 5000;

/** A connection that leaves two pulses in a row unanswered may lead nowhere, as to a master that hangs. */
const PULSE_INTERVAL_MS = 1000;
const MISSED_PULSES = 2;

/**
 * Opens a connection that comes back by itself however long Redis was away, and whose commands fail within about a
 * second while it is. It reports an outage once, never with the command that failed: that may hold a password.
 * @param name shown by CLIENT LIST as `fracas:<name>`
 */
export function connectRedis(options: RedisOptions, name: string, log: Logger): Redis {
  const redis = new Redis({
    ...options,
    connectionName: `fracas:${name}`,
    disableClientInfo: true,
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    disconnectTimeout: DISCONNECT_TIMEOUT_MS,
    sentinelCommandTimeout: COMMAND_TIMEOUT_MS,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: true,
    keepAlive: KEEP_ALIVE_MS,
    retryStrategy: retryDelayMs,
    sentinelRetryStrategy: retryDelayMs,
    // A master that became a replica: connect anew, to whoever is the master now.
    reconnectOnError: (error) => error.message.includes('READONLY'),
  });
  attendConnection(redis, log);
  return redis;
}

/**
 * Looks after a connection: the first error of each outage is logged, and none ends the process; when Redis leaves it
 * unanswered for long it is made anew.
 */
export function attendConnection(redis: Redis, log: Logger): void {
  logOutagesOnce(redis, log);
  leaveSilence(redis);
}

/** Closes a connection for good, after the answers that are still to come; at once when Redis is away. */
export async function closeRedis(redis: Redis): Promise<void> {
  await redis.quit().catch(() => undefined);
  redis.disconnect();
}

function logOutagesOnce(redis: Redis, log: Logger): void {
  const connection = redis.options.connectionName;
  let isLogged = false;
  redis.on('error', (error: Error) => {
    if (!isLogged) log.warn({ connection, reason: error.message }, 'no connection to Redis');
    isLogged = true;
  });
  redis.on('ready', () => {
    isLogged = false;
  });
}

function leaveSilence(redis: Redis): void {
  let missed = 0;
  const pulse = setInterval(() => {
    if (redis.status !== 'ready') return;
    redis.ping().then(
      () => {
        missed = 0;
      },
      () => {
        if (++missed < MISSED_PULSES) return;
        missed = 0;
        redis.disconnect(true);
      },
    );
  }, PULSE_INTERVAL_MS);
  pulse.unref();
  redis.once('end', () => clearInterval(pulse));
}

function retryDelayMs(tries: number): number {
  return Math.min(FIRST_RETRY_MS * tries, LAST_RETRY_MS);
}
