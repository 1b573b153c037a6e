import { fileURLToPath } from 'node:url';
import { OwnedProcess, describeEnd, type ProcessEnd } from './OwnedProcess.ts';

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
const KEPT_LINES = 20;

export interface GameProcessOptions {
  readonly name: string;
  readonly port: number;
  readonly adminPort: number;
  /** Its settings besides the ports: docs/hosting.md. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A line of its log. */
  readonly onLine?: (line: string) => void;
}

/** One game server of the cluster, in a process of its own. */
export class GameProcess {
  readonly name: string;
  readonly pid: number;
  readonly url: string;
  readonly adminUrl: string;
  readonly ended: Promise<ProcessEnd>;
  /** Settles when it serves; rejects with its last words when it ends before that. */
  readonly ready: Promise<void>;
  readonly #process: OwnedProcess;
  #readyAtMs: number | undefined;

  constructor({ name, port, adminPort, env, onLine }: GameProcessOptions) {
    this.name = name;
    this.url = `http://127.0.0.1:${port}`;
    this.adminUrl = `http://127.0.0.1:${adminPort}`;
    const ready = Promise.withResolvers<void>();
    const lastLines: string[] = [];
    this.#process = new OwnedProcess({
      program: { path: process.execPath, env: {} },
      args: [MAIN],
      env: { ...env, HOST: '127.0.0.1', PORT: `${port}`, ADMIN_PORT: `${adminPort}` },
      onLine: (line) => {
        if (line.startsWith('Fracas is ready at')) {
          this.#readyAtMs = performance.now();
          ready.resolve();
          return;
        }
        lastLines.push(line);
        lastLines.splice(0, lastLines.length - KEPT_LINES);
        onLine?.(line);
      },
    });
    this.pid = this.#process.pid;
    this.ended = this.#process.ended;
    this.ready = ready.promise;
    this.ready.catch(() => {});
    void this.ended.then((end) =>
      ready.reject(new Error(`process ${name} did not start (${describeEnd(end)})\n${lastLines.join('\n')}`)),
    );
  }

  get isRunning(): boolean {
    return this.#process.isRunning;
  }

  /** For how long it has served, or served until now; 0 before it is ready. */
  get servedMs(): number {
    return this.#readyAtMs === undefined ? 0 : performance.now() - this.#readyAtMs;
  }

  /** Sends a signal to it; nothing happens when it has ended. */
  signal(signal: NodeJS.Signals): void {
    this.#process.signal(signal);
  }

  /** Asks it to end, also when it is stopped, and kills it after the grace. */
  end(graceMs: number): Promise<ProcessEnd> {
    return this.#process.end(graceMs);
  }
}
