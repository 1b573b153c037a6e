import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort, isPortFree } from './freePort.ts';
import { GameProcess } from './GameProcess.ts';
import { NginxProxy } from './NginxProxy.ts';
import { describeEnd } from './OwnedProcess.ts';
import { RedisServer } from './RedisServer.ts';
import { chooseRestartDelay } from './chooseRestartDelay.ts';

export const DEFAULT_PORT = 2567;
/** Of the first process when the cluster is on the usual port; the others follow. */
const FIRST_PROCESS_PORT = 2571;

const SECRET_BYTES = 48;

/** Then they are killed: nobody here plays on. */
const STOP_GRACE_MS = 5000;

export interface ClusterOptions {
  readonly processes: number;
  /** Of nginx. 0 or absent: any free one. */
  readonly port?: number;
  /** Where players reach nginx when something else stands before it; absent: at its own port. */
  readonly publicPort?: number;
  /** Whether nginx stands before the processes; without it players reach each process at its own port. */
  readonly proxy?: boolean;
  /** Whether a process that ended is started again under its name. */
  readonly restart?: boolean;
  /** Settings for every process; those that make it part of the cluster cannot be changed. */
  readonly env?: Readonly<Record<string, string>>;
  /** What happens, for the host to read. */
  readonly report?: (line: string) => void;
  /** What the processes and nginx log. */
  readonly onLog?: (from: string, line: string) => void;
  /** Gives up a start that is under way; nothing is left running then. */
  readonly signal?: AbortSignal;
}

interface Place {
  readonly name: string;
  readonly port: number;
  readonly adminPort: number;
}

/** Several game processes, a Redis and an nginx on the loopback of this machine. */
export class Cluster {
  readonly redis: RedisServer;
  readonly #options: ClusterOptions;
  readonly #places: readonly Place[];
  readonly #folder: string;
  /** Of nginx; players reach the processes through it. */
  readonly #port: number;
  readonly #running = new Map<string, GameProcess>();
  /** Ends in a row, by name, of processes that hardly served. */
  readonly #hastyEnds = new Map<string, number>();
  /** What all processes sign with, as long as the cluster lasts. */
  readonly #secret = randomBytes(SECRET_BYTES).toString('base64url');
  readonly #stopping = new AbortController();
  #proxy: NginxProxy | undefined;
  #stopped: Promise<void> | undefined;

  private constructor(
    options: ClusterOptions,
    redis: RedisServer,
    ground: { places: Place[]; folder: string; port: number },
  ) {
    this.redis = redis;
    this.#options = options;
    this.#places = ground.places;
    this.#folder = ground.folder;
    this.#port = ground.port;
  }

