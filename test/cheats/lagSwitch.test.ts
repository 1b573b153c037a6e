import assert from 'node:assert/strict';
import { INPUT, MOVEMENT } from '../../shared/defs/tuning.ts';
import { TICK_SECONDS } from '../../shared/defs/rates.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { inputMessage } from '../support/rawInput.ts';
import { roomiestDirection } from '../support/roomiestDirection.ts';

const SILENCE_TICKS = 30;
const BURST = 100;
/** Of a burst so many wait for their ticks (IN1). */
const WAITING = 8;
/** From full speed to standing still. */
const COMING_TO_REST_UNITS = 15;

describe('Cheat: the lag switch', () => {
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

  it('Silence and then a burst make up for no tick of the silence', async () => {
    const cheat = await arena.cheat();
    const body = arena.body(cheat);
    const moves = roomiestDirection(arena.world.map, body);
    await arena.send(cheat, moves, 2, 10);
    await arena.ticks(SILENCE_TICKS);
    const { x, y } = body;
    const { ownTick } = body;
    const { tick } = arena.world;
    for (let count = 0; count < BURST; count++) cheat.send(inputMessage(moves));
    await arena.ticks(SILENCE_TICKS);
    const steps = body.ownTick - ownTick;
    const ticks = arena.world.tick - tick;
    assert.ok(steps >= WAITING / 2 && steps <= ticks, `${steps} steps in ${ticks} ticks`);
    const furthest = (WAITING + 2) * MOVEMENT.runUnitsPerSecond * TICK_SECONDS + COMING_TO_REST_UNITS;
    assert.ok(Math.hypot(body.x - x, body.y - y) <= furthest, 'of a hundred inputs eight were played');
  });

  it('Whoever is silent is no target that cannot be hit', async () => {
    const cheat = await arena.cheat();
    const body = arena.body(cheat);
    await arena.send(cheat, roomiestDirection(arena.world.map, body), 2, 10);
    const { ownTick } = body;
    // With empty hands a body needs eight ticks to come to rest.
    await arena.ticks(INPUT.holdTicks + 12);
    assert.ok(body.ownTick > ownTick, 'after a moment the body lives on with empty hands');
    const { x, y, alive } = body;
    await arena.ticks(10);
    assert.deepEqual([body.x, body.y, body.alive], [x, y, alive]);
  });

  it('Over and over again, it is slower than playing', async () => {
    const cheat = await arena.cheat();
    const body = arena.body(cheat);
    const { ownTick } = body;
    const { tick } = arena.world;
    for (let round = 0; round < 2; round++) {
      await arena.ticks(12);
      for (let count = 0; count < 20; count++) cheat.send(inputMessage({ moveX: 127 }));
    }
    await arena.ticks(10);
    assert.ok(body.ownTick - ownTick <= arena.world.tick - tick);
  });
});
