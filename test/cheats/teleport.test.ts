import assert from 'node:assert/strict';
import { Protocol } from '@colyseus/sdk';
import { TICK_SECONDS } from '../../shared/defs/rates.ts';
import { MOVEMENT } from '../../shared/defs/tuning.ts';
import { overlapsWall } from '../../shared/map/collide.ts';
import { nextInt } from '../../shared/math/prng.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { messageFrame } from '../support/craftedFrames.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { inputMessage } from '../support/rawInput.ts';

const LONGEST_STEP_UNITS = MOVEMENT.maxUnitsPerSecond * TICK_SECONDS + 1;

describe('Cheat: teleport', () => {
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

  it('An input with fields that inputs do not have, such as a place or a time of its own, is none', async () => {
    for (const extra of [6, 7, 8, 63]) {
      const cheat = await arena.cheat();
      const { x, y } = arena.body(cheat);
      cheat.send(Uint8Array.of(...inputMessage({ moveX: 127 }), 0x80 | extra, 99, 99));
      assert.equal((await cheat.closed).code, CLOSE.badInput);
      const seat = arena.world.players.get(cheat.id);
      if (seat !== undefined) assert.deepEqual([seat.x, seat.y], [x, y]);
    }
  });

  it('Two inputs in one message are no input', async () => {
    const cheat = await arena.cheat();
    const input = inputMessage({ moveX: 127 });
    cheat.send(Uint8Array.of(...input, ...input));
    assert.equal((await cheat.closed).code, CLOSE.badInput);
  });

  it('Inputs in the form for lossy lines, which repeat older ones, are none of this game', async () => {
    const cheat = await arena.cheat();
    const input = inputMessage({ moveX: 127 }).subarray(1);
    cheat.send(Uint8Array.of(Protocol.ROOM_INPUT_UNRELIABLE, input.length, ...input));
    assert.equal((await cheat.closed).code, CLOSE.badInput);
  });

  it('Telling the server where you are sends you away', async () => {
    for (const type of ['move', 'position', 'teleport', 'dt', 'state']) {
      const cheat = await arena.cheat();
      cheat.send(messageFrame(type, { x: 64, y: 64, dt: 99 }));
      assert.equal((await cheat.closed).code, CLOSE.badMessage);
    }
  });

  it('Joining with a place, a score and health of your own is joining as everybody', async () => {
    const cheat = await arena.cheat({ x: 64, y: 64, score: 99, kills: 99, health: 1e6, dt: 99, team: 7, bot: true });
    const { x, y, score, kills, health, team, bot } = arena.body(cheat);
    assert.ok(arena.world.map.spawns.some((spawn) => spawn.x === x && spawn.y === y));
    assert.deepEqual({ score, kills, health, bot }, { score: 0, kills: 0, health: 100, bot: false });
    assert.ok(team <= 2);
  });

  it('No tick carries a body further than a step, or into a wall, whatever is wished for', async () => {
    const cheat = await arena.cheat();
    const prng = { state: 7 };
    const { match } = arena;
    const step = match.step.bind(match);
    const leaps: number[] = [];
    match.step = (wishes) => {
      const { x, y } = arena.body(cheat);
      step(wishes);
      const body = arena.body(cheat);
      leaps.push(Math.hypot(body.x - x, body.y - y));
      if (overlapsWall(arena.world.map, body, MOVEMENT.radiusUnits - 0.5)) leaps.push(Infinity);
    };
    for (let patch = 0; patch < 30; patch++) {
      for (let count = 0; count < 10; count++) {
        const axis = () => nextInt(prng, 256) - 128;
        cheat.send(
          inputMessage({ moveX: axis(), moveY: axis(), buttons: nextInt(prng, 256), weapon: nextInt(prng, 9) }),
        );
      }
      await arena.ticks(2);
    }
    assert.ok(Math.max(...leaps) > 1, 'it moved');
    assert.ok(Math.max(...leaps) <= LONGEST_STEP_UNITS, `${Math.max(...leaps)} units in a tick`);
  });
});
