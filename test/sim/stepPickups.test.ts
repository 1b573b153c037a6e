import assert from 'node:assert/strict';
import { PICKUPS, type PickupId } from '../../shared/defs/pickups.ts';
import { MOVEMENT, VITALS } from '../../shared/defs/tuning.ts';
import { SWITCH_TICKS, WEAPONS } from '../../shared/defs/weapons.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
import type { World } from '../../shared/sim/World.ts';
import { eventsOf, liveWorld, playerOf, putPlayer, stepOnce, stepTimes } from '../support/simArena.ts';
import { sketchMap } from '../support/sketchMap.ts';

const ROOM = ['##############', '#S..........S#', '#............#', '#............#', '##############'];
const PAD = { x: 200, y: 80 };

/** A room with one pad; `a` stands away from it. */
function roomWith(pickup: PickupId, ids = ['a', 'b']): World {
  const world = liveWorld(sketchMap('room', ROOM, [{ ...PAD, pickup }]), ids);
  putPlayer(world, 'a', { x: 300, y: 80 });
  return world;
}

function standOnPad(world: World) {
  putPlayer(world, 'a', PAD);
  return eventsOf(stepOnce(world), 'pickup');
}

describe('stepPickups', () => {
  it('hands over a weapon with its rounds, into the hand that holds only a pistol', () => {
    const world = roomWith('rocket');
    assert.equal(standOnPad(world).length, 1);
    const { weapon, rounds, readyAt, ownTick, pickups } = playerOf(world, 'a');
    assert.deepEqual(
      { weapon, rounds: rounds.rocket, pickups },
      { weapon: 'rocket', rounds: WEAPONS.rocket.startRounds, pickups: 1 },
    );
    assert.equal(readyAt, ownTick + SWITCH_TICKS);
  });

  it('adds to a weapon already carried, up to the most, and leaves the chosen weapon in hand', () => {
    const world = roomWith('rocket');
    Object.assign(playerOf(world, 'a'), { weapon: 'smg', rounds: { pistol: Infinity, smg: 60, rocket: 17 } });
    standOnPad(world);
    assert.equal(playerOf(world, 'a').rounds.rocket, WEAPONS.rocket.maxRounds);
    assert.equal(playerOf(world, 'a').weapon, 'smg');
  });

  it('PK1 comes back at its time, and not before', () => {
    const world = roomWith('smg');
    standOnPad(world);
    const ticks = PICKUPS.smg.returnTicks;
    assert.equal(world.pickups[0]?.availableAtTick, world.tick + ticks);
    putPlayer(world, 'a', PAD);
    assert.equal(eventsOf(stepTimes(world, ticks - 1), 'pickup').length, 0);
    assert.equal(eventsOf(stepOnce(world), 'pickup').length, 1);
  });

  it('stays on its pad for others when it is of no use', () => {
    const useless: readonly (readonly [PickupId, object])[] = [
      ['health25', { health: 100 }],
      ['armour100', { armour: 100 }],
      ['smg', { rounds: { pistol: Infinity, smg: WEAPONS.smg.maxRounds } }],
      ['ammunition', { rounds: { pistol: Infinity } }],
      ['ammunition', { rounds: { pistol: Infinity, railgun: WEAPONS.railgun.maxRounds } }],
    ];
    for (const [pickup, state] of useless) {
      const world = roomWith(pickup);
      Object.assign(playerOf(world, 'a'), state);
      assert.equal(standOnPad(world).length, 0, pickup);
      assert.equal(world.pickups[0]?.availableAtTick, 1000, pickup);
    }
  });

  it('heals and armours up to the most', () => {
    const healed = roomWith('health75');
    playerOf(healed, 'a').health = 50;
    standOnPad(healed);
    assert.equal(playerOf(healed, 'a').health, 100);
    const armoured = roomWith('armour25');
    playerOf(armoured, 'a').armour = 10;
    standOnPad(armoured);
    assert.equal(playerOf(armoured, 'a').armour, 35);
  });

  it('fills every weapon carried from a box of ammunition', () => {
    const world = roomWith('ammunition');
    playerOf(world, 'a').rounds = { pistol: Infinity, smg: 0, railgun: 11 };
    standOnPad(world);
    assert.deepEqual(playerOf(world, 'a').rounds, { pistol: Infinity, smg: 30, railgun: 12 });
  });

  it('makes faster with haste, and only for its time', () => {
    const world = roomWith('haste');
    standOnPad(world);
    const run = { a: { moveX: 127 } };
    stepTimes(world, 10, run);
    assert.ok(Math.abs(playerOf(world, 'a').vx - MOVEMENT.runUnitsPerSecond * MOVEMENT.hasteFactor) < 0.1);
    const { hasteEndsAt, ownTick } = playerOf(world, 'a');
    stepTimes(world, hasteEndsAt - ownTick);
    putPlayer(world, 'a', { x: 100, y: 80 });
    stepTimes(world, 20, run);
    assert.ok(Math.abs(playerOf(world, 'a').vx - MOVEMENT.runUnitsPerSecond) < 0.1);
  });

  it('gives double damage until a moment all can know', () => {
    const world = roomWith('doubleDamage');
    standOnPad(world);
    assert.equal(playerOf(world, 'a').doubleDamageUntilTick, world.tick + 600);
  });

  it('goes to the nearest of two who reach for it', () => {
    const world = roomWith('smg');
    putPlayer(world, 'a', { x: PAD.x - 20, y: PAD.y });
    putPlayer(world, 'b', { x: PAD.x + 10, y: PAD.y });
    assert.equal(eventsOf(stepOnce(world), 'pickup')[0]?.player, 'b');
    const mirrored = roomWith('smg');
    putPlayer(mirrored, 'a', { x: PAD.x - 10, y: PAD.y });
    putPlayer(mirrored, 'b', { x: PAD.x + 20, y: PAD.y });
    assert.equal(eventsOf(stepOnce(mirrored), 'pickup')[0]?.player, 'a');
  });

  it('is out of reach for the dead', () => {
    const world = roomWith('smg');
    playerOf(world, 'a').alive = false;
    playerOf(world, 'a').respawnAtTick = 2000;
    assert.equal(standOnPad(world).length, 0);
  });

  it('PK2 is lost with the life: who comes back has a pistol and nothing else', () => {
    const world = roomWith('smg');
    standOnPad(world);
    const player = playerOf(world, 'a');
    Object.assign(player, {
      alive: false,
      health: 0,
      armour: 40,
      streak: 4,
      bestStreak: 4,
      dashReadyAt: 9999,
      respawnAtTick: world.tick + 1,
    });
    const life = player.life;
    const [spawn] = eventsOf(stepOnce(world, { a: { buttons: BUTTON.fire } }), 'spawn');
    assert.equal(spawn?.player, 'a');
    const { weapon, rounds, health, armour } = player;
    assert.deepEqual(
      { weapon, rounds, health, armour },
      { weapon: 'pistol', rounds: { pistol: Infinity }, health: 100, armour: 0 },
    );
    assert.equal(player.life, life + 1);
    assert.equal(player.protectedUntilTick, world.tick + VITALS.spawnProtectionTicks);
    assert.deepEqual([player.streak, player.bestStreak, player.dashReadyAt], [0, 4, 0]);
  });
});
