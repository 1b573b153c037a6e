import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Child } from '../room/Child.ts';
import { Crowd } from '../survival/Crowd.ts';
import { describeLateness } from '../survival/describeTimes.ts';
import { Metrics } from '../survival/Metrics.ts';
import { openRooms } from '../survival/openRooms.ts';
import type { Row, Run } from '../survival/Sizes.ts';
import { within } from '../survival/waiting.ts';
import { describeRepetitions } from './describeRepetitions.ts';
import type { Errand, FromGame, ToGame } from './errands.ts';
import type { Repetitions } from './repeat.ts';

/** Matches of one person and 15 bots: 210 bots. */
const MATCHES = 14;
const PLAYERS = 16;

/** Until the matches are live and the code is compiled. */
const WARM_UP_MS = 4_000;

/** For how long the game is looked at with nothing else going on, before each measurement. */
const QUIET_MS = 2_000;

/** No errand takes so long. */
const ERRAND_LIMIT_MS = 60_000;

const PROGRAM = new URL('./gameProcess.ts', import.meta.url);

const SETTINGS = {
  HOST: '127.0.0.1',
  PORT: '0',
  ADMIN_PORT: '0',
  LOG_LEVEL: 'fatal',
  TRUST_PROXY: 'true',
  MAX_ROOMS: '100',
  MAX_LOAD: '100',
  BOTS: `${PLAYERS}`,
};

type Environment = Readonly<Record<string, string>>;

/** A server on which matches with 200 bots go on, in a process of its own, and what is asked of it beside the game. */
export class Game {
  readonly url: string;
  readonly #adminUrl: string;
  readonly #server: Child<FromGame>;
  readonly #crowd: Crowd;
  readonly #signal: AbortSignal;

  private constructor(
    { port, adminPort }: FromGame['ready'],
    server: Child<FromGame>,
    crowd: Crowd,
    signal: AbortSignal,
  ) {
    this.url = `http://127.0.0.1:${port}`;
    this.#adminUrl = `http://127.0.0.1:${adminPort}`;
    this.#server = server;
    this.#crowd = crowd;
    this.#signal = signal;
  }

  /**
   * Starts a game, lets `bench` work beside it, and ends all of it however that ends.
   * @param env its settings besides those of every game
   */
  static async with<T>({ signal }: Run, env: Environment, bench: (game: Game) => Promise<T>): Promise<T> {
    const dataDir = await mkdtemp(join(tmpdir(), 'fracas-bench-'));
    const server = new Child<FromGame>(PROGRAM, 'server', { ...SETTINGS, DATA_DIR: dataDir, ...env });
    const crowd = new Crowd(signal);
    try {
      const game = new Game(await server.take('ready'), server, crowd, signal);
      await crowd.joinAll(game.url, await openRooms(game.url, MATCHES));
      await delay(WARM_UP_MS, undefined, { signal });
      return await bench(game);
    } finally {
      await crowd.disperse();
      await server.end();
      await rm(dataDir, { recursive: true, force: true });
    }
  }

  /** What `work` came to, and how late the ticks of the game were before it and meanwhile. */
  async measure(what: Row, work: () => Promise<Repetitions>): Promise<Row> {
    const before = await this.#read();
    await delay(QUIET_MS, undefined, { signal: this.#signal });
    const begin = await this.#read();
    this.#crowd.readLatenessMs();
    const beginMs = performance.now();
    const repetitions = await work();
    const seconds = (performance.now() - beginMs) / 1000;
    const benchLateMs = this.#crowd.readLatenessMs();
    const grown = (await this.#read()).since(begin);
    return {
      ...what,
      ...describeRepetitions(repetitions),
      ...describeLateness(begin.since(before), 'quiet late'),
      ...describeLateness(grown, 'late'),
      'dropped ticks': grown.value('fracas_dropped_ticks_total'),
      'CPU % of a core': Math.round((grown.value('fracas_process_cpu_seconds_total') / seconds) * 100),
      'bench late p99 ms': Math.round(benchLateMs * 10) / 10,
    };
  }

  /** Has an errand done by the process of the game itself, and measures it like anything else. */
  async measureErrand(what: Row, errand: Errand): Promise<Row> {
    this.#tell({ prepare: errand });
    await this.#hear('prepared');
    return this.measure(what, () => {
      this.#tell({ go: true });
      return this.#hear('done');
    });
  }

  #read(): Promise<Metrics> {
    return Metrics.read(this.#adminUrl);
  }

  #tell(message: ToGame): void {
    this.#server.send(JSON.stringify(message));
  }

  #hear<Key extends keyof FromGame>(key: Key): Promise<FromGame[Key]> {
    return within(this.#server.take(key), ERRAND_LIMIT_MS, this.#signal);
  }
}
