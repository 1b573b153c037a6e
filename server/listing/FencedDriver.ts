import { initializeRoomCache, type IRoomCache, type SortOptions } from '@colyseus/core';
import { RedisDriver } from '@colyseus/redis-driver';
import { Query } from '@colyseus/redis-driver/Query';
import type { Redis } from 'ioredis';
import { defineScript, type Script } from '../infra/defineScript.ts';
import type { Logger } from '../infra/logger.ts';
import { indexKeys, isAnsweredByFullest, listedKey, openKey, type Conditions } from './listingIndex.ts';
import * as scripts from './listingScripts.ts';

/** No listing is longer: nobody scrolls further, and reading more would hold up the game. */
export const LISTING_LIMIT = 500;

/** Who asks for a listing within this time gets the same one. */
const SHARED_FOR_MS = 500;

type Operations = Parameters<RedisDriver['update']>[1];

/**
 * Colyseus' listing of rooms in Redis, with two things added. A row has an owner, and nobody else changes or
 * removes it, so a process that was given up and wakes again does no harm (docs/decisions/0006-redis-driver.md).
 * And rooms are found through an index, so the cost of a join does not grow with the number of rooms.
 *
 * While Redis is away reads and `insert` reject, and the other writes give false: what they would have written is
 * written when Redis is back, into rows that are still there.
 */
export class FencedDriver extends RedisDriver {
  readonly #redis: Redis;
  readonly #processId: () => string;
  readonly #log: Logger;
  readonly #nowMs: () => number;
  readonly #scripts: Readonly<
    Record<'insert' | 'update' | 'restore' | 'remove' | 'cleanUp' | 'readFullest' | 'readRowsOf', Script>
  >;
  /** Rooms whose last write failed, with the listing as it is now, or undefined when it is to go. */
  readonly #unfinished = new Map<string, IRoomCache | undefined>();
  readonly #shared = new Map<string, { readonly readAtMs: number; readonly rooms: Promise<IRoomCache[]> }>();

  /**
   * @param redis of `connectRedis`; whoever opened it closes it
   * @param processId this process's name among all, known once matchmaking is up
   * @param nowMs a clock that only goes forward
   */
  constructor(redis: Redis, processId: () => string, log: Logger, nowMs: () => number = () => performance.now()) {
    super(redis);
    this.#redis = redis;
    this.#processId = processId;
    this.#log = log;
    this.#nowMs = nowMs;
    this.#scripts = {
      insert: defineScript(redis, 'fracasInsertRow', 0, scripts.INSERT_ROW),
      update: defineScript(redis, 'fracasUpdateRow', 0, scripts.UPDATE_ROW),
      restore: defineScript(redis, 'fracasRestoreRow', 0, scripts.RESTORE_ROW),
      remove: defineScript(redis, 'fracasRemoveRow', 0, scripts.REMOVE_OWN_ROW),
      cleanUp: defineScript(redis, 'fracasRemoveRowsOf', 0, scripts.REMOVE_ROWS_OF_PROCESS),
      readFullest: defineScript(redis, 'fracasReadFullest', 0, scripts.READ_FULLEST),
      readRowsOf: defineScript(redis, 'fracasReadRowsOf', 0, scripts.READ_ROWS_OF_PROCESS),
    };
    redis.on('ready', this.#finishWrites);
  }

