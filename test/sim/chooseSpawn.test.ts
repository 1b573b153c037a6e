import assert from 'node:assert/strict';
import { hasLineOfSight } from '../../shared/map/raycast.ts';
import { distance, type Vec } from '../../shared/math/vec.ts';
import { chooseSpawn } from '../../shared/sim/chooseSpawn.ts';
import { readMap } from '../support/readMap.ts';
import { liveWorld, playerOf, putPlayer } from '../support/simArena.ts';
import { sketchMap } from '../support/sketchMap.ts';

const ROOMS = sketchMap('rooms', [
  '####################',
  '#S......#.........S#',
  '#.......#..........#',
  '#..................#',
  '#.......#..........#',
  '#S......#.........S#',
  '####################',
]);

describe('chooseSpawn', () => {
  it('brings nobody back before the eyes of an enemy when there is another place', () => {
    const world = liveWorld(ROOMS);
    // The places this side of the wall are further away, and in full view.
    putPlayer(world, 'b', { x: 304, y: 48 });
    const seen = ROOMS.spawns.filter((spawn) => spawn.x > 288);
    for (let round = 0; round < 20; round++) {
      assert.ok(!seen.includes(chooseSpawn(world, playerOf(world, 'a'))));
    }
  });

  it('picks the far end when every place is in sight', () => {
    const open = sketchMap('open', ['##########', '#S......S#', '#........#', '##########']);
    const world = liveWorld(open);
    putPlayer(world, 'b', { x: 64, y: 64 });
    const enemy = playerOf(world, 'b');
    const spawn = chooseSpawn(world, playerOf(world, 'a'));
    assert.equal(distance(spawn, enemy), Math.max(...open.spawns.map((other) => distance(other, enemy))));
  });

  it('finds the safest of a hundred places among sixty enemies', () => {
    const map = readMap('sprawl');
    const ids = Array.from({ length: 61 }, (_, index) => `p${index}`);
    for (let seed = 1; seed <= 5; seed++) {
      const world = liveWorld(map, ids, seed);
      const [self, ...enemies] = world.players.values();
      const safety = (spawn: Readonly<Vec>) =>
        Math.min(640, ...enemies.map((enemy) => distance(enemy, spawn))) +
        (enemies.some((enemy) => hasLineOfSight(map, enemy, spawn)) ? 0 : 640);
      const best = Math.max(...map.spawns.map(safety));
      for (let round = 0; round < 10; round++) assert.equal(safety(chooseSpawn(world, self!)), best);
    }
  });

  it('is not predictable among equally good places, and yet repeats with the same chance', () => {
    const alone = (seed: number) => {
      const world = liveWorld(ROOMS, ['a'], seed);
      return Array.from({ length: 12 }, () => ROOMS.spawns.indexOf(chooseSpawn(world, playerOf(world, 'a'))));
    };
    assert.deepEqual(alone(3), alone(3));
    assert.ok(new Set(alone(3)).size > 1);
  });

  it('TM6 keeps to the spawn points of one’s own team', () => {
    const teams = { ...ROOMS, spawns: ROOMS.spawns.map((spawn, index) => ({ ...spawn, team: (index % 2) + 1 })) };
    const world = liveWorld(ROOMS);
    const player = playerOf(world, 'a');
    player.team = 2;
    for (let round = 0; round < 12; round++) assert.equal(chooseSpawn({ ...world, map: teams }, player).team, 2);
  });

  it('TM6 takes any place where there is none for the own team, and without a team', () => {
    const others = { ...ROOMS, spawns: ROOMS.spawns.map((spawn) => ({ ...spawn, team: 1 })) };
    const world = { ...liveWorld(ROOMS), map: others };
    for (const team of [0, 2]) {
      const chosen = chooseSpawn(world, Object.assign(playerOf(world, 'a'), { team }));
      assert.ok(others.spawns.includes(chosen), `team ${team}`);
    }
  });
});
