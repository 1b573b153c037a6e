import assert from 'node:assert/strict';
import { angleTo } from '../../shared/math/vec.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
import type { Player } from '../../shared/sim/Player.ts';
import { bringTogether } from '../support/bringTogether.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import type { RawPlayer } from '../support/RawPlayer.ts';

describe('Cheat: harming one’s own team', () => {
  let server: LocalServer;
  let arena: CheatArena;
  let mate: RawPlayer;
  let enemy: RawPlayer;

  before(async () => {
    server = await startLocalServer({ BOTS: '0' });
  });
  after(() => server.stop());

  beforeEach(async () => {
    arena = await CheatArena.open(server, 'teamDeathmatch');
    const players = [await arena.cheat(), await arena.cheat(), await arena.cheat()];
    arena.goLive();
    const { team } = arena.body(arena.honest);
    mate = players.find((player) => arena.body(player).team === team)!;
    enemy = players.find((player) => arena.body(player).team !== team)!;
  });
  afterEach(() => arena.close());

  /** Has somebody fire a weapon at the honest player from right beside them until `shots` have left. */
  async function fireAtHonest(shooter: RawPlayer, weapon: 'pistol' | 'rocket', shots: number): Promise<Player> {
    const victim = arena.body(arena.honest);
    const body = arena.body(shooter);
    bringTogether(arena.server.app, shooter.id, arena.honest.id);
    Object.assign(victim, { health: 100, armour: 0, protectedUntilTick: 0 });
    Object.assign(body, { weapon, rounds: { pistol: Infinity, rocket: shots }, health: 100 });
    const before = body.shots;
    while (body.shots < before + shots) {
      await arena.send(shooter, { aim: angleTo(body, victim), buttons: BUTTON.fire }, 2, 2);
      if (!victim.alive) break;
    }
    await arena.ticks(4);
    return victim;
  }

  it('Bullets and rockets do a team mate no harm, and push nobody off', async () => {
    for (const weapon of ['pistol', 'rocket'] as const) {
      const { x, y } = arena.body(arena.honest);
      const victim = await fireAtHonest(mate, weapon, 1);
      assert.deepEqual(
        [victim.health, victim.alive, victim.vx, victim.vy],
        [100, true, 0, 0],
        `${weapon} at ${x},${y}`,
      );
    }
    assert.equal(arena.body(mate).damageDealt, 0);
    const victim = await fireAtHonest(enemy, 'pistol', 1);
    assert.ok(victim.health < 100, 'of an enemy they do');
  });
});
