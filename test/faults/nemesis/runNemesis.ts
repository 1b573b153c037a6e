import { setTimeout as wait } from 'node:timers/promises';
import type { GameProcess } from '../../../tools/cluster/GameProcess.ts';
import type { History } from '../history/History.ts';
import { Arena } from './Arena.ts';
import { Crowd } from './Crowd.ts';
import { planFaults, type Fault } from './planFaults.ts';
import { within } from './within.ts';

const SHORT_MATCHES = new URL('shortMatches.ts', import.meta.url);
const FIRST_PLAYERS = 10;

/** A process is back, or a client in its seat, within this; else the run goes on and the history tells. */
const RECOVERY_MS = 10_000;

export interface NemesisOptions {
  readonly seed: number;
  readonly seconds: number;
  readonly processes: number;
  /** Waits at the end for the seats of those who vanished to be given up, for so many milliseconds. */
  readonly graceMs?: number;
}

/** Lets people play while the service suffers all the faults that follow from the seed; gives what everybody said. */
export async function runNemesis({ seed, seconds, processes, graceMs = 0 }: NemesisOptions): Promise<History> {
  const arena = await Arena.start({ processes, preload: [SHORT_MATCHES] });
  const crowd = new Crowd(arena.url, seed, arena.tell);
  try {
    await Promise.all(Array.from({ length: FIRST_PLAYERS }, () => crowd.join()));
    const { service, players } = planFaults(seed, seconds * 1000);
    const beganMs = performance.now();
    await Promise.all([
      runTurns(service, beganMs, (fault) => hitService(arena, fault)),
      runTurns(players, beganMs, (fault) => hitPlayers(arena, crowd, fault)),
    ]);
    arena.network!.setFaults({ isBlackhole: false });
    await within(RECOVERY_MS, () => arena.cluster.processes.every(({ servedMs }) => servedMs > 0));
    await wait(graceMs);
    await arena.settle();
    await within(RECOVERY_MS, () => crowd.isComplete);
    await crowd.end();
    await arena.stop();
    return arena.history;
  } finally {
    await crowd.end();
    await arena.stop();
  }
}

/** Each at its time; one that takes longer than planned puts off those behind it. */
async function runTurns(
  faults: readonly Fault[],
  beganMs: number,
  hit: (fault: Fault) => Promise<void>,
): Promise<void> {
  for (const fault of faults) {
    await wait(Math.max(0, beganMs + fault.atMs - performance.now()));
    await hit(fault);
  }
}

async function hitService(arena: Arena, fault: Fault): Promise<void> {
  const { cluster, witness, tell } = arena;
  const { redis } = cluster;
  const victim = await chooseVictim(arena, fault.whom);
  tell({ type: 'fault', atMs: Date.now(), fault });
  switch (fault.kind) {
    case 'kill':
      arena.kill(victim);
      break;
    case 'terminate':
      victim.signal('SIGTERM');
      await Promise.race([victim.ended, wait(RECOVERY_MS)]);
      break;
    case 'freeze':
      victim.signal('SIGSTOP');
      await wait(fault.lastsMs);
      victim.signal('SIGCONT');
      break;
    case 'emptyRedis':
      tell({ type: 'storeAway', atMs: Date.now() });
      await redis.kill();
      await wait(fault.lastsMs);
      await redis.restart();
      tell({ type: 'storeBack', atMs: Date.now(), isEmpty: true });
      break;
    case 'pauseRedis':
      tell({ type: 'storeAway', atMs: Date.now() });
      redis.pause();
      await wait(fault.lastsMs);
      redis.resume();
      tell({ type: 'storeBack', atMs: Date.now(), isEmpty: false });
      break;
    default:
      await witness.cut(fault.kind === 'cutPubSub' ? 'pubsub' : 'normal');
  }
}

/** One of the processes, once all are there: what survives the loss of one need not survive that of two. */
async function chooseVictim(arena: Arena, whom: number): Promise<GameProcess> {
  const { cluster } = arena;
  await within(RECOVERY_MS, () =>
    cluster.processes.every((one) => one.servedMs > 0 && arena.nameOf(one) !== undefined),
  );
  const { processes } = cluster;
  return processes[Math.floor(whom * processes.length)]!;
}

async function hitPlayers(arena: Arena, crowd: Crowd, fault: Fault): Promise<void> {
  arena.tell({ type: 'fault', atMs: Date.now(), fault });
  const connections = [...arena.network!.connections];
  const connection = connections[Math.floor(fault.whom * connections.length)];
  switch (fault.kind) {
    case 'reset':
      connection?.reset();
      break;
    case 'blackhole':
      connection?.setFaults({ isBlackhole: true });
      setTimeout(() => connection?.setFaults({ isBlackhole: false }), fault.lastsMs).unref();
      break;
    case 'leave':
      await crowd.leave(fault.whom);
      break;
    // Whoever wants in while nobody can be let in is refused, and that is right.
    case 'join':
      void crowd.join().catch(() => undefined);
      break;
    case 'openPrivate':
      void crowd.openPrivate().catch(() => undefined);
      break;
    default:
      void crowd.vanish().catch(() => undefined);
  }
}
