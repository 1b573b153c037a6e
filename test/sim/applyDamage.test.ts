import assert from 'node:assert/strict';
import { MOVEMENT, VITALS } from '../../shared/defs/tuning.ts';
import { WEAPONS } from '../../shared/defs/weapons.ts';
import { applyDamage, type Damage } from '../../shared/sim/applyDamage.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
import type { World } from '../../shared/sim/World.ts';
import { eventsOf, liveWorld, playerOf, putPlayer, stepOnce } from '../support/simArena.ts';
import { sketchMap } from '../support/sketchMap.ts';

const PEN = sketchMap('pen', ['############', '#S........S#', '#..........#', '#S........S#', '############']);

/** A hit of `amount` by one on another. */
function hit(world: World, [attacker, victim]: readonly [string, string], amount: number, push = 0) {
  const place = { x: 0, y: 0 };
  const claim: Damage = {
    attacker: playerOf(world, attacker),
    victim: playerOf(world, victim),
    weapon: 'pistol',
    amount,
    pushX: push,
    pushY: 0,
    at: place,
    from: place,
  };
  applyDamage(world, [claim]);
  return playerOf(world, victim);
}

describe('applyDamage', () => {
  it('DM1 lets armour take 60 % for as long as it lasts', () => {
    const world = liveWorld(PEN);
    playerOf(world, 'b').armour = 20;
    assert.deepEqual(pick(hit(world, ['a', 'b'], 20)), { health: 92, armour: 8 });
    assert.deepEqual(pick(hit(world, ['a', 'b'], 40)), { health: 60, armour: 0 });
  });

  it('never leaves less than nothing, and counts only what there was to take', () => {
    const world = liveWorld(PEN);
    assert.equal(hit(world, ['a', 'b'], 1000).health, 0);
    assert.equal(playerOf(world, 'a').damageDealt, 100);
  });

  it('keeps health and armour whole', () => {
    const world = liveWorld(PEN);
    playerOf(world, 'b').armour = 50;
    const { health, armour } = hit(world, ['a', 'b'], 13.37);
    assert.ok(Number.isInteger(health) && Number.isInteger(armour));
  });

  it('doubles the damage of who carries double damage, until it ends', () => {
    const world = liveWorld(PEN);
    playerOf(world, 'a').doubleDamageUntilTick = world.tick + 1;
    assert.equal(hit(world, ['a', 'b'], 10).health, 80);
    world.tick += 1;
    assert.equal(hit(world, ['a', 'b'], 10).health, 70);
  });

  it('DM3 spares those who have only just come back, push and all, until they fire', () => {
    const world = liveWorld(PEN);
    const back = putPlayer(world, 'b', { x: 100, y: 80 });
    back.protectedUntilTick = world.tick + 50;
    assert.equal(hit(world, ['a', 'b'], 10, 100).health, 100);
    assert.equal(back.vx, 0);
    stepOnce(world, { b: { aim: Math.PI / 2, buttons: BUTTON.fire } });
    assert.equal(hit(world, ['a', 'b'], 10).health, 90);
  });

  it('does nothing between team mates, but everything to oneself', () => {
    const world = liveWorld(PEN);
    playerOf(world, 'a').team = 1;
    playerOf(world, 'b').team = 1;
    assert.equal(hit(world, ['a', 'b'], 10).health, 100);
    assert.equal(hit(world, ['a', 'a'], 10).health, 90);
  });

  it('DM4 gives the kill one point, and takes one for a suicide', () => {
    const world = liveWorld(PEN);
    hit(world, ['a', 'b'], 100);
    hit(world, ['a', 'a'], 100);
    const { score, kills, deaths, streak } = playerOf(world, 'a');
    assert.deepEqual({ score, kills, deaths, streak }, { score: 0, kills: 1, deaths: 1, streak: 1 });
    assert.deepEqual(
      eventsOf(world.events, 'kill').map(({ attacker, victim }) => [attacker, victim]),
      [
        ['a', 'b'],
        ['a', 'a'],
      ],
    );
  });

  it('does not count the score while warming up', () => {
    const world = liveWorld(PEN);
    world.phase = 'countdown';
    hit(world, ['a', 'b'], 100);
    assert.equal(playerOf(world, 'b').alive, false, 'it hurts all the same');
    assert.equal(playerOf(world, 'a').score, 0);
  });

  it('DM2 lets two who shoot each other in the same tick both die', () => {
    const world = liveWorld(PEN);
    putPlayer(world, 'a', { x: 80, y: 80 }).health = WEAPONS.pistol.damage;
    putPlayer(world, 'b', { x: 280, y: 80 }).health = WEAPONS.pistol.damage;
    stepOnce(world, { a: { aim: 0, buttons: BUTTON.fire }, b: { aim: Math.PI, buttons: BUTTON.fire } });
    assert.deepEqual([playerOf(world, 'a').alive, playerOf(world, 'b').alive], [false, false]);
    assert.deepEqual([playerOf(world, 'a').score, playerOf(world, 'b').score], [1, 1]);
  });

  it('gives the first kill to one attacker only, when several would have had it', () => {
    const world = liveWorld(PEN, ['a', 'b', 'c']);
    hit(world, ['a', 'b'], 100);
    hit(world, ['c', 'b'], 100);
    assert.deepEqual([playerOf(world, 'a').kills, playerOf(world, 'c').kills, playerOf(world, 'b').deaths], [1, 0, 1]);
  });

  it('MV3 takes haste and double damage from the dead, and lets their commands change nothing', () => {
    const world = liveWorld(PEN);
    const dead = putPlayer(world, 'b', { x: 100, y: 80 });
    dead.hasteEndsAt = 10_000;
    dead.doubleDamageUntilTick = 10_000;
    hit(world, ['a', 'b'], 100);
    const before = { ...dead };
    stepOnce(world, { b: { moveX: 127, aim: 2, buttons: BUTTON.fire | BUTTON.dash, weapon: 2 } });
    assert.deepEqual({ ...dead }, before);
    assert.deepEqual([dead.hasteEndsAt, dead.doubleDamageUntilTick], [0, 0]);
    assert.equal(dead.respawnAtTick, world.tick - 1 + VITALS.respawnTicks);
  });

  it('never throws a body faster than movement can carry without tunnelling', () => {
    const world = liveWorld(PEN);
    putPlayer(world, 'b', { x: 100, y: 80 });
    hit(world, ['a', 'b'], 1, 1e9);
    stepOnce(world);
    assert.ok(playerOf(world, 'b').vx <= MOVEMENT.maxUnitsPerSecond);
  });
});

function pick({ health, armour }: { health: number; armour: number }) {
  return { health, armour };
}
