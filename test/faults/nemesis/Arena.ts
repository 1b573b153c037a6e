import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startFaultProxy, type FaultProxy } from '../../../bots/FaultProxy.ts';
import type { Cluster } from '../../../tools/cluster/Cluster.ts';
import { freePort } from '../../../tools/cluster/freePort.ts';
import type { GameProcess } from '../../../tools/cluster/GameProcess.ts';
import { startCluster } from '../../support/cluster.ts';
import { findListingFaults } from '../history/checkListings.ts';
import type { History, Line, Part } from '../history/History.ts';
import { RedisWitness } from '../history/RedisWitness.ts';

const run = promisify(execFile);
const READ_PARTS = fileURLToPath(new URL('readParts.ts', import.meta.url));

/** Of what processes log: more would bury the rest. */
const TOLD = /"(match|process is gone|stopping|room failed|cut off|unhandled)|"level":(50|60)/;

/** Listings have this long to settle when nothing goes wrong any more. */
const QUIET_MS = 5000;
const QUIET_LOOK_MS = 100;
/** So often in a row: whoever has lost a room may still be about to strike it off. */
const SETTLED_LOOKS = 8;
const METRICS_MS = 500;

export interface ArenaOptions {
  readonly processes: number;
  /** Modules that every process loads before it starts. */
  readonly preload?: readonly URL[];
  /** Whether nginx and a bad network stand before the processes. */
  readonly proxy?: boolean;
}

/** A whole service of real processes, and all that is said in it. */
export class Arena {
  readonly cluster: Cluster;
  readonly witness: RedisWitness;
  /** Between players and nginx. */
  readonly network: FaultProxy | undefined;
  readonly #folder: string;
  readonly #preload: readonly URL[];
  readonly #lines: Line[];
  #isStopped = false;

  private constructor(
    parts: { readonly cluster: Cluster; readonly witness: RedisWitness; readonly network: FaultProxy | undefined },
    { folder, preload }: { readonly folder: string; readonly preload: readonly URL[] },
    lines: Line[],
  ) {
    this.cluster = parts.cluster;
    this.witness = parts.witness;
    this.network = parts.network;
    this.#folder = folder;
    this.#preload = preload;
    this.#lines = lines;
  }

  static async start({ processes, preload = [], proxy = true }: ArenaOptions): Promise<Arena> {
    const folder = await mkdtemp(join(tmpdir(), 'fracas-arena-'));
    const lines: Line[] = [];
    const tell = (line: Line) => void lines.push(line);
    const port = await freePort();
    const network = proxy ? await startFaultProxy({ targetPort: port, seed: 1 }) : undefined;
    try {
      const cluster = await startCluster({
        processes,
        proxy,
        port,
        ...(network && { publicPort: network.port }),
        env: {
          BOTS: '5',
          LOG_LEVEL: 'info',
          DATA_DIR: folder,
          NODE_OPTIONS: preload.map(({ href }) => `--import=${href}`).join(' '),
        },
        onLog(who, line) {
          if (who !== 'nginx' && TOLD.test(line)) tell({ type: 'said', atMs: Date.now(), who, line });
        },
      });
      const witness = await RedisWitness.start(cluster.redis, tell).catch(async (error: unknown) => {
        await cluster.stop();
        throw error;
      });
      return new Arena({ cluster, witness, network }, { folder, preload }, lines);
    } catch (error) {
      await network?.close();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Where players go. */
  get url(): string {
    return this.network === undefined ? this.cluster.url : `http://127.0.0.1:${this.network.port}`;
  }

  /** All that was said so far. */
  get history(): History {
    return this.#lines;
  }

  readonly tell = (line: Line): void => {
    this.#lines.push(line);
  };

  /** How the service names this process; undefined while Redis has not heard of it. */
  nameOf({ url }: GameProcess): string | undefined {
    return this.witness.processAt(new URL(url).host);
  }

  /** Kills a process, and notes that it ends. */
  kill(victim: GameProcess): void {
    const name = this.nameOf(victim);
    if (name !== undefined) this.tell({ type: 'processEnded', atMs: Date.now(), process: name });
    victim.signal('SIGKILL');
  }

  /** Notes what all listings say as soon as they agree and go on to, or when they have had time enough for it. */
  async settle(quietMs = QUIET_MS): Promise<void> {
    const endMs = performance.now() + quietMs;
    for (let agreed = 0; ;) {
      const listings = { ...(await this.witness.readListings()), living: await this.#countRooms() };
      agreed = findListingFaults(listings).length === 0 ? agreed + 1 : 0;
      if (agreed === SETTLED_LOOKS || (agreed === 0 && performance.now() > endMs)) {
        this.tell({ ...listings, atMs: Date.now() });
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, QUIET_LOOK_MS));
    }
  }

  /** Ends everything, and notes the replays that were written. May be called again. */
  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.witness.stop();
    try {
      await this.network?.close();
      await this.cluster.stop();
      await this.#findParts();
    } finally {
      await rm(this.#folder, { recursive: true, force: true });
    }
  }

  async #countRooms(): Promise<Record<string, number>> {
    const living: Record<string, number> = {};
    for (const running of this.cluster.processes.filter(({ isRunning }) => isRunning)) {
      const name = this.nameOf(running);
      if (name !== undefined) living[name] = await countRooms(running);
    }
    return living;
  }

  async #findParts(): Promise<void> {
    const imports = this.#preload.map(({ href }) => `--import=${href}`);
    const { stdout } = await run(process.execPath, [...imports, READ_PARTS, this.#folder]);
    for (const line of stdout.split('\n').filter((text) => text !== '')) {
      this.tell({ type: 'part', atMs: Date.now(), ...(JSON.parse(line) as Omit<Part, 'type' | 'atMs'>) });
    }
  }
}

/** How many rooms a process says it has; one that does not answer, for it only starts, has none. */
async function countRooms({ adminUrl }: GameProcess): Promise<number> {
  try {
    const metrics = await (await fetch(`${adminUrl}/metrics`, { signal: AbortSignal.timeout(METRICS_MS) })).text();
    return Number(/^fracas_rooms (\d+)/m.exec(metrics)?.[1]);
  } catch {
    return 0;
  }
}
