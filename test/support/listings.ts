import { initializeRoomCache, type IRoomCache } from '@colyseus/core';
import type { Redis } from 'ioredis';
import { parseRedisUrl } from '../../server/infra/parseRedisUrl.ts';
import { connectRedis } from '../../server/infra/redis.ts';
import { FencedDriver } from '../../server/listing/FencedDriver.ts';
import type { RunningRedis } from './redisServer.ts';
import { keptLog } from './keptLog.ts';

/** A process as the listing sees it: one connection, one driver. */
export interface StartedDriver {
  readonly redis: Redis;
  readonly driver: FencedDriver;
}

export function startDriver(server: Pick<RunningRedis, 'url'>, processId: string, nowMs?: () => number): StartedDriver {
  const { log } = keptLog();
  const redis = connectRedis(parseRedisUrl(server.url), processId, log);
  return { redis, driver: new FencedDriver(redis, () => processId, log, nowMs) };
}

/** A public match of capture the flag with room for 16, or what is told otherwise. */
export function listing(roomId: string, processId: string, more: Partial<IRoomCache> = {}): IRoomCache {
  const metadata = { mode: 'ctf', map: 'foundry' };
  return initializeRoomCache({ roomId, processId, name: 'arena', maxClients: 16, metadata, ...more });
}
