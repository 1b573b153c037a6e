import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findNginx } from '../programs.ts';
import { formatNginxConf, type ProxiedProcess } from './formatNginxConf.ts';
import { hasLoopback6 } from './freePort.ts';
import { OwnedProcess, describeEnd, type ProcessEnd } from './OwnedProcess.ts';

const START_TRIES = 200;
const START_PAUSE_MS = 25;
const STOP_GRACE_MS = 2000;

export interface NginxProxyOptions {
  readonly processes: readonly ProxiedProcess[];
  readonly port: number;
  readonly onLine?: (line: string) => void;
  /** Changes the configuration before it is used; absent: it is as it is. */
  readonly adapt?: (conf: string) => string;
}

/** An nginx of our own on the loopback, with all its files in a folder of its own. */
export class NginxProxy {
  readonly url: string;
  readonly pid: number;
  readonly ended: Promise<ProcessEnd>;
  readonly #folder: string;
  readonly #process: OwnedProcess;

  private constructor(folder: string, started: OwnedProcess, port: number) {
    this.#folder = folder;
    this.#process = started;
    this.pid = started.pid;
    this.ended = started.ended;
    this.url = `http://localhost:${port}`;
  }

  /** Starts one and waits until it listens. Rejects when there is none to start, or it does not start. */
  static async start({ processes, port, onLine, adapt = (conf) => conf }: NginxProxyOptions): Promise<NginxProxy> {
    const program = await findNginx();
    const folder = await mkdtemp(join(tmpdir(), 'fracas-nginx-'));
    // Started by root, its workers are somebody else and have to get through to their temporary files.
    await chmod(folder, 0o711);
    const file = join(folder, 'nginx.conf');
    const listen = [`127.0.0.1:${port}`, ...((await hasLoopback6()) ? [`[::1]:${port}`] : [])];
    const logs = { accessLog: join(folder, 'access.log'), errorLog: 'stderr' };
    await writeFile(file, adapt(formatNginxConf({ processes, listen, folder, ...logs })));
    const lines: string[] = [];
    const args = ['-e', 'stderr', '-p', `${folder}/`, '-c', file, '-g', 'daemon off;'];
    const started = new OwnedProcess({
      program,
      args,
      onLine(line) {
        lines.push(line);
        onLine?.(line);
      },
    });
    const proxy = new NginxProxy(folder, started, port);
    try {
      await listening(started, port);
    } catch (error) {
      await proxy.stop();
      throw new Error(`${program.path} did not start:\n${lines.join('\n')}`, { cause: error });
    }
    return proxy;
  }

  /** What it logged of the requests up to now. */
  readAccessLog(): Promise<string> {
    return readFile(join(this.#folder, 'access.log'), 'utf8');
  }

  async stop(): Promise<void> {
    await this.#process.end(STOP_GRACE_MS);
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function listening(started: OwnedProcess, port: number): Promise<void> {
  for (let tries = 0; !(await accepts(port)); tries++) {
    if (!started.isRunning) throw new Error(describeEnd(await started.ended));
    if (tries === START_TRIES) throw new Error('it does not listen');
    await delay(START_PAUSE_MS);
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
