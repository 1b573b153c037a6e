import type { Redis } from 'ioredis';
import { REDIS_NOW_LUA, defineScript, type Script } from '../infra/defineScript.ts';
import { PASS_ROW_LUA } from '../listing/listingScripts.ts';
import { SNAPSHOT_FORMAT } from './RoomSnapshot.ts';

/** An owner that has not renewed for this long may have lost its match to another. */
export const LEASE_MS = 1500;

/** A match nobody has taken up for this long has nobody left who waits for it. */
const FORGOTTEN_MS = 30_000;

const LEASES = 'fracas:leases';
const keyOf = (roomId: string) => `fracas:match:${roomId}`;

/** The same process may ask again, as a connection made anew does for the answer that was lost: it holds what it got. */
const CLAIM = `
${REDIS_NOW_LUA}
if redis.call('HEXISTS', 'roomcaches', ARGV[1]) == 1 then return '0' end
local held = redis.call('HMGET', KEYS[1], 'owner', 'fence', 'order')
if held[1] == ARGV[2] and held[3] == '0' then return held[2] end
local fence = string.format('%.0f', math.max(tonumber(held[2] or 0) + 1, now))
redis.call('HSET', KEYS[1], 'owner', ARGV[2], 'fence', fence, 'expires', now + ARGV[3], 'order', 0)
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('ZADD', KEYS[2], now + ARGV[3], ARGV[1])
return fence`;

/**
 * Accepted from whoever holds the highest fence, and from anybody when Redis has forgotten the match. A save that comes
 * late, or a second time, after a newer one of the same owner changes nothing: after a silence of Redis the connection
 * that broke and the one in its place have no order between them.
 */
const SAVE = `
${REDIS_NOW_LUA}
local kept = redis.call('HMGET', KEYS[1], 'fence', 'order')
local fence = tonumber(kept[1] or 0)
if fence > tonumber(ARGV[3]) then return 0 end
if fence == tonumber(ARGV[3]) and tonumber(kept[2] or 0) >= tonumber(ARGV[7]) then return 1 end
local expires = 0
if tonumber(ARGV[4]) > 0 then expires = now + ARGV[4] end
redis.call('HSET', KEYS[1], 'owner', ARGV[2], 'fence', ARGV[3], 'expires', expires, 'order', ARGV[7],
  'format', ARGV[8], 'snapshot', ARGV[6])
redis.call('PEXPIRE', KEYS[1], ARGV[5])
redis.call('ZADD', KEYS[2], expires, ARGV[1])
return 1`;

/**
 * Touches nothing that this process could not read: the owner may go on with it, or another of its build.
 * Does not let the match live longer: one that nobody can go on with is forgotten, however often it is tried.
 */
const ADOPT = `
${REDIS_NOW_LUA}
local match = redis.call('HMGET', KEYS[1], 'owner', 'fence', 'expires', 'snapshot', 'format')
if not match[4] then
  if not match[2] or tonumber(match[3]) <= now then
    redis.call('ZREM', KEYS[2], ARGV[1])
    redis.call('DEL', KEYS[1])
  end
  return false
end
if tonumber(match[3]) > now and match[1] ~= ARGV[3] then return false end
if match[5] ~= ARGV[5] then return { '', match[5] or 'none' } end
local fence = string.format('%.0f', math.max(tonumber(match[2]) + 1, now))
redis.call('HSET', KEYS[1], 'owner', ARGV[2], 'fence', fence, 'expires', now + ARGV[4], 'order', 0)
redis.call('ZADD', KEYS[2], now + ARGV[4], ARGV[1])
local roomId = ARGV[1]
local newOwner = ARGV[2]
${PASS_ROW_LUA}
return { fence, match[4] }`;

/** Lets go without an end: whoever can may take the match up at once. */
const RELEASE = `
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'expires', 0)
redis.call('ZADD', KEYS[2], 0, ARGV[1])
return 1`;

/** Leaves for a while that it is over: a save that comes late would make the match anew, and somebody would adopt it. */
const END = `
if tonumber(redis.call('HGET', KEYS[1], 'fence') or 0) > tonumber(ARGV[2]) then return 0 end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'fence', ARGV[2], 'expires', 0, 'order', ${Number.MAX_SAFE_INTEGER})
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('ZREM', KEYS[2], ARGV[1])
return 1`;

const FIND_EXPIRED = `
${REDIS_NOW_LUA}
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])`;

const FIND_OWNED = `
local found = {}
for _, roomId in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  if redis.call('HGET', ARGV[2] .. roomId, 'owner') == ARGV[1] then table.insert(found, roomId) end
end
return found`;

const READ_OWNER = `
${REDIS_NOW_LUA}
local match = redis.call('HMGET', KEYS[1], 'owner', 'expires')
if not match[1] then return false end
return { match[1], tonumber(match[2]) > now and 1 or 0, redis.call('HEXISTS', 'roomcaches', ARGV[1]) }`;

/** The right to a match, and what it is right to: the fence stands for the first, the snapshot for the second. */
export interface AdoptedMatch {
  readonly fence: number;
  /** As it was saved. */
  readonly snapshot: string;
}

