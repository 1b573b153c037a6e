import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { FoundProgram } from '../debianProgram.ts';

/** How a process ended: a code, a signal, or the reason why it never started. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error?: Error;
}

export interface OwnedProcessOptions {
  readonly program: FoundProgram;
  readonly args: readonly string[];
  /** Set on top of this process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly onLine?: (line: string) => void;
  /** Whom it runs as; absent: as its parent. Only root may choose. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
}

/**
 * A child process that never outlives its parent's regular end. It leads a group of its own: Ctrl+C in the
 * terminal reaches the parent alone, which then ends its children in the order that suits it.
 */
export class OwnedProcess {
  readonly pid: number;
  readonly ended: Promise<ProcessEnd>;
  readonly #child: ChildProcess;
  #isRunning = true;

  constructor({ program, args, env, onLine, user }: OwnedProcessOptions) {
    const child = spawn(program.path, args, {
      env: { ...process.env, ...program.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      ...user,
    });
    this.#child = child;
    this.pid = child.pid ?? 0;
    for (const name of ['stdout', 'stderr'] as const) {
      createInterface({ input: child[name] }).on('line', (line) => onLine?.(line));
    }
    const killWithUs = () => this.#signalGroup('SIGKILL');
    process.once('exit', killWithUs);
    this.ended = new Promise((resolve) => {
      const settle = (end: ProcessEnd) => {
        this.#isRunning = false;
        // Its own children, such as nginx' workers, would outlive a leader that was killed.
        this.#signalGroup('SIGKILL');
        process.off('exit', killWithUs);
        resolve(end);
      };
      child.once('error', (error) => settle({ code: null, signal: null, error }));
      child.once('exit', (code, signal) => settle({ code, signal }));
    });
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Sends a signal to the process alone; nothing happens when it has ended. */
  signal(signal: NodeJS.Signals): void {
    if (this.#isRunning) this.#child.kill(signal);
  }

  /** Asks it to end, also when it is stopped; what is left of it and its children after the grace is killed. */
  async end(graceMs: number): Promise<ProcessEnd> {
    this.signal('SIGTERM');
    this.signal('SIGCONT');
    const timer = setTimeout(() => this.#signalGroup('SIGKILL'), graceMs);
    const end = await this.ended;
    clearTimeout(timer);
    return end;
  }

  #signalGroup(signal: NodeJS.Signals): void {
    if (this.pid === 0) return;
    try {
      process.kill(-this.pid, signal);
    } catch {
      // Nobody is left in it.
    }
  }
}

/** `exit code 1`, `SIGKILL`, or why it did not start. */
export function describeEnd({ code, signal, error }: ProcessEnd): string {
  return error?.message ?? signal ?? `exit code ${code}`;
}
