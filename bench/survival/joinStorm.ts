import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from '../../shared/math/percentile.ts';
import type { Cluster } from '../../tools/cluster/Cluster.ts';
import { describeLateness } from './describeTimes.ts';
import { Metrics } from './Metrics.ts';
import type { Row, Run } from './Sizes.ts';
import { until } from './waiting.ts';
import { withCluster, type Ground } from './withCluster.ts';

const RATES = 100;
const SECONDS = 10;

/** How long each stays: so many are in at once that the matches go on while others come. */
const STAY_MS = 1_000;

/** What came of the joins. */
interface Toll {
  /** From the moment each was due until its first state, in milliseconds. */
  readonly timesMs: number[];
  readonly failures: Map<string, number>;
  ended: number;
}

/** Lets clients join at a steady rate, whatever becomes of those before, each for a second. */
export function benchJoinStorm(run: Run): Promise<Row[]> {
  return withCluster(run, { BOTS: '0', MAX_ROOMS: '200' }, async (ground) => {
    const { rate = RATES, seconds = SECONDS, signal } = run;
    const count = Math.round(rate * seconds);
    const toll: Toll = { timesMs: [], failures: new Map(), ended: 0 };
    const before = await readAll(ground.cluster);
    const startMs = performance.now();
    for (let index = 0; index < count; index++) {
      const dueMs = startMs + (index * 1000) / rate;
      await delay(Math.max(0, dueMs - performance.now()), undefined, { signal });
      void visit(ground, dueMs, toll, signal);
      if (index % rate === 0) run.tell(`join storm: ${index} of ${count}`);
    }
    await until('the last who joined', signal, () => toll.ended === count);
    const grown = (await readAll(ground.cluster)).since(before);
    return [describe({ rate, count }, toll, grown, ground.crowd.readLatenessMs())];
  });
}

async function visit({ cluster, crowd }: Ground, dueMs: number, toll: Toll, signal: AbortSignal): Promise<void> {
  try {
    const client = await crowd.join(cluster.url, {});
    toll.timesMs.push(performance.now() - dueMs);
    await delay(STAY_MS, undefined, { signal });
    await crowd.sendHome(client);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    toll.failures.set(reason, (toll.failures.get(reason) ?? 0) + 1);
  } finally {
    toll.ended += 1;
  }
}

async function readAll({ processes }: Cluster): Promise<Metrics> {
  const metrics = await Promise.all(processes.map(({ adminUrl }) => Metrics.read(adminUrl)));
  return metrics.reduce((sum, one) => sum.plus(one));
}

function describe(
  { rate, count }: { rate: number; count: number },
  toll: Toll,
  grown: Metrics,
  benchLateMs: number,
): Row {
  const failed = [...toll.failures.values()].reduce((sum, times) => sum + times, 0);
  return {
    'joins/s': rate,
    joins: count,
    failed,
    'join p50 ms': Math.round(percentile(toll.timesMs, 0.5)),
    'join p99 ms': Math.round(percentile(toll.timesMs, 0.99)),
    'join max ms': Math.round(percentile(toll.timesMs, 1)),
    ...describeLateness(grown),
    'bench late p99 ms': Math.round(benchLateMs * 10) / 10,
    failures: [...toll.failures].map(([reason, times]) => `${times} x ${reason}`).join('; '),
  };
}
