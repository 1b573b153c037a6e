import { Redis } from 'ioredis';
import { PLAYER_LAYOUT } from '../../../shared/sim/snapshotWorld.ts';
import type { RoomSnapshot } from '../../../server/survival/RoomSnapshot.ts';
import type { RedisServer } from '../../../tools/cluster/RedisServer.ts';
import type { Line, Listings } from './History.ts';
import { watchCommands } from './watchCommands.ts';

const MATCH_PREFIX = 'fracas:match:';
/** Of the connections that processes have. */
const NAME_OF_PROCESSES = 'fracas:';
const RETRY_MS = 20;

/** Reads from outside what the processes do in Redis: every write that it accepted, in its order and on its clock. */
export class RedisWitness {
  readonly #commands: Redis;
  readonly #tell: (line: Line) => void;
  readonly #processes = new Map<string, string>();
  #stopWatching: (() => void) | undefined;

  private constructor(commands: Redis, tell: (line: Line) => void) {
    this.#commands = commands;
    this.#tell = tell;
  }

  /** Watches from now on, also after Redis has been away. */
  static async start({ url }: Pick<RedisServer, 'url'>, tell: (line: Line) => void): Promise<RedisWitness> {
    const commands = new Redis(url, { retryStrategy: () => RETRY_MS, maxRetriesPerRequest: 3 });
    commands.on('error', () => undefined);
    const witness = new RedisWitness(commands, tell);
    witness.#stopWatching = await watchCommands(url, (atMs, words) => witness.#take(atMs, words));
    return witness;
  }

  /** The process that serves at `host:port`, as it says itself; the latest one there. */
  processAt(address: string): string | undefined {
    return this.#processes.get(address);
  }

  /** Ends the connections of this type of all processes at once. */
  async cut(type: 'pubsub' | 'normal'): Promise<void> {
    const list = (await this.#commands.call('CLIENT', 'LIST', 'TYPE', type)) as string;
    for (const [, id, name] of list.matchAll(/^id=(\d+) .* name=(\S*) /gm)) {
      if (name!.startsWith(NAME_OF_PROCESSES)) await this.#commands.client('KILL', 'ID', Number(id));
    }
  }

  /** All that stands in Redis about rooms, without what processes say themselves. */
  async readListings(): Promise<Omit<Listings, 'living'>> {
    const redis = this.#commands;
    const [rows, owners] = await Promise.all([redis.hgetall('roomcaches'), redis.hgetall('fracas:owner')]);
    const keys = await redis.keys('fracas:*');
    const matches = keys.filter((key) => key.startsWith(MATCH_PREFIX));
    const members = async (prefix: string): Promise<string[]> => {
      const sets = keys.filter((key) => key.startsWith(prefix));
      return [...new Set((await Promise.all(sets.map((key) => redis.zrange(key, 0, -1)))).flat())];
    };
    // One without an owner only says that the match is over.
    const owned = await Promise.all(
      matches.map(async (key) => [key.slice(MATCH_PREFIX.length), await redis.hget(key, 'owner')] as const),
    );
    const counts = Object.entries(await redis.hgetall('roomcount'));
    return {
      type: 'listings',
      atMs: Date.now(),
      rows: mapValues(rows, (row, room) => ({
        owner: owners[room] ?? 'nobody',
        isPublic: !(JSON.parse(row) as { private?: boolean }).private,
      })),
      open: await members('fracas:open:'),
      listed: await members('fracas:listed:'),
      leases: await redis.zrange('fracas:leases', 0, -1),
      owners: Object.fromEntries(owned.filter(([, owner]) => owner !== null)) as Record<string, string>,
      counts: Object.fromEntries(counts.map(([process, text]) => [process, Number(text.split(',')[0])])),
    };
  }

  stop(): void {
    this.#stopWatching?.();
    this.#commands.disconnect();
  }

  #take(atMs: number, [command = '', key = '', ...rest]: readonly string[]): void {
    switch (command.toUpperCase()) {
      case 'HSET':
        if (key === 'fracas:processes') this.#meet(rest);
        if (key.startsWith(MATCH_PREFIX)) this.#takeMatch(atMs, key.slice(MATCH_PREFIX.length), fieldsOf(rest));
        break;
      case 'DEL':
        if (key.startsWith(MATCH_PREFIX))
          this.#tell({ type: 'released', atMs, room: key.slice(MATCH_PREFIX.length), isOver: true });
    }
  }

  #meet([process = '', row = '{}']: readonly string[]): void {
    const { peerAddress } = JSON.parse(row) as { peerAddress?: string };
    if (peerAddress !== undefined) this.#processes.set(peerAddress, process);
  }

  #takeMatch(atMs: number, room: string, { owner, fence, expires, snapshot }: Record<string, string>): void {
    if (owner === undefined) {
      this.#tell({ type: 'released', atMs, room, isOver: false });
      return;
    }
    const right = { atMs, room, owner, fence: Number(fence), untilMs: Number(expires) };
    if (snapshot === undefined) this.#tell({ type: 'taken', ...right });
    else this.#tell({ type: 'written', ...right, ...summarize(JSON.parse(snapshot) as RoomSnapshot) });
  }
}

function summarize({ match, roster }: RoomSnapshot) {
  const { matchId, number, world } = match;
  const players = world.players.map((row) => PLAYER_LAYOUT.read(row));
  return {
    matchId,
    match: number,
    tick: world.tick,
    phase: world.phase,
    kills: Object.fromEntries(players.map(({ id, kills }) => [id, kills])),
    seats: roster.map(({ sessionId }) => sessionId),
  };
}

function fieldsOf(pairs: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let index = 0; index + 1 < pairs.length; index += 2) fields[pairs[index]!] = pairs[index + 1]!;
  return fields;
}

function mapValues<From, To>(
  from: Readonly<Record<string, From>>,
  map: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value, key)]));
}
