import type { Redis } from 'ioredis';
import { parseRedisUrl } from '../../server/infra/parseRedisUrl.ts';
import { closeRedis, connectRedis } from '../../server/infra/redis.ts';
import { MemoryTickets } from '../../server/matchmaking/MemoryTickets.ts';
import { RedisTickets } from '../../server/matchmaking/RedisTickets.ts';
import type { TicketStore } from '../../server/matchmaking/TicketStore.ts';
import { keptLog } from './keptLog.ts';
import { startRedis } from './redisServer.ts';

/** A queue as two processes see it, whose clock a test moves. */
export interface TestedTickets {
  readonly one: TicketStore;
  readonly other: TicketStore;
  advance(ms: number): Promise<void>;
  /** Forgets everything. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openMemoryTickets(): Promise<TestedTickets> {
  let nowMs = 1_000_000;
  let store: TicketStore = new MemoryTickets(() => nowMs);
  return {
    get one() {
      return store;
    },
    get other() {
      return store;
    },
    async advance(ms) {
      nowMs += ms;
    },
    async clear() {
      store = new MemoryTickets(() => nowMs);
    },
    async close() {},
  };
}

export async function openRedisTickets(): Promise<TestedTickets> {
  const server = await startRedis();
  const options = parseRedisUrl(server.url);
  const connections = [
    connectRedis(options, 'test-one', keptLog().log),
    connectRedis(options, 'test-other', keptLog().log),
  ];
  const [redis, second] = connections as [Redis, Redis];
  return {
    one: new RedisTickets(redis),
    other: new RedisTickets(second),
    advance: (ms) => age(redis, ms),
    async clear() {
      await redis.flushall();
    },
    async close() {
      await Promise.all(connections.map(closeRedis));
      await server.stop();
    },
  };
}

/** The clock of Redis cannot be moved: all moments it keeps are moved back instead. */
async function age(redis: Redis, ms: number): Promise<void> {
  for (const key of await redis.keys('fracas:queue:*')) {
    const timeLeftMs = await redis.pttl(key);
    if (timeLeftMs >= 0) await redis.pexpire(key, timeLeftMs - ms);
    else if (key.startsWith('fracas:queue:order:')) await ageOrder(redis, key, ms);
    else if (key.startsWith('fracas:queue:ticket:')) await ageTicket(redis, key, ms);
  }
}

async function ageOrder(redis: Redis, key: string, ms: number): Promise<void> {
  for (const id of await redis.zrange(key, 0, -1)) await redis.zincrby(key, -ms, id);
}

async function ageTicket(redis: Redis, key: string, ms: number): Promise<void> {
  for (const field of await redis.hkeys(key)) {
    if (/^(entered$|claimed$|h:)/.test(field)) await redis.hincrby(key, field, -ms);
  }
}
