import { Redis } from 'ioredis';
import { Cluster } from '../../tools/cluster/Cluster.ts';
import { Crowd } from './Crowd.ts';
import type { Run } from './Sizes.ts';

/** What a bench of several processes works with. */
export interface Ground {
  readonly cluster: Cluster;
  /** The Redis of the cluster, to look at. */
  readonly redis: Redis;
  readonly crowd: Crowd;
}

/** Starts two processes behind nginx with a Redis, lets `bench` work, and ends all of it however that ends. */
export async function withCluster<T>(
  { signal }: Run,
  env: Readonly<Record<string, string>>,
  bench: (ground: Ground) => Promise<T>,
): Promise<T> {
  const cluster = await Cluster.start({ processes: 2, env: { LOG_LEVEL: 'fatal', MAX_LOAD: '100', ...env }, signal });
  const redis = new Redis(cluster.redis.url);
  const crowd = new Crowd(signal);
  try {
    return await bench({ cluster, redis, crowd });
  } finally {
    await crowd.disperse();
    redis.disconnect();
    await cluster.stop();
  }
}
