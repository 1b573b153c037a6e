import assert from 'node:assert/strict';
import { Protocol } from '@colyseus/sdk';
import { CLOSE } from '../../shared/net/protocol.ts';
import { INPUT } from '../../shared/defs/tuning.ts';
import { snapshotWorld } from '../../shared/sim/snapshotWorld.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { messageFrame } from '../support/craftedFrames.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { inputMessage } from '../support/rawInput.ts';

const IMPOSSIBLE = [NaN, Infinity, -Infinity, -0, 1e308, -1e308, 5e-324, 2 ** 53, -(2 ** 63)];
/** As JSON can say them; the first two become infinite in whoever reads them. */
const IMPOSSIBLE_JSON = ['1e999', '-1e999', '-0', '1e308', '-1e308', '5e-324', 'null', '[1]', '{"valueOf":1}'];
/** Minus nought is nought to whoever reads it, and so many bots may be wished for. */
const IMPOSSIBLE_RULES = [...IMPOSSIBLE_JSON.filter((value) => value !== '-0'), '0.5', '-1', '9007199254740993'];
const OPTIONS = ['name', 'mode', 'map', 'invite', 'spectate', 'protocol'];

describe('Cheat: impossible numbers', () => {
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

  /** Every number of the world is one, rounds that never run out aside. */
  function assertPossible(): void {
    const odd: string[] = [];
    JSON.stringify(snapshotWorld(arena.world), (key, value: unknown) => {
      if (typeof value === 'number' && !Number.isFinite(value) && value !== Infinity) odd.push(`${key} ${value}`);
      return value;
    });
    for (const { id, x, y, vx, vy, aim, health } of arena.world.players.values())
      for (const value of [x, y, vx, vy, aim, health]) if (!Number.isFinite(value)) odd.push(`${id} ${value}`);
    assert.deepEqual(odd, []);
  }

  it('The largest and smallest of every byte of an input are cut to what a game can wish for', async () => {
    const cheat = await arena.cheat();
    const extremes = [0x00, 0x7f, 0x80, 0xff];
    for (const byte of extremes) {
      const fields = [[0], [1], [2, byte], [3], [4], [5, byte, byte, byte]] as const;
      const bytes = fields.flatMap(([index, ...rest]) => [0x80 | index, byte, ...rest]);
      for (let times = 0; times < 4; times++) cheat.send(Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, ...bytes));
      await arena.ticks(6);
      assertPossible();
    }
    assert.ok(arena.has(cheat), 'none of it was worth sending anybody away for');
  });

  it('A number of another kind in the place of a byte is no input', async () => {
    const cheat = await arena.cheat();
    const float64 = new Uint8Array(new Float64Array([NaN]).buffer);
    cheat.send(Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, 0x80, 0xcb, ...float64));
    assert.equal((await cheat.closed).code, CLOSE.badInput);
    assertPossible();
  });

  it('A vote for no number counts for nothing, and its sender is sent away', async () => {
    Object.assign(arena.world, { phase: 'results', phaseEndsAtTick: arena.world.tick + 6000 });
    const cheat = await arena.cheat();
    for (const number of IMPOSSIBLE) cheat.send(messageFrame('vote', { map: number }));
    assert.equal((await cheat.closed).code, CLOSE.badMessage);
    assert.deepEqual(arena.match.votes, {});
  });

  it('A wish to watch a number watches nobody, and its sender is sent away', async () => {
    const cheat = await arena.cheat({ spectate: true });
    for (const number of IMPOSSIBLE) cheat.send(messageFrame('watch', { player: number }));
    assert.equal((await cheat.closed).code, CLOSE.badMessage);
  });

  it('Joining with impossible numbers is joining without them, or not joining', async () => {
    arena.room.seatReservationTimeout = 0.1;
    for (const option of OPTIONS) {
      for (const value of IMPOSSIBLE_JSON) {
        const answer = await fetch(`${arena.url}/matchmake/joinOrCreate/arena`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: `{"map":"foundry","${option}":${value}}`,
        });
        assert.ok([200, 400, 404, 426].includes(answer.status), `${option} ${value}: ${answer.status}`);
      }
    }
    assertPossible();
  });

  it('A private match with an impossible rule is not made', async () => {
    for (const rule of ['scoreLimit', 'timeLimitMinutes', 'bots']) {
      for (const value of IMPOSSIBLE_RULES) {
        const answer = await fetch(`${arena.url}/api/rooms`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: `{"map":"foundry","rules":{"${rule}":${value}}}`,
        });
        assert.equal(answer.status, 400, `${rule} ${value}`);
      }
    }
  });

  it('Five hundred inputs at once are eight (IN1)', async () => {
    const cheat = await arena.cheat();
    const { ownTick } = arena.body(cheat);
    const { tick } = arena.world;
    for (let count = 0; count < 500; count++) cheat.send(inputMessage({ moveX: count % 128 }));
    await arena.ticks(30);
    const steps = arena.body(cheat).ownTick - ownTick;
    assert.ok(steps <= arena.world.tick - tick && steps <= 8 + 30 - INPUT.holdTicks, `${steps} steps`);
  });
});
