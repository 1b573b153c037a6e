import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  findProgram,
  installAsRoot,
  unpackWithoutRoot,
  type DebianProgram,
  type FoundProgram,
} from '../../tools/debianProgram.ts';

const REDIS: DebianProgram = {
  variable: 'REDIS_SERVER_BIN',
  names: ['redis-server', 'valkey-server'],
  // The first holds only a link to the server, which is a file of the second.
  packageNames: ['redis-server', 'redis-tools'],
  pathInPackage: 'usr/bin/redis-server',
};

const START_TRIES = 100;
const START_PAUSE_MS = 50;

export interface RunningRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A real Redis, empty and ours alone, on a free port of the loopback; `REDIS_URL` names one to use instead,
 * which `stop` then leaves alone.
 */
export async function startRedis(): Promise<RunningRedis> {
  const given = process.env.REDIS_URL;
  if (given !== undefined && given !== '') return { url: given, stop: () => Promise.resolve() };
  const redis = await findRedis();
  const folder = await mkdtemp(join(tmpdir(), 'fracas-redis-'));
  const port = await freePort();
  const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn(redis.path, settings, { env: { ...process.env, ...redis.env }, stdio: 'ignore' });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await answering(child, port, redis.path);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `redis://127.0.0.1:${port}`, stop };
}

/** A Redis server to start: found, else installed, else unpacked; an error that names the ways out when none works. */
export async function findRedis(): Promise<FoundProgram> {
  const redis = findProgram(REDIS) ?? (await installAsRoot(REDIS)) ?? (await unpackWithoutRoot(REDIS));
  if (redis !== undefined) return redis;
  throw new Error(
    'The tests need a Redis server. Install it (Debian: apt-get install redis-server), or set REDIS_SERVER_BIN ' +
      'to a redis-server or valkey-server, or REDIS_URL to one that runs.',
  );
}

async function answering(child: ChildProcess, port: number, path: string): Promise<void> {
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  for (let tries = 0; !(await answersPing(port)); tries++) {
    if (failure !== undefined || child.exitCode !== null || tries === START_TRIES) {
      throw new Error(`${path} did not start`, { cause: failure });
    }
    await delay(START_PAUSE_MS);
  }
}

function answersPing(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      socket.destroy();
      answer(data.toString().startsWith('+PONG'));
    });
    socket.once('error', () => answer(false));
    socket.once('close', () => answer(false));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
