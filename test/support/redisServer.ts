import { RedisServer } from '../../tools/cluster/RedisServer.ts';

export interface RunningRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A real Redis, empty and ours alone, on a free port of the loopback; `REDIS_URL` names one to use instead,
 * which `stop` then leaves alone. Tests that pause or kill it start a `RedisServer` of their own.
 */
export async function startRedis(): Promise<RunningRedis> {
  const given = process.env.REDIS_URL;
  if (given !== undefined && given !== '') return { url: given, stop: () => Promise.resolve() };
  return RedisServer.start();
}
