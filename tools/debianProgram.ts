import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, globSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where packages put programs; the second is on the PATH of root alone. */
const SYSTEM_FOLDERS = ['/usr/bin', '/usr/sbin'];

/** A program that tests or tools start, and the Debian package it comes in. */
export interface DebianProgram {
  /** The environment variable that names its path outright. */
  readonly variable: string;
  /** What it is called on the PATH, best name first. */
  readonly names: readonly string[];
  /** The package, and after it those its files cannot do without even when they seem installed already. */
  readonly packageNames: readonly [string, ...string[]];
  /** Where the package puts the program itself, from the root of the file system, without a leading slash; `*` for a version. */
  readonly pathInPackage: string;
}

export interface FoundProgram {
  readonly path: string;
  /** What its process needs on top of its parent's environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** The program as it lies on this machine already, or undefined. Throws when its variable names no program. */
export function findProgram(program: DebianProgram, env: NodeJS.ProcessEnv = process.env): FoundProgram | undefined {
  const given = env[program.variable];
  if (given !== undefined && given !== '') {
    if (!isExecutable(given)) throw new Error(`${program.variable} names ${given}, which is no program`);
    return { path: given, env: {} };
  }
  const folders = [...(env.PATH ?? '').split(delimiter), ...SYSTEM_FOLDERS].filter((folder) => folder !== '');
  const named = program.names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const path = [...named, ...pathsBelow('/', program)].find(isExecutable);
  return path === undefined ? undefined : { path, env: {} };
}

/** Installs the package for the whole machine; undefined where one may not, or where there is no apt-get. */
export async function installAsRoot(program: DebianProgram): Promise<FoundProgram | undefined> {
  if (process.getuid?.() !== 0 || !hasApt()) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', ...program.packageNames], { env });
  try {
    await install().catch(async () => {
      await run('apt-get', ['update'], { env });
      await install();
    });
  } catch {
    return undefined;
  }
  return findProgram(program);
}

/**
 * Downloads the package and what it needs into `cache` and unpacks them there, for machines where one is
 * not root; undefined without apt-get or without a package server. What was unpacked once is found again.
 */
export async function unpackWithoutRoot(
  program: DebianProgram,
  cache = 'node_modules/.cache/debian',
): Promise<FoundProgram | undefined> {
  const root = resolve(cache, program.packageNames[0]);
  if (!existsSync(root) && !(hasApt() && (await unpackInto(root, program.packageNames)))) return undefined;
  const path = pathsBelow(root, program).find(isExecutable);
  return path !== undefined ? { path, env: { LD_LIBRARY_PATH: libraryFolders(root).join(delimiter) } } : undefined;
}

async function unpackInto(root: string, packageNames: readonly string[]): Promise<boolean> {
  const scratch = `${root}.${process.pid}`;
  const lists = join(scratch, 'lists');
  const files = join(scratch, 'files');
  // Lists and cache of our own, so neither root nor a machine-wide `apt-get update` is needed.
  const own = ['-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${join(scratch, 'cache')}`];
  const options = [...own, '-o', 'Debug::NoLocking=1', '-o', 'APT::Sandbox::User='];
  try {
    for (const folder of [lists, files, join(scratch, 'root')]) mkdirSync(folder, { recursive: true });
    await run('apt-get', [...options, 'update']);
    const names = await missingPackages(options, packageNames);
    await run('apt-get', [...options, 'download', ...names], { cwd: files });
    for (const file of readdirSync(files)) await run('dpkg', ['-x', join(files, file), join(scratch, 'root')]);
    // Only the whole of it ever carries the name that is looked for.
    renameSync(join(scratch, 'root'), root);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The program as its package lays it below a root, newest version first. */
function pathsBelow(root: string, { pathInPackage }: DebianProgram): string[] {
  const newestFirst = (one: string, other: string) => other.localeCompare(one, 'en', { numeric: true });
  return globSync(pathInPackage, { cwd: root })
    .toSorted(newestFirst)
    .map((path) => join(root, path));
}

/** The packages and those of their dependencies that this machine lacks, as apt-get would install them. */
async function missingPackages(options: readonly string[], packageNames: readonly string[]): Promise<string[]> {
  const wish = ['install', '--simulate', '--reinstall', '--no-install-recommends', ...packageNames];
  const { stdout } = await run('apt-get', [...options, ...wish], { maxBuffer: 1 << 24 });
  return [...stdout.matchAll(/^Inst (\S+)/gm)].map((match) => match[1]!);
}

function libraryFolders(root: string): string[] {
  return ['usr/lib', 'lib']
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((folder) => folder.endsWith('-linux-gnu'));
}

function hasApt(): boolean {
  return existsSync('/usr/bin/apt-get');
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
