import { Cluster, type ClusterOptions } from '../../tools/cluster/Cluster.ts';

/** Two processes with a Redis and nginx of their own, on free ports, unless the options say otherwise; the caller stops it. */
export function startCluster(options: Partial<ClusterOptions> = {}): Promise<Cluster> {
  return Cluster.start({ processes: 2, ...options, env: { BOTS: '2', MAX_LOAD: '100', ...options.env } });
}
