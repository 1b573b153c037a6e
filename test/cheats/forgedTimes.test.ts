import assert from 'node:assert/strict';
import { RoundTrips } from '../../server/input/RoundTrips.ts';
import { MAX_REWIND_TICKS, SUBTICKS_PER_TICK, TICK_RATE } from '../../shared/defs/rates.ts';
import { angleTo, distance, type Vec } from '../../shared/math/vec.ts';
import { BUTTON, type Command } from '../../shared/sim/Command.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { inputMessage } from '../support/rawInput.ts';
import type { RawPlayer } from '../support/RawPlayer.ts';
import { roomiestDirection } from '../support/roomiestDirection.ts';

const HOUR = 3600 * TICK_RATE * SUBTICKS_PER_TICK;
const FAR_FUTURE = 2 ** 32 - 1;
const LINE_MS = 10;
/** What a line of 10 ms can have shown: itself, two patches, four ticks of a slow page. */
const SHOWN_TICKS = 9;

const addMeasured = Reflect.get(RoundTrips.prototype, 'add') as RoundTrips['add'];

describe('Cheat: forged times', () => {
  let server: LocalServer;
  let arena: CheatArena;
  let cheat: RawPlayer;
  /** Of each of the cheat's inputs the tick it was played in, and the one it was judged by; oldest first. */
  let judged: { tick: number; by: number }[];

  before(async () => {
    server = await startLocalServer({ BOTS: '0' });
  });
  after(() => server.stop());

  beforeEach(async () => {
    // However busy the machine is that runs this: the cheat sits close to the server.
    const measured = new Set<RoundTrips>();
    RoundTrips.prototype.add = function addShort(this: RoundTrips): void {
      measured.add(this);
      addMeasured.call(this, LINE_MS);
    };
    arena = await CheatArena.open(server);
    cheat = await arena.cheat();
    while (measured.size < 2) await arena.ticks(2);
    judged = [];
    const { match } = arena;
    const step = match.step.bind(match);
    match.step = (wishes: ReadonlyMap<string, Command>) => {
      const seen = wishes.get(cheat.id)?.seenSubtick;
      if (seen !== undefined && seen !== 0) judged.push({ tick: match.world.tick + 1, by: seen / SUBTICKS_PER_TICK });
      step(wishes);
    };
  });
  afterEach(async () => {
    Object.assign(RoundTrips.prototype, { add: addMeasured });
    await arena.close();
  });

  /** Claims one instant after another to have been seen, each in a tick of its own. */
  async function claim(...instants: readonly number[]): Promise<void> {
    for (const [index, seenSubtick] of instants.entries()) {
      cheat.send(inputMessage({ moveX: index % 2, seenSubtick: Math.max(1, seenSubtick) }));
      while (judged.length <= index) await arena.ticks(1);
    }
  }

  const subtick = () => arena.world.tick * SUBTICKS_PER_TICK;

  it('Claiming to have seen the match of an hour ago leads back no further than your line is slow', async () => {
    await claim(subtick() - HOUR);
    const [{ tick, by }] = judged as [(typeof judged)[0]];
    assert.ok(by < tick && by >= tick - SHOWN_TICKS, `${tick - by} ticks back`);
  });

  it('Claiming to have seen the next hour shows nobody where they will be', async () => {
    await claim(subtick() + HOUR, FAR_FUTURE);
    for (const { tick, by } of judged) assert.equal(by, tick);
  });

  it('Time that goes backwards stands still', async () => {
    await claim(subtick(), subtick() - 50 * SUBTICKS_PER_TICK, subtick() - HOUR);
    const instants = judged.map(({ by }) => by);
    assert.deepEqual(
      instants,
      instants.toSorted((one, other) => one - other),
    );
    for (const { tick, by } of judged) assert.ok(by >= tick - MAX_REWIND_TICKS);
  });

  it('Nobody is shot where they stood a third of a second ago, whatever time is forged', async () => {
    const shooter = arena.body(cheat);
    const victim = arena.body(arena.honest);
    const { moveX, moveY } = roomiestDirection(arena.world.map, shooter);
    const there: Vec = { x: shooter.x + moveX / 2, y: shooter.y + moveY / 2 };
    const aim = angleTo(shooter, there);
    const fire = async (seenSubtick: number): Promise<void> => {
      const { shots } = shooter;
      while (shooter.shots === shots) await arena.send(cheat, { aim, buttons: BUTTON.fire, seenSubtick }, 2, 2);
    };
    Object.assign(victim, { ...there, health: 100, protectedUntilTick: 0 });
    await arena.ticks(20);
    const stoodAt = subtick();
    Object.assign(victim, farSpawn(there));
    await arena.ticks(20);
    for (const claimed of [stoodAt, 1, FAR_FUTURE, 0]) await fire(claimed);
    assert.equal(victim.health, 100);
    Object.assign(victim, there);
    await arena.ticks(20);
    await fire(subtick());
    assert.ok(victim.health < 100, 'the gun does work');
  });

  /** A place out of every line of fire. */
  function farSpawn(from: Vec): Vec {
    const [far] = arena.world.map.spawns.toSorted((one, other) => distance(other, from) - distance(one, from));
    return { x: far!.x, y: far!.y };
  }
});
