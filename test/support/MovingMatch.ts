import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { BotClient } from '../../bots/BotClient.ts';
import type { JoinOptions } from '../../shared/net/messages.ts';
import type { Cluster } from '../../tools/cluster/Cluster.ts';
import type { GameProcess } from '../../tools/cluster/GameProcess.ts';
import { until } from './until.ts';

const STEP_MS = 16;
const NO_TROUBLE = { rttMs: 0, jitterMs: 0, lossPercent: 0 };

/** What one player saw with one patch. */
export interface Sight {
  readonly atMs: number;
  readonly tick: number;
  /** By player, also of the others. */
  readonly rows: ReadonlyMap<string, { readonly name: string; readonly score: number; readonly kills: number }>;
}

/** A player with the netcode of the game and a bot's mind, who keeps what they see. */
export class Witness {
  readonly bot: BotClient;
  readonly sights: Sight[] = [];
  /** The first sights after each return. */
  readonly returns: Sight[] = [];
  readonly #timer: NodeJS.Timeout;
  #wasAway = false;

  private constructor(bot: BotClient) {
    this.bot = bot;
    bot.onPresence((presence) => (this.#wasAway ||= presence === 'away'));
    this.#timer = setInterval(() => this.#step(), STEP_MS);
  }

  static async join(url: string, join: JoinOptions, seed: number): Promise<Witness> {
    return new Witness(await BotClient.join({ url, join, skill: 'normal', seed, trouble: NO_TROUBLE }));
  }

  get id(): string {
    return this.bot.playerId;
  }

  get last(): Sight {
    return this.sights.at(-1)!;
  }

  /** Is not heard of again once the connection is lost; resolves then. */
  async vanish(): Promise<void> {
    await until(() => this.bot.presence === 'away');
    await this.leave();
  }

  async leave(): Promise<void> {
    clearInterval(this.#timer);
    await this.bot.leave();
  }

  #step(): void {
    const { bot } = this;
    bot.step(performance.now());
    const { tick, players } = bot.room.state;
    if (bot.presence !== 'here' || (!this.#wasAway && tick === this.sights.at(-1)?.tick)) return;
    const rows = new Map(Array.from(players, ([id, { name, score, kills }]) => [id, { name, score, kills }]));
    const sight = { atMs: performance.now(), tick, rows };
    this.sights.push(sight);
    if (this.#wasAway) this.returns.push(sight);
    this.#wasAway = false;
  }
}

/** A match in a cluster, those who play it, and what Redis says of it. */
export class MovingMatch {
  readonly players: readonly Witness[];
  readonly roomId: string;
  readonly redis: Redis;
  readonly #cluster: Cluster;

  private constructor(cluster: Cluster, players: readonly Witness[]) {
    this.#cluster = cluster;
    this.players = players;
    this.roomId = players[0]!.bot.roomId;
    this.redis = new Redis(cluster.redis.url, { retryStrategy: () => 50, maxRetriesPerRequest: null });
    this.redis.on('error', () => undefined);
  }

  /** Starts a match with so many people, and resolves when it has been played for a moment. */
  static async start(cluster: Cluster, count: number, join: JoinOptions = {}): Promise<MovingMatch> {
    const players: Witness[] = [];
    for (let i = 0; i < count; i++) {
      players.push(await Witness.join(cluster.url, { ...join, name: `P${i}` }, i + 1));
    }
    const match = new MovingMatch(cluster, players);
    await until(() => players.every(({ sights }) => sights.length > 20 && sights.at(-1)!.rows.size >= count));
    return match;
  }

  /** The process that has the match now. */
  async owner(): Promise<GameProcess> {
    return this.#processOf((await this.redis.hget(`fracas:match:${this.roomId}`, 'owner'))!);
  }

  /** Owner, fence and listing: what a process that lost the match must not touch. */
  async rights(): Promise<{ owner: string | null; fence: string | null; row: string | null }> {
    const [owner, fence] = await this.redis.hmget(`fracas:match:${this.roomId}`, 'owner', 'fence');
    return { owner: owner ?? null, fence: fence ?? null, row: await this.redis.hget('roomcaches', this.roomId) };
  }

  /** Resolves when everybody, or those named, have been away and are back `times` times. */
  async back(times = 1, players = this.players): Promise<void> {
    await until(() => {
      const lost = players.find(({ bot }) => bot.presence === 'lost');
      if (lost !== undefined) throw new Error(`${lost.id} is lost: ${lost.bot.tally.errors.join('; ')}`);
      return players.every(({ returns }) => returns.length >= times);
    });
  }

  /** Resolves when the listing and the counts of processes that live say what is so: this match alone, with these people. */
  async settled(): Promise<void> {
    const people = this.players.length;
    await until(async () => {
      const rows = Object.values(await this.redis.hgetall('roomcaches')).map(
        (row) => JSON.parse(row) as { clients: number },
      );
      const counts = Object.values(await this.redis.hgetall('roomcount')).map((count) => count.split(',').map(Number));
      const sum = (index: number) => counts.reduce((all, count) => all + count[index]!, 0);
      return rows.length === 1 && rows[0]!.clients === people && sum(0) === 1 && sum(1) === people;
    });
  }

  async end(): Promise<void> {
    await Promise.all(this.players.map((player) => player.leave()));
    await until(async () => (await this.redis.hexists('roomcaches', this.roomId)) === 0);
    this.redis.disconnect();
  }

  async #processOf(processId: string): Promise<GameProcess> {
    for (;;) {
      const row = await this.redis.hget('fracas:processes', processId);
      const address = row === null ? undefined : (JSON.parse(row) as { peerAddress: string }).peerAddress;
      const found = this.#cluster.processes.find(({ url }) => url === `http://${address}`);
      if (found !== undefined) return found;
      await delay(STEP_MS);
    }
  }
}
