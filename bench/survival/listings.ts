import { initializeRoomCache, type IRoomCache, type MatchMakerDriver } from '@colyseus/core';
import { RedisDriver } from '@colyseus/redis-driver';
import { Redis } from 'ioredis';
import { createLogger } from '../../server/infra/logger.ts';
import { FencedDriver } from '../../server/listing/FencedDriver.ts';
import { MAP_IDS } from '../../shared/defs/maps.ts';
import { percentile } from '../../shared/math/percentile.ts';
import { nextInt, type Prng } from '../../shared/math/prng.ts';
import { RedisServer } from '../../tools/cluster/RedisServer.ts';
import type { Row, Run } from './Sizes.ts';

const ROOMS = [1_000, 5_000];
const TIMES = 200;
const WARM_UP_TIMES = 20;
const SEATS = 16;
const INSERTS_AT_ONCE = 100;

/** Longer than any listing is shared among those who ask. */
const UNSHARED_MS = 60_000;

const FULLEST = { clients: -1 } as const;
const PUBLIC: Partial<IRoomCache> = { name: 'arena', private: false };
const OPEN: Partial<IRoomCache> = { ...PUBLIC, locked: false };

/** Microseconds that each call took. */
interface Times {
  /** On this thread alone, which could have run the game meanwhile. */
  readonly thread: number[];
  /** From asking to having the answer. */
  readonly wall: number[];
}

/**
 * Measures what finding a room costs a process when there are many, with our listing and with Colyseus' own, over
 * the same rows. No answer is shared: each is read anew.
 */
export async function benchListings(run: Run): Promise<Row[]> {
  const rows: Row[] = [];
  const server = await RedisServer.start();
  const redis = new Redis(server.url);
  let nowMs = 0;
  const ours = new FencedDriver(
    redis,
    () => 'bench',
    createLogger('silent'),
    () => (nowMs += UNSHARED_MS),
  );
  const stock = new RedisDriver(redis);
  try {
    for (const rooms of run.rooms ?? ROOMS) {
      await redis.flushall();
      await fill(ours, rooms, run.seed);
      run.tell(`listings, ${rooms} rooms`);
      const findOne = (driver: MatchMakerDriver) => () => driver.findOne({ ...OPEN, ...wish }, FULLEST);
      rows.push(await compare({ call: 'seat for a join', rooms }, findOne(ours), findOne(stock), run));
      const query = (driver: MatchMakerDriver) => () => Promise.resolve(driver.query(PUBLIC, FULLEST));
      rows.push(await compare({ call: 'listing for a page', rooms }, query(ours), query(stock), run));
    }
  } finally {
    await ours.shutdown();
    redis.disconnect();
    await server.stop();
  }
  return rows;
}

const wish = { mode: 'deathmatch', map: MAP_IDS[0] };

/** As after a busy evening: every fourth room full, every tenth private, on all maps. */
async function fill(driver: FencedDriver, rooms: number, seed: number): Promise<void> {
  const prng: Prng = { state: seed };
  for (let first = 0; first < rooms; first += INSERTS_AT_ONCE) {
    const count = Math.min(INSERTS_AT_ONCE, rooms - first);
    const batch = Array.from({ length: count }, (_, index) => driver.insert(listing(first + index, prng)));
    const entered = await Promise.all(batch);
    if (entered.includes(false)) throw new Error('a row was not entered');
  }
}

function listing(index: number, prng: Prng): IRoomCache {
  const isFull = nextInt(prng, 4) === 0;
  return initializeRoomCache({
    roomId: `room${`${index}`.padStart(6, '0')}`,
    processId: 'bench',
    name: 'arena',
    clients: isFull ? SEATS : 1 + nextInt(prng, SEATS - 1),
    maxClients: SEATS,
    locked: isFull,
    private: nextInt(prng, 10) === 0,
    publicAddress: 'play.example.com/g1',
    metadata: { mode: 'deathmatch', map: MAP_IDS[nextInt(prng, MAP_IDS.length)] },
  });
}

type Call = () => Promise<unknown>;

async function compare(what: { call: string; rooms: number }, ours: Call, stock: Call, run: Run): Promise<Row> {
  const times = run.times ?? TIMES;
  const own = await time(ours, times, run.signal);
  const theirs = await time(stock, times, run.signal);
  const p = (values: number[], share: number): number => Math.round(percentile(values, share));
  return {
    ...what,
    'thread p50 µs': p(own.thread, 0.5),
    'thread p99 µs': p(own.thread, 0.99),
    'wall p50 µs': p(own.wall, 0.5),
    'wall p99 µs': p(own.wall, 0.99),
    'stock thread p50 µs': p(theirs.thread, 0.5),
    'stock thread p99 µs': p(theirs.thread, 0.99),
    'stock wall p50 µs': p(theirs.wall, 0.5),
    'stock wall p99 µs': p(theirs.wall, 0.99),
    'thread p50 stock/ours': Math.round(percentile(theirs.thread, 0.5) / percentile(own.thread, 0.5)),
  };
}

/** One call after another, nothing else going on. */
async function time(call: Call, times: number, signal: AbortSignal): Promise<Times> {
  for (let warmUp = 0; warmUp < WARM_UP_TIMES; warmUp++) await call();
  const taken: Times = { thread: [], wall: [] };
  for (let done = 0; done < times; done++) {
    signal.throwIfAborted();
    const startMs = performance.now();
    const start = process.threadCpuUsage();
    await call();
    const { user, system } = process.threadCpuUsage(start);
    taken.thread.push(user + system);
    taken.wall.push((performance.now() - startMs) * 1000);
  }
  return taken;
}
