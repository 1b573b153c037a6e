import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from '../../tools/cluster/freePort.ts';
import { GameProcess } from '../../tools/cluster/GameProcess.ts';
import { RedisServer } from '../../tools/cluster/RedisServer.ts';
import { Crowd } from './Crowd.ts';
import { describeLateness } from './describeTimes.ts';
import { Metrics } from './Metrics.ts';
import { openRooms } from './openRooms.ts';
import type { Row, Run } from './Sizes.ts';

/** Matches and players in each: many small ones, and as many full ones as a core can hold. */
const CASES: readonly Case[] = [
  { rooms: 100, players: 4 },
  { rooms: 40, players: 16 },
];
const PLAYERS = 16;
const SECONDS = 30;

/** Until the matches are live and the code is compiled. */
const WARM_UP_MS = 10_000;
const STOP_GRACE_MS = 3_000;

interface Case {
  readonly rooms: number;
  /** People and bots together. */
  readonly players: number;
}

/** What was read at one instant. */
interface Reading {
  readonly atMs: number;
  readonly process: Metrics;
  readonly redisCpuSeconds: number;
}

/**
 * Measures what it costs a process to keep its matches in Redis: the very same matches, each of one person and
 * bots, without Redis and with it.
 */
export async function benchSnapshots(run: Run): Promise<Row[]> {
  const rows: Row[] = [];
  for (const matches of casesOf(run)) {
    rows.push(await measureAlone(matches, run));
    const redis = await RedisServer.start();
    try {
      rows.push(await measureAlone(matches, run, redis.url));
    } finally {
      await redis.stop();
    }
  }
  return rows;
}

function casesOf({ rooms, clients = PLAYERS }: Run): readonly Case[] {
  return rooms?.map((count) => ({ rooms: count, players: clients })) ?? CASES;
}

async function measureAlone(matches: Case, run: Run, redisUrl?: string): Promise<Row> {
  const { rooms, players } = matches;
  run.tell(`snapshots, ${rooms} matches of ${players} ${redisUrl === undefined ? 'without Redis' : 'with Redis'}`);
  const dataDir = await mkdtemp(join(tmpdir(), 'fracas-bench-'));
  const [port, adminPort] = [await freePort(), await freePort()];
  const env = {
    REDIS_URL: redisUrl,
    JWT_SECRET: randomBytes(48).toString('base64url'),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'fatal',
    TRUST_PROXY: 'true',
    MAX_ROOMS: '1000',
    MAX_LOAD: '100',
    BOTS: `${players}`,
  };
  const server = new GameProcess({ name: 'bench', port, adminPort, env });
  const crowd = new Crowd(run.signal);
  const redis = redisUrl === undefined ? undefined : new Redis(redisUrl);
  try {
    await server.ready;
    await crowd.joinAll(server.url, await openRooms(server.url, rooms));
    await delay(WARM_UP_MS, undefined, { signal: run.signal });
    const before = await read(server, redis);
    await delay((run.seconds ?? SECONDS) * 1000, undefined, { signal: run.signal });
    return describe(matches, before, await read(server, redis));
  } finally {
    await crowd.disperse();
    redis?.disconnect();
    await server.end(STOP_GRACE_MS);
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function read({ adminUrl }: GameProcess, redis: Redis | undefined): Promise<Reading> {
  const process = await Metrics.read(adminUrl);
  const info = (await redis?.info('cpu')) ?? '';
  const used = info.matchAll(/^used_cpu_(?:user|sys):([\d.]+)/gm);
  const redisCpuSeconds = Array.from(used, ([, seconds]) => Number(seconds)).reduce((sum, part) => sum + part, 0);
  return { atMs: performance.now(), process, redisCpuSeconds };
}

function describe({ rooms, players }: Case, before: Reading, after: Reading): Row {
  const seconds = (after.atMs - before.atMs) / 1000;
  const grown = after.process.since(before.process);
  const percent = (spentSeconds: number): number => round((spentSeconds / seconds) * 100, 10);
  const snapshots = 'fracas_snapshot_seconds';
  const hasRedis = grown.value(`${snapshots}_count`) > 0;
  return {
    redis: hasRedis ? 'yes' : 'no',
    matches: rooms,
    players,
    'CPU % of a core': percent(grown.value('fracas_process_cpu_seconds_total')),
    'ticks %': percent(grown.value('fracas_tick_seconds_sum')),
    'snapshots %': percent(grown.value(`${snapshots}_sum`)),
    'snapshots/s': round(grown.value(`${snapshots}_count`) / seconds, 1),
    'snapshot mean µs': round(grown.mean(snapshots) * 1e6, 1),
    'p99 µs': round(grown.quantile(snapshots, 0.99) * 1e6, 1),
    'mean KB': round(grown.mean('fracas_snapshot_bytes') / 1000, 10),
    'Redis CPU %': percent(after.redisCpuSeconds - before.redisCpuSeconds),
    'ticks/s': round(grown.value('fracas_tick_seconds_count') / seconds, 1),
    ...describeLateness(grown),
  };
}

function round(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
