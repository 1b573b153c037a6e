import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../../tools/cluster/freePort.ts';
import { OwnedProcess, describeEnd } from '../../tools/cluster/OwnedProcess.ts';
import type { FoundProgram } from '../../tools/debianProgram.ts';
import { findPostgres } from '../../tools/programs.ts';

const START_TRIES = 400;
const START_PAUSE_MS = 25;
const STOP_GRACE_MS = 3000;
const USER = 'fracas';

/** Postgres refuses to run as root; then it runs as nobody. */
const UNPRIVILEGED = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

/** A crash of its own it survives, a power cut it need not. */
const FAST = ['fsync=off', 'full_page_writes=off'];

/** A real Postgres of our own on the loopback. */
export class PostgresServer {
  readonly url: string;
  readonly #port: number;
  readonly #folder: string;
  readonly #program: FoundProgram;
  readonly #settings: readonly string[];
  #process: OwnedProcess | undefined;

  private constructor(folder: string, port: number, program: FoundProgram, settings: readonly string[]) {
    this.#folder = folder;
    this.#port = port;
    this.#program = program;
    this.#settings = settings;
    this.url = `postgres://${USER}@127.0.0.1:${port}/postgres`;
  }

  /**
   * Starts an empty one and waits until it answers. Rejects when there is no Postgres to start, or it does not start.
   * @param isDurable whether a commit waits for the disk, as it does for a host
   */
  static async start({ isDurable = false } = {}): Promise<PostgresServer> {
    const program = await findPostgres();
    const folder = await mkdtemp(join(tmpdir(), 'fracas-postgres-'));
    const server = new PostgresServer(folder, await freePort(), program, isDurable ? [] : FAST);
    try {
      await server.#initialise();
      await server.comeBack();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** Goes away at once, as in a crash: what was committed is there when it comes back. */
  async goAway(): Promise<void> {
    this.#process?.signal('SIGQUIT');
    await this.#process?.ended;
  }

  /** On the same port, with what it held. */
  async comeBack(): Promise<void> {
    const settings = [
      'listen_addresses=127.0.0.1',
      `port=${this.#port}`,
      'unix_socket_directories=',
      ...this.#settings,
    ];
    const started = this.#run('postgres', ['-D', this.#dataFolder, ...settings.flatMap((setting) => ['-c', setting])]);
    this.#process = started;
    for (let tries = 0; !(await answers(this.url)); tries++) {
      if (!started.isRunning) throw new Error(`Postgres did not start: ${describeEnd(await started.ended)}`);
      if (tries === START_TRIES) throw new Error('Postgres does not answer');
      await delay(START_PAUSE_MS);
    }
  }

  async stop(): Promise<void> {
    // The way to end that waits for nobody who is connected.
    this.#process?.signal('SIGINT');
    await this.#process?.end(STOP_GRACE_MS);
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #dataFolder(): string {
    return join(this.#folder, 'data');
  }

  async #initialise(): Promise<void> {
    await mkdir(this.#dataFolder);
    if (UNPRIVILEGED !== undefined) {
      for (const folder of [this.#folder, this.#dataFolder]) {
        await chown(folder, UNPRIVILEGED.uid, UNPRIVILEGED.gid);
      }
    }
    const how = ['--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync', `--username=${USER}`];
    const lines: string[] = [];
    const end = await this.#run('initdb', ['-D', this.#dataFolder, ...how], lines).ended;
    if (end.code !== 0) throw new Error(`initdb failed: ${describeEnd(end)}\n${lines.join('\n')}`);
  }

  /** A program of the same version as the server. */
  #run(name: string, args: readonly string[], lines: string[] = []): OwnedProcess {
    const path = join(dirname(realpathSync(this.#program.path)), name);
    return new OwnedProcess({
      program: { ...this.#program, path },
      args,
      user: UNPRIVILEGED,
      onLine: (line) => void lines.push(line),
    });
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
