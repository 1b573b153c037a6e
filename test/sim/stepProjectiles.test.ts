import assert from 'node:assert/strict';
import { MOVEMENT } from '../../shared/defs/tuning.ts';
import { WEAPONS, type ProjectileDef } from '../../shared/defs/weapons.ts';
import { overlapsWall } from '../../shared/map/collide.ts';
import { removePlayer } from '../../shared/sim/addPlayer.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
import { projectilePlace } from '../../shared/sim/projectilePlace.ts';
import type { World } from '../../shared/sim/World.ts';
import { eventsOf, liveWorld, playerOf, putPlayer, stepOnce, stepTimes } from '../support/simArena.ts';
import { sketchMap } from '../support/sketchMap.ts';

const YARD = sketchMap('yard', [
  '##############################',
  '#S...........................#',
  '#............................#',
  '#............................#',
  '#............#...............#',
  '#............#...............#',
  '#............#...............#',
  '#............................#',
  '#...........................S#',
  '##############################',
]);

const ROCKET = WEAPONS.rocket as ProjectileDef;

function withRocket(ids = ['a', 'b']): World {
  const world = liveWorld(YARD, ids);
  const shooter = putPlayer(world, 'a', { x: 100, y: 80 });
  shooter.weapon = 'rocket';
  shooter.rounds.rocket = 6;
  for (const id of ids.slice(1)) putPlayer(world, id, { x: 900, y: 260 });
  return world;
}

function fire(world: World, aim: number) {
  stepOnce(world, { a: { aim, buttons: BUTTON.fire } });
}

/** Steps until something goes off; gives where. */
function explosionAt(world: World) {
  for (let tick = 0; tick < 600; tick++) {
    const [explosion] = eventsOf(stepOnce(world), 'explosion');
    if (explosion !== undefined) return explosion.at;
  }
  throw new Error('nothing exploded');
}

describe('stepProjectiles', () => {
  it('WP3 flies a rocket where its spawn says, tick by tick', () => {
    const world = withRocket();
    fire(world, 0);
    const [rocket] = world.projectiles.values();
    assert.deepEqual(projectilePlace(rocket!, world.tick), { x: 100, y: 80 });
    stepTimes(world, 30);
    assert.ok(Math.abs(projectilePlace(rocket!, world.tick).x - (100 + ROCKET.speedUnitsPerSecond / 2)) < 0.1);
    assert.equal(rocket!.firedAt, playerOf(world, 'a').ownTick - 30);
  });

  it('goes off in the open just off the wall it meets', () => {
    for (const aim of [0.05, 0.6, 1.2, 1.57, 3, 4.5, 5.5]) {
      const world = withRocket();
      fire(world, aim);
      const at = explosionAt(world);
      assert.equal(overlapsWall(YARD, at, 0.5), false, `aimed at ${aim}, off at ${at.x}, ${at.y}`);
      assert.equal(world.projectiles.size, 0);
    }
  });

  it('goes off at a body, which takes the direct damage and no splash on top', () => {
    const world = withRocket();
    putPlayer(world, 'b', { x: 300, y: 80 });
    fire(world, 0);
    const at = explosionAt(world);
    assert.ok(Math.abs(at.x - (300 - MOVEMENT.radiusUnits - ROCKET.radiusUnits)) < 0.01);
    assert.equal(playerOf(world, 'b').health, 100 - ROCKET.damage);
    assert.ok(playerOf(world, 'b').vx > 400, 'pushed along');
    assert.equal(playerOf(world, 'a').hits, 1);
  });

  it('hurts those around it less the further they are from the blast', () => {
    const world = withRocket(['a', 'b', 'c', 'd']);
    putPlayer(world, 'a', { x: 100, y: 260 });
    putPlayer(world, 'b', { x: 250, y: 260 });
    putPlayer(world, 'c', { x: 220, y: 220 });
    putPlayer(world, 'd', { x: 180, y: 175 });
    fire(world, 0);
    explosionAt(world);
    const [near, far] = ['c', 'd'].map((id) => 100 - playerOf(world, id).health);
    assert.ok(near! > far! && far! > 0, `${near} and ${far} lost`);
    assert.ok(near! < ROCKET.splashDamage);
  });

  it('does not hurt through walls', () => {
    const world = withRocket();
    putPlayer(world, 'a', { x: 200, y: 176 });
    putPlayer(world, 'b', { x: 13 * 32 + 32 + 15, y: 176 });
    fire(world, 0);
    const at = explosionAt(world);
    assert.ok(at.x > 13 * 32 - 10 && at.x < 13 * 32, 'off at the near side of the wall');
    assert.equal(playerOf(world, 'b').health, 100);
  });

  it('throws its owner too, for half the damage: a rocket jump', () => {
    const world = withRocket();
    putPlayer(world, 'a', { x: 100, y: 50 });
    fire(world, Math.PI * 1.5);
    explosionAt(world);
    const { health, vy, damageDealt, hits } = playerOf(world, 'a');
    assert.ok(health < 100 && health >= 100 - ROCKET.splashDamage / 2, `${health} left`);
    assert.ok(vy > 300, `thrown down at ${vy} units/s`);
    assert.deepEqual([damageDealt, hits], [0, 0], 'hurting oneself is no merit');
  });

  it('burns out after its life', () => {
    const world = withRocket();
    fire(world, 0);
    const [rocket] = world.projectiles.values();
    world.projectiles.set(rocket!.id, { ...rocket!, vx: 16, vy: 0 });
    const events = stepTimes(world, ROCKET.lifeTicks - 1);
    assert.equal(eventsOf(events, 'explosion').length, 0);
    assert.equal(eventsOf(stepOnce(world), 'explosion').length, 1);
  });

  it('vanishes with an owner who leaves', () => {
    const world = withRocket();
    fire(world, 0);
    removePlayer(world, 'a');
    assert.equal(eventsOf(stepTimes(world, 300), 'explosion').length, 0);
  });
});
