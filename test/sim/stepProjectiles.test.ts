import assert from 'node:assert/strict';
import { MOVEMENT } from '../../shared/defs/tuning.ts';
import { WEAPONS, type ProjectileDef } from '../../shared/defs/weapons.ts';
import { overlapsWall } from '../../shared/map/collide.ts';
import { removePlayer } from '../../shared/sim/addPlayer.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
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
const GRENADE = WEAPONS.grenade as ProjectileDef;

function withRocket(ids = ['a', 'b'], weapon: 'rocket' | 'grenade' = 'rocket'): World {
  const world = liveWorld(YARD, ids);
  const shooter = putPlayer(world, 'a', { x: 100, y: 80 });
  shooter.weapon = weapon;
  shooter.rounds[weapon] = 6;
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
  it('lets a rocket leave the muzzle in the tick it is fired, and flies it straight on from the next', () => {
    const world = withRocket();
    fire(world, 0);
    const [rocket] = world.projectiles.values();
    assert.deepEqual([rocket!.x, rocket!.y, rocket!.tick], [100, 80, world.tick]);
    stepTimes(world, 30);
    assert.ok(Math.abs(rocket!.x - (100 + ROCKET.speedUnitsPerSecond / 2)) < 0.1);
    assert.equal(rocket!.tick, world.tick);
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
    Object.assign(rocket!, { vx: 16, vy: 0 });
    const events = stepTimes(world, ROCKET.lifeTicks - 1);
    assert.equal(eventsOf(events, 'explosion').length, 0);
    assert.equal(eventsOf(stepOnce(world), 'explosion').length, 1);
  });

  it('WP4 leaves a grenade that comes off a wall alone until its fuse ends', () => {
    const world = withRocket(['a', 'b'], 'grenade');
    fire(world, Math.PI * 1.5);
    assert.equal(eventsOf(stepTimes(world, GRENADE.lifeTicks - 1), 'explosion').length, 0);
    const [grenade] = world.projectiles.values();
    assert.ok(grenade!.y > 80, `thrown up at the wall, now at ${grenade!.y}`);
    assert.equal(eventsOf(stepOnce(world), 'explosion').length, 1);
    assert.equal(world.projectiles.size, 0);
  });

  it('WP4 sets a grenade off at an enemy it touches, who takes the direct damage and no splash on top', () => {
    const world = withRocket(['a', 'b'], 'grenade');
    const victim = putPlayer(world, 'b', { x: 300, y: 80 });
    victim.armour = 0;
    fire(world, 0);
    const at = explosionAt(world);
    assert.ok(Math.abs(at.x - (300 - MOVEMENT.radiusUnits - GRENADE.radiusUnits)) < 0.01, `off at ${at.x}`);
    assert.equal(victim.health, 100 - GRENADE.damage);
    assert.ok(victim.vx > 400, 'pushed along');
  });

  it('WP4 sets a grenade off at an enemy it meets after a bounce, or who walks into it where it lies', () => {
    const world = withRocket(['a', 'b'], 'grenade');
    putPlayer(world, 'b', { x: 180, y: 60 });
    fire(world, Math.PI * 1.75);
    assert.ok(explosionAt(world).x > 150);
    assert.equal(playerOf(world, 'b').health, 100 - GRENADE.damage);
    const lying = withRocket(['a', 'b'], 'grenade');
    fire(lying, 0);
    Object.assign([...lying.projectiles.values()][0]!, { x: 400, y: 200, vx: 0, vy: 0 });
    putPlayer(lying, 'b', { x: 430, y: 200 });
    for (let left = 30; left > 0 && lying.projectiles.size > 0; left--) stepOnce(lying, { b: { moveX: -127 } });
    assert.equal(eventsOf(lying.events, 'explosion').length, 1);
    assert.equal(eventsOf(lying.events, 'hit')[0]?.damage, GRENADE.damage);
    assert.ok(playerOf(lying, 'b').vx > 0, 'thrown away from it');
  });

  it('rolls a grenade over its owner, who takes half its splash when the fuse ends', () => {
    const world = withRocket(['a', 'b'], 'grenade');
    putPlayer(world, 'a', { x: 60, y: 80 });
    fire(world, 0);
    const [grenade] = world.projectiles.values();
    Object.assign(grenade!, { vx: 0, vy: 0 });
    explosionAt(world);
    assert.equal(playerOf(world, 'a').health, 100 - Math.round(GRENADE.splashDamage / 2));
    assert.deepEqual([playerOf(world, 'a').damageDealt, playerOf(world, 'a').hits], [0, 0]);
  });

  it('splashes with a grenade whom it sees, the less the further, and nobody behind a wall', () => {
    const world = withRocket(['a', 'b', 'c', 'd'], 'grenade');
    putPlayer(world, 'a', { x: 60, y: 260 });
    fire(world, 0);
    Object.assign([...world.projectiles.values()][0]!, { x: 13 * 32 - 20, y: 176, vx: 0, vy: 0 });
    putPlayer(world, 'b', { x: 13 * 32 - 60, y: 176 });
    putPlayer(world, 'c', { x: 13 * 32 - 110, y: 176 });
    putPlayer(world, 'd', { x: 13 * 32 + 32 + 15, y: 176 });
    explosionAt(world);
    const [near, far, hidden] = ['b', 'c', 'd'].map((id) => 100 - playerOf(world, id).health);
    assert.ok(near! > far! && far! > 0 && near! < GRENADE.splashDamage, `${near} and ${far} lost`);
    assert.equal(hidden, 0);
  });

  it('vanishes with an owner who leaves', () => {
    const world = withRocket();
    fire(world, 0);
    removePlayer(world, 'a');
    assert.equal(eventsOf(stepTimes(world, 300), 'explosion').length, 0);
  });
});
