import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findRedis } from '../programs.ts';
import { freePort } from './freePort.ts';
import { OwnedProcess, describeEnd } from './OwnedProcess.ts';

const START_TRIES = 200;
const START_PAUSE_MS = 25;
const STOP_GRACE_MS = 2000;

export interface RedisServerOptions {
  readonly password?: string;
  /** Absent: any free one. */
  readonly port?: number;
}

/** A real Redis of our own on the loopback, that keeps nothing on disk. */
export class RedisServer {
  readonly url: string;
  readonly port: number;
  readonly #folder: string;
  readonly #password: string | undefined;
  #process: OwnedProcess | undefined;

  private constructor(folder: string, port: number, password: string | undefined) {
    this.#folder = folder;
    this.port = port;
    this.#password = password;
    // With the user's name, which redis-cli wants beside a password.
    const user = password === undefined ? '' : `default:${encodeURIComponent(password)}@`;
    this.url = `redis://${user}127.0.0.1:${port}`;
  }

  /** Starts one and waits until it answers. Rejects when there is no Redis to start, or it does not start. */
  static async start({ password, port }: RedisServerOptions = {}): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'fracas-redis-'));
    const redis = new RedisServer(folder, port ?? (await freePort()), password);
    try {
      await redis.#start();
    } catch (error) {
      await redis.stop();
      throw error;
    }
    return redis;
  }

  /** 0 while it does not run. */
  get pid(): number {
    return this.#process?.isRunning === true ? this.#process.pid : 0;
  }

  /** Makes it silent: it accepts connections and answers nothing. */
  pause(): void {
    this.#process?.signal('SIGSTOP');
  }

  resume(): void {
    this.#process?.signal('SIGCONT');
  }

  /** Ends it at once, as a crash would; all it held is lost. */
  async kill(): Promise<void> {
    this.#process?.signal('SIGKILL');
    await this.#process?.ended;
  }

  /** Comes back empty, on the same port and with the same password. */
  async restart(): Promise<void> {
    await this.kill();
    await this.#start();
  }

  async stop(): Promise<void> {
    await this.#process?.end(STOP_GRACE_MS);
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #start(): Promise<void> {
    const settings = [`port ${this.port}`, 'bind 127.0.0.1', 'save ""', 'appendonly no', `dir ${this.#folder}`];
    if (this.#password !== undefined) settings.push(`requirepass ${this.#password}`);
    const file = join(this.#folder, 'redis.conf');
    await writeFile(file, `${settings.join('\n')}\n`);
    await chmod(file, 0o600);
    const program = await findRedis();
    const started = new OwnedProcess({ program, args: [file] });
    this.#process = started;
    for (let tries = 0; !(await answersPing(this.port)); tries++) {
      if (!started.isRunning) throw new Error(`${program.path} did not start: ${describeEnd(await started.ended)}`);
      if (tries === START_TRIES) throw new Error(`${program.path} does not answer`);
      await delay(START_PAUSE_MS);
    }
  }
}

/** Whether a Redis answers, be it to say that it wants a password. */
function answersPing(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      socket.destroy();
      answer(/^(\+PONG|-NOAUTH)/.test(data.toString()));
    });
    socket.once('error', () => answer(false));
    socket.once('close', () => answer(false));
  });
}
