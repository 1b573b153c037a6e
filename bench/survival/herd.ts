import { setTimeout as delay } from 'node:timers/promises';
import { describeLateness, describeTimes } from './describeTimes.ts';
import { Metrics } from './Metrics.ts';
import { Returns } from './Returns.ts';
import type { Row, Run } from './Sizes.ts';
import { until } from './waiting.ts';
import { findFullest, findGuests, findSeated } from './whereabouts.ts';
import { withCluster, type Ground } from './withCluster.ts';

const CLIENTS = 300;

/** Until everything has been compiled and both processes take up matches of others. */
const WARM_UP_MS = 5_000;

/** Fills matches of 16 in two processes and kills (-9) the one with the most people: all of them come at once to the other. */
export function benchHerd(run: Run): Promise<Row[]> {
  return withCluster(run, { BOTS: '0', MAX_ROOMS: '200' }, async (ground) => {
    const { clients = CLIENTS, signal } = run;
    await ground.crowd.joinAll(
      ground.cluster.url,
      Array.from({ length: clients }, () => ({})),
    );
    run.tell(`herd: ${clients} in`);
    await delay(WARM_UP_MS, undefined, { signal });
    return [await strike(ground, signal)];
  });
}

async function strike({ cluster, redis, crowd }: Ground, signal: AbortSignal): Promise<Row> {
  const all = [...crowd.clients];
  const victim = await findFullest(cluster);
  const heir = cluster.processes.find((process) => process !== victim)!;
  const hit = await findGuests(redis, victim, all);
  const before = await Metrics.read(heir.adminUrl);
  crowd.readLatenessMs();
  victim.signal('SIGKILL');
  const returns = new Returns(hit);
  await until('the herd to be back', signal, () => returns.isComplete);
  const grown = (await Metrics.read(heir.adminUrl)).since(before);
  const benchLateMs = crowd.readLatenessMs();
  returns.end();
  const present = all.filter(({ presence }) => presence !== 'lost');
  await until('everybody in the snapshots', signal, async () => {
    return (await findSeated(redis, present)).size === present.length;
  });
  return {
    clients: all.length,
    matches: new Set(all.map(({ roomId }) => roomId)).size,
    hit: hit.length,
    ...describeTimes('back', returns.timesMs),
    lost: all.length - present.length,
    bounced: returns.bounces,
    ...describeLateness(grown),
    'bench late p99 ms': Math.round(benchLateMs * 10) / 10,
  };
}
