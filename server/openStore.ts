import { hostname } from 'node:os';
import { matchMaker } from '@colyseus/core';
import type { Redis } from 'ioredis';
import type { Config } from './config.ts';
import { parseRedisUrl } from './infra/parseRedisUrl.ts';
import { closeRedis, connectRedis } from './infra/redis.ts';
import { StoreWatch } from './infra/StoreWatch.ts';
import { TolerantPresence } from './infra/TolerantPresence.ts';
import { FencedDriver } from './listing/FencedDriver.ts';
import { Match } from './match/Match.ts';
import { matchOptions } from './rooms/openRoom.ts';
import type { Services } from './services.ts';
import { Survival } from './survival/Survival.ts';

/** All that a process shares with others over Redis. */
export interface Store {
  readonly driver: FencedDriver;
  readonly presence: TolerantPresence;
  readonly watch: StoreWatch;
  readonly survival: Survival;
  /** A connection for what is counted over all processes. */
  readonly limits: Redis;
  /** A connection for the queue of ranked matches. */
  readonly queue: Redis;
  /** Leaves the service and closes all connections. */
  readonly close: () => Promise<void>;
}

export interface StoreOptions {
  readonly redisUrl: string;
  readonly services: Omit<Services, 'survival' | 'limits' | 'pendingSeats' | 'ranked'>;
  /** The port this process listens on, once it does. */
  readonly port: () => number;
}

/** Opens the connections to Redis; they come up by themselves. */
export function openStore({ redisUrl, services, port }: StoreOptions): Store {
  const { config, log, plans, metrics, load } = services;
  const options = parseRedisUrl(redisUrl);
  const [redis, listing, presence, limits, queue] = [
    connectRedis(options, 'survival', log),
    connectRedis(options, 'listing', log),
    connectRedis(options, 'presence', log),
    connectRedis(options, 'limits', log),
    connectRedis(options, 'queue', log),
  ];
  const watch = new StoreWatch(redis, log);
  watch.start();
  const survival = new Survival({
    redis,
    watch,
    plans,
    config,
    log,
    metrics,
    load,
    peerAddress: () => peerAddress(config, port()),
    restore: (snapshot) => Match.restore(snapshot, matchOptions(services)),
  });
  return {
    watch,
    survival,
    limits,
    queue,
    driver: new FencedDriver(listing, () => matchMaker.processId, log),
    presence: new TolerantPresence(presence, log),
    async close() {
      watch.stop();
      await Promise.all([redis, listing, presence, limits, queue].map(closeRedis));
    },
  };
}

/** Where other processes reach this one: as the host says, or under the name of the machine. */
function peerAddress(config: Config, port: number): string {
  return config.peerAddress ?? `${hostname()}:${port}`;
}
