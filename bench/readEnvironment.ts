import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';

const PACKAGES = ['@colyseus/core', '@colyseus/schema', '@colyseus/ws-transport', '@colyseus/sdk', 'ws'];

/** What figures depend on besides the code that is measured. */
export interface Environment {
  readonly node: string;
  readonly cores: number;
  readonly processor: string;
  /** Of the last minute, at the start. */
  readonly loadAverage: number;
  readonly commit: string;
  readonly packages: Readonly<Record<string, string>>;
}

export function readEnvironment(): Environment {
  return {
    node: process.versions.node,
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    loadAverage: Math.round(loadavg()[0]! * 100) / 100,
    commit: readCommit(),
    packages: Object.fromEntries(PACKAGES.map((name) => [name, readVersion(name)])),
  };
}

/** One line for people. */
export function describeEnvironment({ node, cores, processor, loadAverage, commit, packages }: Environment): string {
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  const machine = `${cores} cores (${processor}), load average ${loadAverage}`;
  return `Node ${node}, ${machine}, commit ${commit}, ${versions.join(', ')}`;
}

function readCommit(): string {
  try {
    const commit = runGit('rev-parse', '--short', 'HEAD');
    const changes = runGit('status', '--porcelain', '--untracked-files=no');
    return changes === '' ? commit : `${commit} with changes`;
  } catch {
    // A copy without its history, or a machine without git.
    return 'unknown';
  }
}

function runGit(...args: readonly string[]): string {
  const cwd = import.meta.dirname;
  return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

function readVersion(name: string): string {
  const require = createRequire(import.meta.url);
  for (const directory of require.resolve.paths(name) ?? []) {
    try {
      const text = readFileSync(join(directory, name, 'package.json'), 'utf8');
      return (JSON.parse(text) as { version: string }).version;
    } catch {
      // Not in this one.
    }
  }
  return 'unknown';
}
