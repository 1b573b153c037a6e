import assert from 'node:assert/strict';
import { MOVEMENT } from '../../shared/defs/tuning.ts';
import { WEAPON_IDS, WEAPONS } from '../../shared/defs/weapons.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { messageFrame } from '../support/craftedFrames.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { inputMessage } from '../support/rawInput.ts';

describe('Cheat: forged weapons, rounds and cooldowns', () => {
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

  it('A weapon that was not picked up cannot be taken in hand, nor one that does not exist', async () => {
    const cheat = await arena.cheat();
    const body = arena.body(cheat);
    const others = WEAPON_IDS.filter((id) => id !== 'pistol').map((id) => WEAPONS[id].number);
    for (const weapon of [...others, 7, 128, 255]) {
      await arena.send(cheat, { weapon, buttons: BUTTON.fire }, 4, 4);
      assert.equal(body.weapon, 'pistol', `asked for ${weapon}`);
    }
    assert.deepEqual(body.rounds, { pistol: Infinity });
    assert.equal(arena.world.projectiles.size, 0);
  });

  it('The last round is the last, and neither reloading nor changing weapons brings another', async () => {
    const cheat = await arena.cheat();
    const body = arena.body(cheat);
    Object.assign(body, { weapon: 'smg', rounds: { pistol: Infinity, smg: 2 } });
    const { shots } = body;
    const fire = inputMessage({ buttons: BUTTON.fire | BUTTON.reload | BUTTON.use, weapon: WEAPONS.smg.number });
    for (let times = 0; times < 15; times++) {
      cheat.send(fire);
      cheat.send(fire);
      await arena.ticks(2);
    }
    assert.equal(body.rounds.smg, 0);
    assert.equal(body.shots - shots, 2);
  });

  it('A dash has to be waited for on the clock of the body, which nobody can wind on', async () => {
    const cheat = await arena.cheat();
    const body = arena.body(cheat);
    await arena.send(cheat, { moveX: 127, buttons: BUTTON.dash }, 20, 24);
    const readyAt = body.dashReadyAt;
    assert.ok(readyAt >= MOVEMENT.dashCooldownTicks);
    await arena.send(cheat, { moveX: 127, buttons: BUTTON.dash }, 20, 10);
    assert.equal(body.dashReadyAt, readyAt, 'no second dash');
    assert.ok(body.ownTick <= arena.world.tick);
  });

  it('Telling the server what you own, hit or scored sends you away, and changes nothing', async () => {
    const claims = { rounds: { smg: 999 }, hit: { victim: arena.honest.id, damage: 100 }, score: { score: 100 } };
    for (const [type, claim] of Object.entries(claims)) {
      const cheat = await arena.cheat();
      const before = structuredClone(arena.body(cheat).rounds);
      cheat.send(messageFrame(type, claim));
      assert.equal((await cheat.closed).code, CLOSE.badMessage);
      const { rounds, score } = arena.world.players.get(cheat.id) ?? { rounds: before, score: 0 };
      assert.deepEqual([rounds, score], [before, 0]);
    }
    assert.equal(arena.body(arena.honest).health, 100);
  });
});