/** A match was kept by another build, in a way that this one does not read. */
export class UnreadableMatch extends Error {
  override readonly name = 'UnreadableMatch';
}

export interface MatchOwner {
  readonly processId: string;
  /** False once its lease has run out. */
  readonly isLeased: boolean;
  /** Whether the match is listed: its room is open. */
  readonly isListed: boolean;
}

/**
 * Who runs which match, and its last snapshot, in Redis. Each step is one script, on the time of Redis. The fence of a
 * match grows with every owner; what comes with an older one is refused. It starts from the time, so that a
 * Redis that forgot everything hands out no number twice.
 * Technique: M. Kleppmann, "How to do distributed locking" (2016), fencing tokens.
 */
export class MatchStore {
  readonly #processId: () => string;
  /** Counts what this process sends to be kept. */
  #saves = 0;
  readonly #scripts: Readonly<
    Record<'claim' | 'save' | 'adopt' | 'release' | 'end' | 'expired' | 'owned' | 'owner', Script>
  >;

  /** @param processId this process's name among all, known once matchmaking is up */
  constructor(redis: Redis, processId: () => string) {
    this.#processId = processId;
    this.#scripts = {
      claim: defineScript(redis, 'fracasClaim', 2, CLAIM),
      save: defineScript(redis, 'fracasSave', 2, SAVE),
      adopt: defineScript(redis, 'fracasAdopt', 2, ADOPT),
      release: defineScript(redis, 'fracasRelease', 2, RELEASE),
      end: defineScript(redis, 'fracasEnd', 2, END),
      expired: defineScript(redis, 'fracasExpired', 1, FIND_EXPIRED),
      owned: defineScript(redis, 'fracasOwned', 1, FIND_OWNED),
      owner: defineScript(redis, 'fracasOwner', 1, READ_OWNER),
    };
  }

  /** Takes the lease of a new match. Gives its fence, or undefined when its room is listed already: this one is a twin. */
  async claim(roomId: string): Promise<number | undefined> {
    const fence = await this.#scripts.claim(keyOf(roomId), LEASES, roomId, this.#processId(), LEASE_MS, FORGOTTEN_MS);
    return Number(fence) || undefined;
  }

  /** Renews the lease and keeps the snapshot with it. Gives false when a newer owner has the match. */
  save(roomId: string, fence: number, snapshot: string): Promise<boolean> {
    return this.#save(roomId, fence, LEASE_MS, snapshot);
  }

  /** Keeps a last snapshot and lets go of the lease in one step. Gives false when a newer owner has the match. */
  handOver(roomId: string, fence: number, snapshot: string): Promise<boolean> {
    return this.#save(roomId, fence, 0, snapshot);
  }

  /**
   * Takes over a match whose lease is over, with the next fence, and takes its old listing away.
   * @param deadOwner a process known to have ended: its leases need not run out
   * @returns undefined when somebody else has it, or there is nothing to take over
   * @throws {UnreadableMatch} when it was kept in another format
   */
  async adopt(roomId: string, deadOwner = ''): Promise<AdoptedMatch | undefined> {
    const processId = this.#processId();
    const args = [roomId, processId, deadOwner, LEASE_MS, SNAPSHOT_FORMAT];
    const answer = await this.#scripts.adopt(keyOf(roomId), LEASES, ...args);
    if (answer === null) return undefined;
    const [fence, snapshot] = answer as [string, string];
    if (fence === '') throw new UnreadableMatch(`kept as ${snapshot}, this build reads ${SNAPSHOT_FORMAT}`);
    return { fence: Number(fence), snapshot };
  }

  /** Lets go of a match that this process cannot go on with; another may. */
  async release(roomId: string, fence: number): Promise<void> {
    await this.#scripts.release(keyOf(roomId), LEASES, roomId, fence);
  }

  /** Forgets a match that is over, unless a newer owner has it. */
  async end(roomId: string, fence: number): Promise<void> {
    await this.#scripts.end(keyOf(roomId), LEASES, roomId, fence, FORGOTTEN_MS);
  }

  /** Room ids of matches whose lease is over. */
  async findExpired(limit: number): Promise<string[]> {
    return (await this.#scripts.expired(LEASES, limit)) as string[];
  }

  /** Room ids of all matches of a process. */
  async findOwnedBy(processId: string): Promise<string[]> {
    return (await this.#scripts.owned(LEASES, processId, keyOf(''))) as string[];
  }

  /** Who runs a match; undefined when there is no such match. */
  async readOwner(roomId: string): Promise<MatchOwner | undefined> {
    const answer = await this.#scripts.owner(keyOf(roomId), roomId);
    if (answer === null) return undefined;
    const [processId, isLeased, isListed] = answer as [string, number, number];
    return { processId, isLeased: isLeased === 1, isListed: isListed === 1 };
  }

  async #save(roomId: string, fence: number, leaseMs: number, snapshot: string): Promise<boolean> {
    const saved = await this.#scripts.save(
      keyOf(roomId),
      LEASES,
      roomId,
      this.#processId(),
      fence,
      leaseMs,
      FORGOTTEN_MS,
      snapshot,
      ++this.#saves,
      SNAPSHOT_FORMAT,
    );
    return saved === 1;
  }
}