  /** Enters a new room; false when the id is another process's. Rejects while Redis is away. */
  async insert(room: IRoomCache): Promise<boolean> {
    try {
      const isInserted = (await this.#put(this.#scripts.insert, room)) === 1;
      this.#unfinished.delete(room.roomId);
      return isInserted;
    } catch (error) {
      // It may have been entered all the same, or be so yet, and its room is given up now.
      void this.remove(room.roomId);
      throw error;
    }
  }

  /** Changes the listing, then its row; false when the row is gone or another process's, or Redis is away. */
  override update(room: IRoomCache, { $set, $inc }: Operations): Promise<boolean> {
    const fields = room as unknown as Record<string, number>;
    Object.assign(room, $set);
    for (const [field, amount] of Object.entries($inc ?? {})) fields[field] = (fields[field] ?? 0) + Number(amount);
    return this.#write(room.roomId, this.#put(this.#scripts.update, room), room);
  }

  /**
   * Writes the row of a room; false when it is another process's, or Redis is away.
   * @param create also when the row is gone
   */
  override async persist(room: IRoomCache, create = false): Promise<boolean> {
    if (!room.roomId) return false;
    const { restore, update } = this.#scripts;
    return this.#write(room.roomId, this.#put(create ? restore : update, room), room);
  }

  /** Takes a row away; false when there is none, or it is another process's, or Redis is away. */
  override remove(roomId: string): Promise<boolean> {
    return this.#write(roomId, this.#scripts.remove(roomId, this.#processId()), undefined);
  }

  /** Takes away all rows of a process that it still owns; none while Redis is away. */
  override async cleanup(processId: string): Promise<void> {
    await this.#scripts.cleanUp(processId).catch((error: unknown) => this.#reportLost(error, 'cleanup'));
  }

  /**
   * One room that meets the conditions, undefined when there is none. By id, or for a seat in the fullest room by mode
   * and map, this reads one row; otherwise it is the first of `query`.
   */
  override async findOne(conditions: Conditions, sort?: SortOptions): Promise<IRoomCache> {
    if (conditions.roomId !== undefined) return super.findOne(conditions, sort);
    const key = openKey(conditions);
    const isOneEnough = key !== undefined && isAnsweredByFullest(conditions, sort);
    const rooms = isOneEnough ? await this.#readFullest(key, 1) : await this.query(conditions, sort);
    return rooms[0] as IRoomCache;
  }

  /**
   * The rooms that meet the conditions, among the `LISTING_LIMIT` fullest that are open or public where the
   * conditions ask for that, all of a process, or else any `LISTING_LIMIT`. They are shared: not to be changed.
   */
  override query(conditions: Conditions, sort?: SortOptions): Promise<IRoomCache[]> {
    const query = new Query<IRoomCache>(this.#readCandidates(conditions), conditions);
    return (sort === undefined ? query : query.sort(sort)).all();
  }

  /** How many public rooms of a kind there are. Rejects while Redis is away. */
  countListed(name: string): Promise<number> {
    return this.#redis.zcard(listedKey(name));
  }

  override async shutdown(): Promise<void> {
    this.#redis.off('ready', this.#finishWrites);
  }

  #put(script: Script, room: IRoomCache): Promise<unknown> {
    return script(room.roomId, this.#processId(), JSON.stringify(room), room.clients, ...indexKeys(room));
  }

  async #write(roomId: string, write: Promise<unknown>, listing: IRoomCache | undefined): Promise<boolean> {
    try {
      const isWritten = (await write) === 1;
      this.#unfinished.delete(roomId);
      return isWritten;
    } catch (error) {
      this.#unfinished.set(roomId, listing);
      return this.#reportLost(error, listing === undefined ? 'remove' : 'write');
    }
  }

  readonly #finishWrites = (): void => {
    for (const [roomId, listing] of this.#unfinished) {
      void (listing === undefined ? this.remove(roomId) : this.update(listing, {}));
    }
  };

  #readCandidates(conditions: Conditions): Promise<IRoomCache[]> {
    const { processId, private: isPrivate, unlisted, name } = conditions;
    if (processId !== undefined) return this.#scripts.readRowsOf(processId).then(parseRows);
    const open = openKey(conditions);
    if (open !== undefined) return this.#readShared(open);
    if (isPrivate === false && unlisted !== true) return this.#readShared(listedKey(name));
    return this.#readAny();
  }

  #readShared(key: string): Promise<IRoomCache[]> {
    const nowMs = this.#nowMs();
    for (const [old, { readAtMs }] of this.#shared) if (nowMs - readAtMs >= SHARED_FOR_MS) this.#shared.delete(old);
    const known = this.#shared.get(key);
    if (known !== undefined) return known.rooms;
    const rooms = this.#readFullest(key, LISTING_LIMIT);
    this.#shared.set(key, { readAtMs: nowMs, rooms });
    rooms.catch(() => this.#shared.delete(key));
    return rooms;
  }

  async #readFullest(key: string, limit: number): Promise<IRoomCache[]> {
    return parseRows(await this.#scripts.readFullest(key, limit));
  }

  async #readAny(): Promise<IRoomCache[]> {
    const rows = new Map<string, string>();
    let cursor = '0';
    do {
      const [next, found] = await this.#redis.hscan('roomcaches', cursor, 'COUNT', LISTING_LIMIT);
      for (let index = 0; index < found.length; index += 2) rows.set(found[index]!, found[index + 1]!);
      cursor = next;
    } while (cursor !== '0' && rows.size < LISTING_LIMIT);
    return parseRows([...rows.values()].slice(0, LISTING_LIMIT));
  }

  #reportLost(error: unknown, what: string): false {
    this.#log.debug({ what, reason: (error as Error).message }, 'listing not written while Redis is away');
    return false;
  }
}

function parseRows(rows: unknown): IRoomCache[] {
  return (rows as string[]).map((row) => initializeRoomCache(JSON.parse(row) as Partial<IRoomCache>));
}
