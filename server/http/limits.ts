import { isIPv6 } from 'node:net';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { SEAT_RESERVATION_SECONDS } from '../rooms/keepsSeat.ts';

/** So often each key may do something in each window of time. One row for each thing that is dear, or could be guessed. */
export const LIMITS = {
  /** Per address. A household, a school class. */
  guest: { points: 40, seconds: 60 },
  /** Per address: accounts that were made, also of guests. */
  register: { points: 10, seconds: 3600 },
  /** Per address: tries to make one. Whoever picks a name that is taken, and then a password that is too short, shall be able to go on. */
  registerTries: { points: 60, seconds: 3600 },
  /** Per address: whoever tries many names. */
  login: { points: 50, seconds: 900 },
  /** Per account and address: whoever tries many passwords. The owner, at another address, is not locked out by it. */
  password: { points: 10, seconds: 900 },
  /** Per account, from everywhere. */
  account: { points: 100, seconds: 3600 },
  /** Per address. */
  refresh: { points: 120, seconds: 60 },
  /** Per address. */
  logout: { points: 120, seconds: 60 },
  /** Per address: asking who one is. */
  me: { points: 120, seconds: 60 },
  /** Per address: seats asked for while the first of them are still kept. A table full of friends. */
  seats: { points: 20, seconds: SEAT_RESERVATION_SECONDS },
  /** Per address: seats asked for in the long run. */
  joins: { points: 120, seconds: 60 },
  /** Per person: seats that were promised to them and that they have not taken. */
  pendingSeat: { points: 1, seconds: SEAT_RESERVATION_SECONDS },
  /** Per address: tries to come back into a seat. Forty people whose process is gone, each twice a second. */
  returns: { points: 400, seconds: 5 },
  /** Per address: private matches. Per person: matches of parties they lead. Another rematch is in it, a server full of empty rooms is not. */
  rooms: { points: 10, seconds: 60 },
  /** Per address: the list of matches. A page that shows it to a class anew every few seconds. */
  listing: { points: 300, seconds: 60 },
  /** Per address: leaderboards, players, matches. A page of a player takes two; a class leafs through them. */
  records: { points: 300, seconds: 60 },
  /** Per address, of the records: files of up to a megabyte. */
  replays: { points: 30, seconds: 60 },
} as const satisfies Record<string, { readonly points: number; readonly seconds: number }>;

export type LimitName = keyof typeof LIMITS;

/** Without an answer from Redis each process counts alone, and is the stricter for it. */
const ALONE_SHARE = 0.5;

/** When counting itself fails: nothing is given away. */
const UNCOUNTED_SECONDS = 1;

const IPV6_NETWORK_GROUPS = 4;

/**
 * Bounds how often things are done, over all processes when there is a Redis. While it is away each process counts by
 * itself; nothing ever goes uncounted.
 */
export class Limits {
  readonly #limiters: Readonly<Record<LimitName, RateLimiterAbstract>>;

  /** @param redis a connection of `connectRedis`; absent: one process, counted in memory */
  constructor(redis?: Redis) {
    const rows = Object.entries(LIMITS).map(([name, limit]) => [name, createLimiter(name, limit, redis)]);
    this.#limiters = Object.fromEntries(rows) as Record<LimitName, RateLimiterAbstract>;
  }

  /** Counts one more. Gives undefined when that is within the limit, else the seconds until it helps to try again. */
  async spend(limit: LimitName, key: string): Promise<number | undefined> {
    try {
      await this.#limiters[limit].consume(key);
      return undefined;
    } catch (reason) {
      return reason instanceof RateLimiterRes ? Math.ceil(reason.msBeforeNext / 1000) : UNCOUNTED_SECONDS;
    }
  }

  /** Counts one less: what was to be bounded did not come about. */
  async giveBack(limit: LimitName, key: string): Promise<void> {
    await this.#limiters[limit].reward(key);
  }

  /** Counts as if nothing had been spent: for whoever has shown that they guess nothing. */
  async forgive(limit: LimitName, key: string): Promise<void> {
    await this.#limiters[limit].delete(key);
  }
}

/** What an address counts as: one of version 6 for its network, of which everybody has more than can be counted. */
export function addressKey(address: string | undefined): string {
  if (address === undefined || !isIPv6(address)) return address ?? '';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = address.split('::');
  const [before, after] = [head, tail ?? ''].map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = tail === undefined ? 0 : 8 - before!.length - after!.length;
  const groups = [...before!, ...Array.from({ length: zeros }, () => '0'), ...after!];
  return `${groups.slice(0, IPV6_NETWORK_GROUPS).join(':')}::`;
}

function createLimiter(
  name: string,
  { points, seconds }: { readonly points: number; readonly seconds: number },
  redis: Redis | undefined,
): RateLimiterAbstract {
  const keyPrefix = `fracas:limit:${name}`;
  if (redis === undefined) return new RateLimiterMemory({ keyPrefix, points, duration: seconds });
  return new RateLimiterRedis({
    storeClient: redis,
    keyPrefix,
    points,
    duration: seconds,
    rejectIfRedisNotReady: true,
    // Whoever is over the limit is not asked for again: a flood costs Redis nothing.
    inMemoryBlockOnConsumed: points + 1,
    insuranceLimiter: new RateLimiterMemory({ keyPrefix, points: Math.ceil(points * ALONE_SHARE), duration: seconds }),
  });
}
