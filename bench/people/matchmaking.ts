import { RedisServer } from '../../tools/cluster/RedisServer.ts';
import type { Row, Run } from '../survival/Sizes.ts';
import type { Errand } from './errands.ts';
import { Game } from './Game.ts';

const SECONDS = 4;
const PLAYERS = 1_000;

/** Measures the queue of ranked matches with 1,000 players in it, in memory and in Redis, beside a game with 200 bots. */
export async function benchMatchmaking(run: Run): Promise<Row[]> {
  const redis = await RedisServer.start();
  try {
    return await Game.with(run, {}, (game) => measure(game, redis.url, run));
  } finally {
    await redis.stop();
  }
}

async function measure(game: Game, redisUrl: string, run: Run): Promise<Row[]> {
  const crowd = { players: PLAYERS, seed: run.seed };
  const pairs = { ...crowd, kind: 'pairs', seconds: run.seconds ?? SECONDS } as const;
  const errands: readonly (readonly [store: string, what: string, errand: Errand])[] = [
    ['none', 'forming matches, all find one', { ...crowd, kind: 'pass', crowd: 'even' }],
    ['none', 'forming matches, nobody finds one', { ...crowd, kind: 'pass', crowd: 'apart' }],
    ['memory', 'a whole step, all find one', { ...crowd, kind: 'step' }],
    ['Redis', 'a whole step, all find one', { ...crowd, kind: 'step', redisUrl }],
    ['memory', 'from entering to the call, nobody else finds one', pairs],
    ['Redis', 'from entering to the call, nobody else finds one', { ...pairs, redisUrl }],
  ];
  const rows: Row[] = [];
  for (const [store, what, errand] of errands) {
    run.tell(`people, queue: ${what} (${store})`);
    rows.push(await game.measureErrand({ store, what, waiting: PLAYERS }, errand));
  }
  return rows;
}
