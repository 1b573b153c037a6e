import type { Redis } from 'ioredis';
import { REDIS_NOW_LUA, defineScript, type Script } from '../infra/defineScript.ts';
import type { Logger } from '../infra/logger.ts';

const PROCESSES = 'fracas:processes';
const HEARTBEATS = 'fracas:heartbeats';
const BEAT_INTERVAL_MS = 250;
const LOOK_INTERVAL_MS = 100;

/** A process silent for this long gets no new rooms. */
const HEARTBEAT_LIVES_MS = 3000;

/** And so long after that it is struck off, whatever its connection looks like: nothing of it is to be counted or listed. */
const STRUCK_OFF_MS = 1000;

/** Writes the own row; gives whether it had been struck off meanwhile, and every other row with whether its heart beats. */
const BEAT = `
${REDIS_NOW_LUA}
local isKnown = redis.call('HEXISTS', KEYS[1], ARGV[1])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], now + ARGV[3], ARGV[1])
local rows = { isKnown }
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  if all[i] ~= ARGV[1] then
    local beats = tonumber(redis.call('ZSCORE', KEYS[2], all[i]) or 0)
    table.insert(rows, all[i])
    table.insert(rows, all[i + 1])
    table.insert(rows, beats > now and 1 or (beats + ARGV[4] > now and 0 or -1))
  end
end
return rows`;

/** What a process tells the others about itself. */
export interface ProcessFacts {
  /** `host:port` at which other processes reach it. */
  readonly peerAddress: string;
  readonly draining: boolean;
  readonly rooms: number;
  readonly maxRooms: number;
  /** Whether it is too busy for new matches. */
  readonly busy: boolean;
}

export interface Peer extends ProcessFacts {
  readonly processId: string;
  /** Of its connection to Redis, which the kernel closes when the process ends, however it ends; 0 while unknown. */
  readonly clientId: number;
  readonly isBeating: boolean;
}

export interface ProcessTableOptions {
  readonly redis: Redis;
  readonly processId: () => string;
  readonly describe: () => ProcessFacts;
  /** Whether the table can be believed: just after Redis was away its rows are as old for the living as for the dead. */
  readonly isBelieved: () => boolean;
  /** A process has ended, or been silent for long. */
  readonly onDead: (processId: string) => void;
  /** The others had given this process up, or Redis has forgotten it: what it told them must be told again. */
  readonly onForgotten: () => void;
  readonly log: Logger;
}

/**
 * The processes of the service, as Redis sees them. One that is killed is noticed at once, for its connection to Redis
 * is gone; one that hangs keeps its connection and only stops to beat.
 */
export class ProcessTable {
  readonly #options: ProcessTableOptions;
  readonly #beat: Script;
  #peers: readonly Peer[] = [];
  #missing: ReadonlyMap<string, number> = new Map();
  #clientId = 0;
  #timers: NodeJS.Timeout[] = [];
  #isBusy = false;

  constructor(options: ProcessTableOptions) {
    this.#options = options;
    this.#beat = defineScript(options.redis, 'fracasBeat', 2, BEAT);
  }

  /** The other processes, as of the last beat. */
  get peers(): readonly Peer[] {
    return this.#peers;
  }

  /** Enters the table; resolves when the others can see this process. */
  async start(): Promise<void> {
    const { redis } = this.#options;
    redis.on('ready', this.#onReady);
    await this.#enter();
    this.#timers = [
      setInterval(() => void this.#run(() => this.beat()), BEAT_INTERVAL_MS),
      setInterval(() => void this.#run(() => this.#look()), LOOK_INTERVAL_MS),
    ];
  }

  /** Leaves the table. */
  async stop(): Promise<void> {
    const { redis, processId } = this.#options;
    for (const timer of this.#timers) clearInterval(timer);
    redis.off('ready', this.#onReady);
    await this.#strikeOff(processId()).catch(() => undefined);
  }

  /** Whether Redis still knows of this process. Rejects while it is away. */
  async isKnown(): Promise<boolean> {
    return (await this.#options.redis.hexists(PROCESSES, this.#options.processId())) === 1;
  }

  /** Tells the others how this process is now, and reads how they are. Rejects while Redis is away. */
  async beat(): Promise<void> {
    const { processId, describe, isBelieved, onForgotten, onDead } = this.#options;
    const row = JSON.stringify({ ...describe(), clientId: this.#clientId });
    const wasBeating = this.#timers.length > 0;
    const answer = (await this.#beat(
      PROCESSES,
      HEARTBEATS,
      processId(),
      row,
      HEARTBEAT_LIVES_MS,
      STRUCK_OFF_MS,
    )) as unknown[];
    const peers: Peer[] = [];
    for (let index = 1; index < answer.length; index += 3) {
      const [id, json, heart] = answer.slice(index, index + 3) as [string, string, number];
      if (heart < 0 && isBelieved()) await this.#declareDead(id, onDead);
      else
        peers.push({
          ...(JSON.parse(json) as Omit<Peer, 'processId' | 'isBeating'>),
          processId: id,
          isBeating: heart === 1,
        });
    }
    this.#peers = peers;
    if (wasBeating && answer[0] === 0) onForgotten();
  }

  readonly #onReady = (): void => void this.#enter();

  async #enter(): Promise<void> {
    try {
      this.#clientId = Number(await this.#options.redis.client('ID'));
      await this.beat();
    } catch (error) {
      this.#options.log.debug({ err: error }, 'process table not reached');
    }
  }

  /** One thing at a time; what fails is tried again by the next turn. */
  async #run(turn: () => Promise<void>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      await turn();
    } catch (error) {
      this.#options.log.debug({ err: error }, 'process table not reached');
    } finally {
      this.#isBusy = false;
    }
  }

  /** A connection that is missing twice in a row, while its row still names it, has ended with its process. */
  async #look(): Promise<void> {
    // One that could not learn its own id has none: Redis would refuse the question about all for it.
    const peers = this.#options.isBelieved() ? this.#peers.filter(({ clientId }) => clientId > 0) : [];
    if (peers.length === 0) return;
    const list = (await this.#options.redis.client('LIST', 'ID', ...peers.map(({ clientId }) => clientId))) as string;
    const connected = new Set(Array.from(list.matchAll(/^id=(\d+) /gm), ([, id]) => Number(id)));
    const missing = peers.filter(({ clientId }) => !connected.has(clientId));
    const twice = missing.filter(({ processId, clientId }) => this.#missing.get(processId) === clientId);
    this.#missing = new Map(missing.map(({ processId, clientId }) => [processId, clientId]));
    for (const peer of twice) await this.#confirmDeath(peer);
  }

  async #confirmDeath({ processId, clientId }: Peer): Promise<void> {
    const { redis, onDead } = this.#options;
    const row = await redis.hget(PROCESSES, processId);
    const isSame = row !== null && (JSON.parse(row) as Peer).clientId === clientId;
    if (row === null || isSame) this.#peers = this.#peers.filter((peer) => peer.processId !== processId);
    // Without a row it left by itself, or somebody else was quicker to notice.
    if (isSame) await this.#declareDead(processId, onDead);
  }

  async #declareDead(processId: string, tell: (processId: string) => void): Promise<void> {
    await this.#strikeOff(processId);
    this.#options.log.warn({ processId }, 'process is gone');
    tell(processId);
  }

  async #strikeOff(processId: string): Promise<void> {
    await this.#options.redis.multi().hdel(PROCESSES, processId).zrem(HEARTBEATS, processId).exec();
  }
}
