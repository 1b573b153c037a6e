import assert from 'node:assert/strict';
import { BUTTON } from '../../shared/sim/Command.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { inputMessage } from '../support/rawInput.ts';

const DEAD_TICKS = 30;

describe('Cheat: acting while dead', () => {
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

  it('A dead player runs, shoots and dashes in vain, and comes back no earlier (MV3)', async () => {
    const cheat = await arena.cheat();
    const body = arena.body(cheat);
    body.rounds = { pistol: Infinity, rocket: 6 };
    const respawnAtTick = arena.world.tick + DEAD_TICKS;
    Object.assign(body, { alive: false, health: 0, respawnAtTick });
    const { x, y, shots, ownTick, weapon, life } = body;
    while (arena.world.tick < respawnAtTick - 4) {
      for (let count = 0; count < 10; count++) {
        cheat.send(inputMessage({ moveX: 127, buttons: BUTTON.fire | BUTTON.dash | BUTTON.use, weapon: 5 }));
      }
      await arena.ticks(2);
      if (body.life !== life) break;
      assert.deepEqual(
        { x: body.x, y: body.y, shots: body.shots, ownTick: body.ownTick, weapon: body.weapon },
        { x, y, shots, ownTick, weapon },
      );
    }
    assert.ok(arena.world.tick >= respawnAtTick - 4, 'still dead until then');
    assert.equal(arena.world.projectiles.size, 0);
  });

  it('While the results are shown nobody moves or shoots (MA4)', async () => {
    const cheat = await arena.cheat();
    Object.assign(arena.world, { phase: 'results', phaseEndsAtTick: arena.world.tick + 6000 });
    const { x, y, shots } = arena.body(cheat);
    await arena.send(cheat, { moveX: 127, buttons: BUTTON.fire | BUTTON.dash }, 10, 10);
    const body = arena.body(cheat);
    assert.deepEqual([body.x, body.y, body.shots], [x, y, shots]);
  });
});
