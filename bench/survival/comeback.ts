import { setTimeout as delay } from 'node:timers/promises';
import type { LightClient } from '../../bots/LightClient.ts';
import { nextFloat, type Prng } from '../../shared/math/prng.ts';
import type { GameProcess } from '../../tools/cluster/GameProcess.ts';
import { Metrics } from './Metrics.ts';
import { openRooms } from './openRooms.ts';
import { Returns } from './Returns.ts';
import { describeTimes } from './describeTimes.ts';
import type { Row, Run } from './Sizes.ts';
import { until } from './waiting.ts';
import { findFullest, findGuests, findSeated, isQuiet } from './whereabouts.ts';
import { withCluster, type Ground } from './withCluster.ts';

const ROOMS = [1, 10, 40];
const CLIENTS = 4;
const TIMES = 20;

/** A fault comes at any moment between two snapshots. */
const SNAPSHOT_MS = 250;

type Fault = 'kill' | 'freeze';

/** What the faults of one kind came to, with one number of matches. */
interface Toll {
  readonly timesMs: number[];
  lost: number;
  bounces: number;
  faults: number;
}

/**
 * Measures how long players are away whose process is killed (-9), or frozen (SIGSTOP) until all of them are back.
 * All matches are in the process that is hit; with each fault they move to the other one.
 */
export async function benchComeback(fault: Fault, run: Run): Promise<Row[]> {
  const rows: Row[] = [];
  for (const rooms of run.rooms ?? ROOMS) {
    rows.push(await withCluster(run, { BOTS: '4', MAX_ROOMS: '200' }, (ground) => measure(ground, fault, rooms, run)));
  }
  return rows;
}

async function measure(ground: Ground, fault: Fault, rooms: number, run: Run): Promise<Row> {
  const { cluster, crowd } = ground;
  const { clients = CLIENTS, times = TIMES, signal } = run;
  const invitations = await openRooms(cluster.processes[0]!.url, rooms);
  await crowd.joinAll(
    cluster.url,
    invitations.flatMap((invitation) => Array.from({ length: clients }, () => invitation)),
  );
  const prng: Prng = { state: run.seed + rooms };
  const toll: Toll = { timesMs: [], lost: 0, bounces: 0, faults: 0 };
  await settle(ground, toll, signal);
  crowd.readLatenessMs();
  while (toll.faults < times && crowd.clients.size > 0) {
    await delay(nextFloat(prng) * SNAPSHOT_MS, undefined, { signal });
    await strike(ground, fault, toll, signal);
    run.tell(`${fault}, ${rooms} matches: ${toll.faults} of ${times}, ${toll.lost} lost`);
    await settle(ground, toll, signal);
  }
  return {
    fault,
    matches: rooms,
    clients: rooms * clients,
    faults: toll.faults,
    ...describeTimes('back', toll.timesMs),
    lost: toll.lost,
    bounced: toll.bounces,
    'bench late p99 ms': Math.round(crowd.readLatenessMs() * 10) / 10,
  };
}

async function strike({ cluster, redis, crowd }: Ground, fault: Fault, toll: Toll, signal: AbortSignal): Promise<void> {
  const victim = await findFullest(cluster);
  const hit = await findGuests(redis, victim, crowd.clients);
  toll.faults += 1;
  victim.signal(fault === 'kill' ? 'SIGKILL' : 'SIGSTOP');
  const returns = new Returns(hit);
  try {
    await until(`everybody back after a ${fault}`, signal, () => returns.isComplete);
  } finally {
    returns.end();
    victim.signal('SIGCONT');
    toll.timesMs.push(...returns.timesMs);
    toll.bounces += returns.bounces;
  }
  await ended(victim, fault);
}

/** A killed process has ended, and a woken one has let go of what it had. */
async function ended(victim: GameProcess, fault: Fault): Promise<void> {
  if (fault === 'kill') await victim.ended;
  else await Metrics.read(victim.adminUrl);
}

/** Waits until nothing of the last fault is going on any more, and strikes off who has lost the seat. */
async function settle({ cluster, redis, crowd }: Ground, toll: Toll, signal: AbortSignal): Promise<void> {
  let seated = new Set<LightClient>();
  const isSettled = async (): Promise<boolean> => {
    const present = [...crowd.clients].filter(({ presence }) => presence !== 'lost');
    const rooms = new Set(present.map(({ roomId }) => roomId)).size;
    if (!(await isQuiet(redis, cluster, rooms))) return false;
    seated = await findSeated(redis, present);
    return seated.size === present.length;
  };
  await until('both processes in order, with each player in one match', signal, isSettled);
  for (const client of crowd.clients) {
    if (seated.has(client)) continue;
    toll.lost += 1;
    await crowd.sendHome(client);
  }
}
