import { fork, type ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { startTroubleProxy } from '../bots/TroubleProxy.ts';
import type { MapId } from '../shared/defs/maps.ts';
import type { ArenaMap } from '../shared/map/ArenaMap.ts';
import { percentile } from '../shared/math/percentile.ts';
import { ArenaSession } from '../shared/net/ArenaSession.ts';
import { ArenaClient } from '../test/support/arenaClient.ts';
import { RANGE, YARD } from '../test/support/netcodeMaps.ts';
import type { Tallies } from './netcodeServer.ts';
import { snipe, STANDING, strafe, wander, type PlayStyle } from '../test/support/playStyles.ts';

const SECONDS = 60;
const FRAME_MS = 1000 / 60;
/** Until the match is live and the clocks have settled. */
const WARM_UP_MS = 8_000;

const LINES = [0, 80, 120, 150, 400].flatMap((rttMs) => [0, 20].map((jitterMs) => ({ rttMs, jitterMs })));

interface Seat {
  readonly name: string;
  readonly map: MapId;
  readonly rttMs: number;
  readonly jitterMs: number;
}

/**
 * Measures what players feel, over real sockets through the delaying proxy: how often a railgun hits what its
 * shooter sees, and how often and by how much the own body is corrected.
 */
export async function benchNetcode(seed: number): Promise<object[]> {
  const child = fork(new URL('./netcodeServer.ts', import.meta.url));
  try {
    const { url } = await receive(child, 'url');
    const table = new Table(url, seed);
    const targetId = await table.seat({ name: 'target', map: 'foundry', rttMs: 40, jitterMs: 0 }, RANGE, strafe(seed));
    for (const line of LINES) {
      await table.seat(
        { name: nameOf(line), map: 'foundry', ...line },
        RANGE,
        snipe(() => targetId),
      );
    }
    await table.seat({ name: 'walker', map: 'crossfire', rttMs: 150, jitterMs: 20 }, YARD, wander(seed));
    await table.seat({ name: 'other', map: 'crossfire', rttMs: 0, jitterMs: 0 }, YARD, () => STANDING);
    await wait(WARM_UP_MS);
    const before = await readTallies(child);
    await wait(SECONDS * 1000);
    const after = await readTallies(child);
    await table.clear();
    return [...LINES.map((line) => describeSniper(line, before, after)), table.describeWalker()];
  } finally {
    child.send('stop');
    await once(child, 'exit');
  }
}

/** The clients of the bench, each behind a line of its own, drawn at 60 frames a second. */
class Table {
  readonly #url: URL;
  readonly #seed: number;
  readonly #sessions = new Map<string, ArenaSession>();
  readonly #ends: (() => Promise<unknown>)[] = [];

  constructor(url: string, seed: number) {
    this.#url = new URL(url);
    this.#seed = seed;
  }

  async seat({ name, map, rttMs, jitterMs }: Seat, arena: ArenaMap, play: PlayStyle): Promise<string> {
    const seed = this.#seed + this.#sessions.size;
    const trouble = { rttMs, jitterMs, lossPercent: 0, seed, targetPort: Number(this.#url.port) };
    const proxy = await startTroubleProxy(trouble);
    const client = await ArenaClient.join(`http://127.0.0.1:${proxy.port}`, { name, map, mode: 'deathmatch' });
    const { room, input } = client;
    const session = new ArenaSession({
      playerId: client.id,
      state: room.state,
      map: arena,
      send(command) {
        Object.assign(input.data, command);
        return input.send();
      },
    });
    room.onStateChange(() => session.receivePatch(input.lastProcessed, performance.now()));
    room.onMessage('events', (events) => session.receiveEvents(events, performance.now()));
    let view = session.view(performance.now());
    const frames = setInterval(() => {
      session.advance(performance.now(), () => play(view));
      view = session.view(performance.now());
    }, FRAME_MS);
    this.#sessions.set(name, session);
    this.#ends.push(async () => {
      clearInterval(frames);
      await client.leave();
      await proxy.close();
    });
    return client.id;
  }

  describeWalker(): object {
    const { inputs, corrections, correctionsAboveOneUnit, largestCorrectionUnits } =
      this.#sessions.get('walker')!.stats;
    return {
      player: 'walker',
      rttMs: 150,
      jitterMs: 20,
      inputs,
      correctionsPerThousandInputs: (correctionsAboveOneUnit / inputs) * 1000,
      correctionUnits: {
        p50: percentile(corrections, 0.5),
        p99: percentile(corrections, 0.99),
        max: largestCorrectionUnits,
      },
    };
  }

  async clear(): Promise<void> {
    for (const end of this.#ends) await end();
  }
}

function nameOf({ rttMs, jitterMs }: { rttMs: number; jitterMs: number }): string {
  return `sniper ${rttMs} ${jitterMs}`;
}

function describeSniper(line: { rttMs: number; jitterMs: number }, before: Tallies, after: Tallies): object {
  const [first, last] = [before[nameOf(line)]!, after[nameOf(line)]!];
  const shots = last.shots - first.shots;
  const hits = last.hits - first.hits;
  return { player: 'sniper', ...line, shots, hits, hitPercent: Math.round((hits / shots) * 1000) / 10 };
}

async function readTallies(child: ChildProcess): Promise<Tallies> {
  child.send('tallies');
  return (await receive(child, 'tallies')).tallies;
}

interface FromServer {
  readonly url: string;
  readonly tallies: Tallies;
}

/** Waits for the message that holds `key`; libraries of the child send messages of their own. */
async function receive(child: ChildProcess, key: keyof FromServer): Promise<FromServer> {
  for await (const [message] of on(child, 'message')) {
    if (typeof message === 'object' && message !== null && key in message) return message as FromServer;
  }
  throw new Error('the server ended');
}
