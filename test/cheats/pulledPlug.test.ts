import assert from 'node:assert/strict';
import { distance } from '../../shared/math/vec.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import type { RawPlayer } from '../support/RawPlayer.ts';

const DEAD_TICKS = 120;

describe('Cheat: pulling the plug', () => {
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

  async function pullPlug(): Promise<void> {
    cheat.socket.destroy();
    await arena.honest.until((state) => state.players.get(cheat.id)?.connected === false);
  }

  async function comeBack(): Promise<ArenaClient> {
    const back = await ArenaClient.reconnect(arena.url, cheat.token);
    assert.equal(back.id, cheat.id);
    return back;
  }

  it('The body stays where it can be shot, and a death is a death, however one comes back from it', async () => {
    const body = arena.body(cheat);
    await pullPlug();
    assert.equal(arena.has(cheat), true);
    Object.assign(body, {
      health: 0,
      alive: false,
      respawnAtTick: arena.world.tick + DEAD_TICKS,
      deaths: body.deaths + 1,
    });
    const { deaths, respawnAtTick, life } = body;
    const back = await comeBack();
    assert.deepEqual(
      [body.deaths, body.respawnAtTick, body.life],
      [deaths, respawnAtTick, life],
      'no life is given anew',
    );
    assert.equal(back.self.alive, false);
    await back.leave();
  });

  it('Coming back fills no weapon, heals no wound and shortens no cooldown', async () => {
    const body = arena.body(cheat);
    body.rounds = { pistol: Infinity, rocket: 1 };
    await arena.send(cheat, { moveX: 127, buttons: BUTTON.dash }, 2, 4);
    const { dashReadyAt, ownTick } = body;
    Object.assign(body, { health: 3, readyAt: ownTick + 500 });
    await pullPlug();
    const back = await comeBack();
    assert.ok(body.health <= 3 && (body.rounds.rocket ?? 0) <= 1);
    assert.ok(body.dashReadyAt >= dashReadyAt && body.readyAt >= ownTick + 500);
    await back.leave();
  });

  it('Nor does it carry anybody elsewhere', async () => {
    const body = arena.body(cheat);
    await pullPlug();
    const { x, y, life } = body;
    const { tick } = arena.world;
    const back = await comeBack();
    // A bot has played on, as far as bots run.
    assert.ok(distance({ x, y }, body) <= (arena.world.tick - tick + 1) * 15);
    assert.equal(body.life, life);
    await back.leave();
  });

  it('Leaving for good and joining anew starts from nothing, score and vote included', async () => {
    arena.body(cheat).score = 9;
    cheat.send(Uint8Array.of(12));
    await arena.gone(cheat);
    const again = await arena.cheat();
    assert.notEqual(again.id, cheat.id);
    assert.equal(arena.body(again).score, 0);
  });
});
