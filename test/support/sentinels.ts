import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { OwnedProcess, describeEnd } from '../../tools/cluster/OwnedProcess.ts';
import { freePort } from '../../tools/cluster/freePort.ts';
import { findRedis } from '../../tools/programs.ts';
import { until } from './until.ts';

const MASTER = 'arena';
const SENTINELS = 3;
const QUORUM = 2;
const STOP_GRACE_MS = 2000;

/** A Redis master with one replica, and three sentinels that make the replica the master when that one is gone. */
export class Sentinels {
  /** For `REDIS_URL`. */
  readonly url: string;
  readonly #folder: string;
  readonly #processes: OwnedProcess[] = [];
  readonly #ports: readonly number[];

  private constructor(folder: string, ports: readonly number[]) {
    this.#folder = folder;
    this.#ports = ports;
    const hosts = ports.slice(2).map((port) => `127.0.0.1:${port}`);
    this.url = `redis+sentinel://${hosts.join()}/${MASTER}`;
  }

  /** Resolves when all know each other, so that a failover can begin at any moment. */
  static async start(): Promise<Sentinels> {
    const folder = await mkdtemp(join(tmpdir(), 'fracas-sentinels-'));
    const ports: number[] = [];
    while (ports.length < 2 + SENTINELS) ports.push(await freePort());
    const sentinels = new Sentinels(folder, ports);
    try {
      await sentinels.#start();
    } catch (error) {
      await sentinels.stop();
      throw error;
    }
    return sentinels;
  }

  /** Ends the first master at once, as a crash would. */
  async killMaster(): Promise<void> {
    const [master] = this.#processes;
    master!.signal('SIGKILL');
    await master!.ended;
  }

  /** Makes the first master hang, its connections open. */
  pauseMaster(): void {
    this.#processes[0]!.signal('SIGSTOP');
  }

  async stop(): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.end(STOP_GRACE_MS)));
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #start(): Promise<void> {
    const [master, replica, ...sentinels] = this.#ports as [number, number, ...number[]];
    const data = ['save ""', 'repl-diskless-sync-delay 0'];
    await this.#run(master, data);
    await this.#run(replica, [...data, `replicaof 127.0.0.1 ${master}`]);
    await this.#ask(replica, async (redis) => (await redis.info('replication')).includes('master_link_status:up'));
    for (const port of sentinels) {
      const watched = [
        `sentinel monitor ${MASTER} 127.0.0.1 ${master} ${QUORUM}`,
        `sentinel down-after-milliseconds ${MASTER} 1000`,
        `sentinel failover-timeout ${MASTER} 5000`,
      ];
      await this.#run(port, watched, '--sentinel');
    }
    await Promise.all(sentinels.map((port) => this.#ask(port, knowsAll)));
  }

  async #run(port: number, settings: readonly string[], ...flags: readonly string[]): Promise<void> {
    const folder = await mkdtemp(join(this.#folder, `${port}-`));
    const file = join(folder, 'redis.conf');
    await writeFile(file, `${[`port ${port}`, 'bind 127.0.0.1', `dir ${folder}`, ...settings].join('\n')}\n`);
    const started = new OwnedProcess({ program: await findRedis(), args: [file, ...flags] });
    this.#processes.push(started);
    await this.#ask(port, async (redis) => {
      if (!started.isRunning) throw new Error(`Redis did not start: ${describeEnd(await started.ended)}`);
      return redis.ping().then(
        () => true,
        () => false,
      );
    });
  }

  async #ask(port: number, question: (redis: Redis) => Promise<boolean>): Promise<void> {
    const redis = new Redis({ port, retryStrategy: () => 20, maxRetriesPerRequest: 0 });
    redis.on('error', () => {
      // It has not started yet.
    });
    await until(() => question(redis)).finally(() => redis.disconnect());
  }
}

async function knowsAll(redis: Redis): Promise<boolean> {
  const facts = (await redis.call('SENTINEL', 'MASTER', MASTER)) as string[];
  const read = (name: string) => Number(facts[facts.indexOf(name) + 1]);
  return read('num-slaves') === 1 && read('num-other-sentinels') === SENTINELS - 1;
}
