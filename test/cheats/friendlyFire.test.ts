import assert from 'node:assert/strict';
import { raycastWalls } from '../../shared/map/raycast.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
import type { Player } from '../../shared/sim/Player.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import type { RawPlayer } from '../support/RawPlayer.ts';

const REACH_UNITS = 2000;
const FROM_WALL_UNITS = 20;

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

  /** Has somebody fire at the wall that they and the honest player stand at, so that bullet and blast meet both. */
  async function fireAtHonest(shooter: RawPlayer, weapon: 'pistol' | 'rocket'): Promise<Player> {
    const victim = arena.body(arena.honest);
    const body = arena.body(shooter);
    const radians = standAtWall(body);
    Object.assign(victim, { x: body.x, y: body.y, vx: 0, vy: 0, health: 100, armour: 0, protectedUntilTick: 0 });
    Object.assign(body, { weapon, rounds: { pistol: Infinity, rocket: 1 }, health: 100 });
    const { shots } = body;
    while (body.shots === shots) await arena.send(shooter, { aim: radians, buttons: BUTTON.fire }, 2, 2);
    await arena.ticks(6);
    return victim;
  }

  /** Moves a body to the nearest wall; gives the direction it is in. */
  function standAtWall(body: Player): number {
    const room = (radians: number) => raycastWalls(arena.world.map, { x: body.x, y: body.y, radians }, REACH_UNITS);
    const [radians] = [0, Math.PI / 2, Math.PI, (3 * Math.PI) / 2].toSorted((one, other) => room(one) - room(other));
    const way = room(radians!) - FROM_WALL_UNITS;
    Object.assign(body, { x: body.x + Math.cos(radians!) * way, y: body.y + Math.sin(radians!) * way, vx: 0, vy: 0 });
    return radians!;
  }

  for (const weapon of ['pistol', 'rocket'] as const)
    it(`The ${weapon} of a team mate does no harm and pushes nobody, that of an enemy does`, async () => {
      const { health, vx, vy } = await fireAtHonest(mate, weapon);
      assert.deepEqual([health, vx, vy], [100, 0, 0]);
      assert.equal(arena.body(mate).damageDealt, 0);
      const victim = await fireAtHonest(enemy, weapon);
      assert.ok(victim.health < 100);
    });
});
