import assert from 'node:assert/strict';
import { ticksOf, TICK_SECONDS } from '../../shared/defs/rates.ts';
import { MOVEMENT } from '../../shared/defs/tuning.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { roomiestDirection } from '../support/roomiestDirection.ts';

const TICKS = 40;
/** A dash carries a body so far beyond running, slowing down from it included. */
const DASH_EXTRA_UNITS = 140;

describe('Cheat: speed by more inputs', () => {
  let server: LocalServer;
  let arena: CheatArena;

  before(async () => {
    server = await startLocalServer({ BOTS: '0' });
  });
  after(() => server.stop());

  beforeEach(async () => {
    arena = await CheatArena.open(server);
  });
  afterEach(() => arena.close());

  /** Runs a cheat for a while; gives how far it came, and how many ticks and steps of its own went by. */
  async function run(inputsPerPatch: number, buttons = 0): Promise<{ units: number; ticks: number; steps: number }> {
    const cheat = await arena.cheat();
    const body = arena.body(cheat);
    const { x, y, ownTick } = body;
    const { tick } = arena.world;
    const moves = roomiestDirection(arena.world.map, body);
    await arena.send(cheat, { ...moves, buttons }, inputsPerPatch, TICKS);
    const ticks = arena.world.tick - tick;
    return { units: Math.hypot(body.x - x, body.y - y), ticks, steps: body.ownTick - ownTick };
  }

  it('More inputs than ticks move nobody further', async () => {
    const { units, ticks, steps } = await run(20);
    assert.ok(steps > TICKS / 2, 'it did move');
    assert.ok(steps <= ticks, `${steps} steps in ${ticks} ticks`);
    assert.ok(units <= MOVEMENT.runUnitsPerSecond * TICK_SECONDS * ticks + 1, `${units} units in ${ticks} ticks`);
  });

  it('Ten dashes asked for at once are one dash', async () => {
    const { units, ticks } = await run(20, BUTTON.dash);
    assert.ok(ticks < ticksOf(2), 'a second dash was not due yet');
    const furthest = MOVEMENT.runUnitsPerSecond * TICK_SECONDS * ticks + DASH_EXTRA_UNITS;
    assert.ok(units <= furthest, `${units} units in ${ticks} ticks`);
  });

  it('A wish for more than full speed is a wish for full speed', async () => {
    const cheat = await arena.cheat();
    const body = arena.body(cheat);
    let fastest = 0;
    for (let times = 0; times < 10; times++) {
      await arena.send(cheat, { moveX: -128, moveY: -128 }, 2, 2);
      fastest = Math.max(fastest, Math.hypot(body.vx, body.vy));
    }
    assert.ok(fastest <= MOVEMENT.runUnitsPerSecond + 0.1, `${fastest} units per second`);
  });
});
