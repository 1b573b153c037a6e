import assert from 'node:assert/strict';
import { Protocol } from '@colyseus/sdk';
import { MOVEMENT } from '../../shared/defs/tuning.ts';
import { WEAPONS } from '../../shared/defs/weapons.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { inputMessage } from '../support/rawInput.ts';
import type { RawPlayer } from '../support/RawPlayer.ts';

/** Half a second of a match as it once went over the wire: a run, a dash, shots. */
const CAPTURED = Array.from({ length: 30 }, (_, index) =>
  inputMessage({
    moveX: index < 15 ? 127 : -127,
    buttons: (index === 5 ? BUTTON.dash : 0) | (index % 2 === 0 ? BUTTON.fire : 0),
    seenSubtick: 16 * index + 1,
  }),
);

describe('Cheat: a replayed sequence', () => {
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

  /** Sends the captured stream so many times over within half a second; gives what came of it. */
  async function replay(
    cheat: RawPlayer,
    times: number,
  ): Promise<{ steps: number; shots: number; dashes: number; ticks: number }> {
    const body = arena.body(cheat);
    const { ownTick, shots } = body;
    const { tick } = arena.world;
    const dashes = new Set<number>();
    for (let at = 0; at < CAPTURED.length; at += 2) {
      for (let time = 0; time < times; time++) for (const frame of CAPTURED.slice(at, at + 2)) cheat.send(frame);
      await arena.ticks(2);
      if (body.dashEndsAt > 0) dashes.add(body.dashEndsAt);
    }
    const ticks = arena.world.tick - tick;
    return { steps: body.ownTick - ownTick, shots: body.shots - shots, dashes: dashes.size, ticks };
  }

  for (const times of [2, 10])
    it(`A stream in which every input comes ${times} times plays each tick once`, async () => {
      const { steps, shots, dashes, ticks } = await replay(await arena.cheat(), times);
      assert.ok(steps > 0 && steps <= ticks, `${steps} steps in ${ticks} ticks`);
      assert.ok(shots <= 1 + ticks / WEAPONS.pistol.fireIntervalTicks, `${shots} shots`);
      assert.ok(dashes <= 1 && ticks < MOVEMENT.dashCooldownTicks, `${dashes} dashes`);
    });

  it('A stream captured in one match and sent in another, over another connection, moves its sender alone', async () => {
    const victim = arena.body(arena.honest);
    const { x, y, shots } = victim;
    const thief = await arena.cheat();
    const { steps, ticks } = await replay(thief, 1);
    assert.ok(steps > 0 && steps <= ticks);
    assert.deepEqual([victim.x, victim.y, victim.shots], [x, y, shots]);
  });

  it('Saying again and again that you have joined brings you the match once', async () => {
    const cheat = await arena.cheat();
    let states = 0;
    cheat.onMessage = (payload) => {
      if ((payload[0]! & 0x1f) === Protocol.ROOM_STATE) states += 1;
    };
    for (let times = 0; times < 20; times++) cheat.send(Uint8Array.of(Protocol.JOIN_ROOM));
    await arena.ticks(10);
    assert.equal(states, 1);
    assert.equal(arena.match.seats.people, 2);
  });
});