  /** Starts all of it and waits until everything serves. Rejects, with nothing left running, when a part does not start. */
  static async start(options: ClusterOptions): Promise<Cluster> {
    const { report, signal } = options;
    const port = options.port || (await freePort());
    if (options.proxy !== false && !(await isPortFree(port)))
      throw new Error(`port ${port} is in use by another program`);
    const places = await choosePlaces(options.processes, port);
    const redis = await RedisServer.start({ password: randomBytes(12).toString('hex') });
    const folder = await mkdtemp(join(tmpdir(), 'fracas-cluster-'));
    const cluster = new Cluster(options, redis, { places, folder, port });
    const giveUp = () => void cluster.stop();
    signal?.addEventListener('abort', giveUp);
    try {
      signal?.throwIfAborted();
      report?.(`redis pid ${redis.pid} ${redis.url}`);
      await cluster.#start();
    } catch (error) {
      await cluster.stop();
      throw error;
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
    return cluster;
  }

  /** Where players go: nginx, or the first process where there is none. */
  get url(): string {
    return this.#proxy?.url ?? this.processes[0]!.url;
  }

  /** The processes as they are now, by name; the last one of its name where none runs. */
  get processes(): readonly GameProcess[] {
    return this.#places.map(({ name }) => this.#running.get(name)!);
  }

  get proxy(): NginxProxy | undefined {
    return this.#proxy;
  }

  /** Starts the process of this name again, which has ended, and waits until it serves. */
  async startProcess(name: string): Promise<GameProcess> {
    const place = this.#places.find((at) => at.name === name);
    if (place === undefined) throw new Error(`there is no process ${name}`);
    if (this.#running.get(name)?.isRunning === true) throw new Error(`process ${name} is running`);
    const started = this.#spawn(place);
    await started.ready;
    this.#options.report?.(`process ${name} pid ${started.pid} ${started.url}`);
    return started;
  }

  /** Ends all of it, and removes what it kept. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #start(): Promise<void> {
    const dataDir = this.#dataDir;
    await Promise.all(this.#places.map(({ name }) => mkdir(join(dataDir, name), { recursive: true })));
    const started = this.#places.map((place) => this.#spawn(place));
    if (this.#options.proxy !== false) await this.#startProxy();
    await Promise.all(started.map(({ ready }) => ready));
    for (const { name, pid, url } of this.processes) this.#options.report?.(`process ${name} pid ${pid} ${url}`);
  }

  async #startProxy(): Promise<void> {
    const processes = this.#places.map(({ name, port }) => ({ name, address: `127.0.0.1:${port}` }));
    const onLine = (line: string) => this.#options.onLog?.('nginx', line);
    const proxy = await NginxProxy.start({ processes, port: this.#port, onLine });
    if (this.#stopping.signal.aborted) await proxy.stop();
    this.#stopping.signal.throwIfAborted();
    this.#proxy = proxy;
    this.#options.report?.(`nginx pid ${proxy.pid} ${proxy.url}`);
    void proxy.ended.then((end) => this.#tellUnlessStopping(`nginx ended (${describeEnd(end)})`));
  }

  /** `DATA_DIR` of the environment when the host wants to keep something; else gone with the cluster. */
  get #dataDir(): string {
    return this.#options.env?.DATA_DIR ?? this.#folder;
  }

  #spawn(place: Place): GameProcess {
    const { name } = place;
    this.#stopping.signal.throwIfAborted();
    const started = new GameProcess({
      ...place,
      env: this.#envOf(place),
      onLine: (line) => this.#options.onLog?.(name, line),
    });
    this.#running.set(name, started);
    void started.ended.then((end) => {
      this.#tellUnlessStopping(`process ${name} pid ${started.pid} ended (${describeEnd(end)})`);
      if (this.#options.restart !== false) return this.#revive(started);
    });
    return started;
  }

  #envOf({ name, port }: Place): Record<string, string> {
    const publicPort = this.#options.proxy === false ? `${port}` : `${this.#options.publicPort ?? this.#port}/${name}`;
    return {
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
      JWT_SECRET: process.env.JWT_SECRET ?? this.#secret,
      // One for all of them: an account is the same behind each, and so is a replay.
      REPLAY_DIR: join(this.#dataDir, 'replays'),
      DATABASE_URL: process.env.DATABASE_URL || `sqlite:${join(this.#dataDir, 'fracas.db')}`,
      ...this.#options.env,
      DATA_DIR: join(this.#dataDir, name),
      REDIS_URL: this.redis.url,
      PUBLIC_ADDRESS: `127.0.0.1:${publicPort}`,
      PEER_ADDRESS: `127.0.0.1:${port}`,
      // Their sockets go to PUBLIC_ADDRESS, whatever name the page itself came from.
      ALLOWED_ORIGINS: ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${this.#port}`).join(','),
      TRUST_PROXY: 'true',
    };
  }

  /** A new process in place of one that ended: in a moment, or later when they end again and again. */
  async #revive(ended: GameProcess): Promise<void> {
    const { name } = ended;
    const { hastyEnds, delayMs } = chooseRestartDelay(this.#hastyEnds.get(name) ?? 0, ended.servedMs);
    this.#hastyEnds.set(name, hastyEnds);
    if (hastyEnds > 1)
      this.#tellUnlessStopping(`process ${name} ends again and again; next try in ${delayMs / 1000} s`);
    try {
      await delay(delayMs, undefined, { signal: this.#stopping.signal });
      if (this.#running.get(name) === ended) await this.startProcess(name);
    } catch {
      // Stopping; or it ended before it was ready, which has been told and starts the next try.
    }
  }

  async #stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([...this.#running.values()].map((running) => running.end(STOP_GRACE_MS)));
    await this.#proxy?.stop();
    await this.redis.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #tellUnlessStopping(line: string): void {
    if (!this.#stopping.signal.aborted) this.#options.report?.(line);
  }
}

/** p1, p2, …: on the ports after 2570 when the cluster is on the usual one and they are free, else on free ones. */
async function choosePlaces(count: number, port: number): Promise<Place[]> {
  const places: Place[] = [];
  for (let index = 0; index < count; index++) {
    const wished = FIRST_PROCESS_PORT + index;
    const own = port === DEFAULT_PORT && (await isPortFree(wished)) ? wished : await freePort();
    places.push({ name: `p${index + 1}`, port: own, adminPort: await freePort() });
  }
  return places;
}
