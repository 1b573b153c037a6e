import assert from 'node:assert/strict';
import { SWITCH_TICKS, WEAPONS } from '../../shared/defs/weapons.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { inputMessage } from '../support/rawInput.ts';
import type { RawPlayer } from '../support/RawPlayer.ts';

const TICKS = 30;
const { pistol, smg, railgun } = WEAPONS;

describe('Cheat: rapid fire', () => {
  let server: LocalServer;
  let arena: CheatArena;
  let cheat: RawPlayer;

  before(async () => {
    server = await startLocalServer({ BOTS: '0' });
  });
  after(() => server.stop());

  beforeEach(async () => {
    arena = await CheatArena.open(server);
    cheat = await arena.cheat();
  });
  afterEach(() => arena.close());

  /** Sends all of `messages` ten times after each patch for a while; gives the shots that left, and the ticks that went by. */
  async function spam(messages: readonly Uint8Array[]): Promise<{ shots: number; ticks: number }> {
    const body = arena.body(cheat);
    const { shots } = body;
    const { tick } = arena.world;
    while (arena.world.tick < tick + TICKS) {
      for (let times = 0; times < 10; times++) for (const message of messages) cheat.send(message);
      await arena.ticks(2);
    }
    return { shots: body.shots - shots, ticks: arena.world.tick - tick };
  }

  it('Holding the trigger in ten inputs a tick fires no faster than holding it in one', async () => {
    const { shots, ticks } = await spam([inputMessage({ buttons: BUTTON.fire })]);
    assert.ok(shots >= 2 && shots <= 1 + ticks / pistol.fireIntervalTicks, `${shots} shots in ${ticks} ticks`);
  });

  it('Hammering the trigger fires no faster than holding it', async () => {
    const { shots, ticks } = await spam([inputMessage({ buttons: BUTTON.fire }), inputMessage({ buttons: 0 })]);
    assert.ok(shots >= 1 && shots <= 1 + ticks / pistol.fireIntervalTicks, `${shots} shots in ${ticks} ticks`);
  });

  it('Changing weapons between two shots skips no interval', async () => {
    arena.body(cheat).rounds = { pistol: Infinity, smg: 60 };
    const { shots, ticks } = await spam([
      inputMessage({ weapon: pistol.number, buttons: BUTTON.fire }),
      inputMessage({ weapon: smg.number, buttons: BUTTON.fire }),
    ]);
    assert.ok(shots <= 1 + ticks / SWITCH_TICKS, `${shots} shots in ${ticks} ticks`);
  });

  it('A railgun is charged before each shot, however often it is asked to fire', async () => {
    Object.assign(arena.body(cheat), { weapon: 'railgun', rounds: { pistol: Infinity, railgun: 6 } });
    const { shots, ticks } = await spam([inputMessage({ buttons: BUTTON.fire }), inputMessage({ buttons: 0 })]);
    assert.ok(ticks < railgun.fireIntervalTicks && shots <= 1, `${shots} shots in ${ticks} ticks`);
  });
});
