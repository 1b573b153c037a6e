import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const MARK = 'FRACAS_TEST_RUN';
const GRACE_TRIES = 50;
const GRACE_PAUSE_MS = 100;

/** A process that a test run started and that lives on. */
export interface Leftover {
  readonly pid: number;
  readonly command: string;
}

// Every process started from here on inherits the mark, and keeps it when its parent dies.
const run = (process.env[MARK] = randomUUID());

/**
 * The processes that carry a test run's mark or descend from a process. Reads Linux' /proc: on other
 * systems it finds none.
 */
export function findLeftovers(mark: string, ancestor: number): Leftover[] {
  if (!existsSync('/proc')) return [];
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  const parents = new Map(pids.map((pid) => [pid, parentOf(pid)]));
  return pids
    .filter((pid) => pid !== ancestor && (descends(pid, ancestor, parents) || isMarked(pid, mark)))
    .map((pid) => ({ pid, command: readProc(pid, 'cmdline').replaceAll('\0', ' ').trim() }))
    .filter(({ command }) => command !== '');
}

/** Root hooks: after the last test, whatever it left running is ended, and the run fails for it. */
export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(2 * GRACE_TRIES * GRACE_PAUSE_MS);
    let leftovers = findLeftovers(run, process.pid);
    for (let tries = 0; leftovers.length > 0 && tries < GRACE_TRIES; tries++) {
      await delay(GRACE_PAUSE_MS);
      leftovers = findLeftovers(run, process.pid);
    }
    if (leftovers.length === 0) return;
    for (const { pid } of leftovers) kill(pid);
    const list = leftovers.map(({ pid, command }) => `${pid} ${command}`).join('\n');
    throw new Error(`Tests left processes running; end them in the test that starts them:\n${list}`);
  },
};

function isMarked(pid: number, mark: string): boolean {
  return pid !== process.pid && readProc(pid, 'environ').split('\0').includes(`${MARK}=${mark}`);
}

function descends(pid: number, ancestor: number, parents: ReadonlyMap<number, number>): boolean {
  for (let up = parents.get(pid); up !== undefined && up > 0; up = parents.get(up)) if (up === ancestor) return true;
  return false;
}

/** The parent's id; 0 for a process that has just ended. The name in field 2 may hold spaces and brackets. */
function parentOf(pid: number): number {
  const stat = readProc(pid, 'stat');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
