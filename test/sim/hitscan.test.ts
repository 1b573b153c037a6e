import assert from 'node:assert/strict';
import { MAX_REWIND_TICKS, SUBTICKS_PER_TICK, TICKS_PER_PATCH } from '../../shared/defs/rates.ts';
import { WEAPONS, type WeaponId } from '../../shared/defs/weapons.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
import type { World } from '../../shared/sim/World.ts';
import { eventsOf, liveWorld, playerOf, putPlayer, stepOnce, stepTimes } from '../support/simArena.ts';
import { sketchMap } from '../support/sketchMap.ts';

const HALL = sketchMap('hall', [
  '########################################',
  '#S.....................................#',
  '#......................................#',
  '#..................#...................#',
  '#......................................#',
  '#.....................................S#',
  '########################################',
]);

const ROW = 80;

function armed(weapon: WeaponId, ids = ['a', 'b']): World {
  const world = liveWorld(HALL, ids);
  const shooter = putPlayer(world, 'a', { x: 100, y: ROW });
  shooter.weapon = weapon;
  shooter.rounds[weapon] = WEAPONS[weapon].maxRounds;
  putPlayer(world, 'b', { x: 300, y: ROW });
  return world;
}

const FIRE = { a: { aim: 0, buttons: BUTTON.fire } };

describe('hitscan', () => {
  it('hits who stands in the line of fire, for the damage of the weapon', () => {
    const world = armed('pistol');
    const events = stepOnce(world, FIRE);
    const [hit] = eventsOf(events, 'hit');
    assert.equal(playerOf(world, 'b').health, 100 - WEAPONS.pistol.damage);
    assert.deepEqual(hit?.at, { x: 300 - 14, y: ROW });
    assert.deepEqual(eventsOf(events, 'shot')[0]?.ends, [{ x: 286, y: ROW }]);
  });

  it('misses who stands just beside it', () => {
    const world = armed('pistol');
    putPlayer(world, 'b', { x: 300, y: ROW + 14.5 });
    stepOnce(world, FIRE);
    assert.equal(playerOf(world, 'b').health, 100);
    assert.deepEqual([playerOf(world, 'a').shots, playerOf(world, 'a').hits], [1, 0]);
  });

  it('is stopped by a wall in between', () => {
    const world = armed('railgun');
    putPlayer(world, 'a', { x: 560, y: 112 });
    putPlayer(world, 'b', { x: 700, y: 112 });
    const events = stepTimes(world, 30, FIRE);
    assert.equal(playerOf(world, 'b').health, 100);
    assert.equal(eventsOf(events, 'shot')[0]?.ends[0]?.x, 19 * 32);
  });

  it('is stopped by the first body, unless it is the railgun’s', () => {
    for (const [weapon, reaches] of [
      ['pistol', false],
      ['railgun', true],
    ] as const) {
      const world = armed(weapon, ['a', 'b', 'c']);
      putPlayer(world, 'c', { x: 400, y: ROW });
      stepTimes(world, WEAPONS[weapon].chargeTicks + 1, FIRE);
      assert.equal(playerOf(world, 'c').health < 100, reaches, weapon);
      assert.ok(playerOf(world, 'b').health < 100, weapon);
      assert.equal(playerOf(world, 'a').hits, 1, 'a shot through two is one hit');
    }
  });

  it('hits the nearer of two in line, whatever their ids', () => {
    const world = armed('pistol', ['a', 'b', 'c']);
    putPlayer(world, 'c', { x: 200, y: ROW });
    stepOnce(world, FIRE);
    assert.deepEqual([playerOf(world, 'b').health, playerOf(world, 'c').health], [100, 86]);
  });

  it('LC1 hits who stood where the shooter saw them, and not where they have gone since', () => {
    const world = armed('pistol');
    stepTimes(world, 8);
    const seenSubtick = (world.tick - 4) * SUBTICKS_PER_TICK;
    putPlayer(world, 'b', { x: 300, y: ROW + 60 });
    stepTimes(world, 2);
    stepOnce(world, { a: { ...FIRE.a, seenSubtick } });
    assert.ok(playerOf(world, 'b').health < 100, 'the shooter saw it in the line of fire');
  });

  it('reads places between two patches along the straight line that was drawn', () => {
    const healthWhenSeenAt = (share: number) => {
      const world = armed('pistol');
      stepTimes(world, 4);
      const seenSubtick = (world.tick + TICKS_PER_PATCH * share) * SUBTICKS_PER_TICK;
      putPlayer(world, 'b', { x: 300, y: ROW + 40 });
      stepTimes(world, 2);
      stepOnce(world, { a: { ...FIRE.a, seenSubtick } });
      return playerOf(world, 'b').health;
    };
    assert.equal(healthWhenSeenAt(3 / 4), 100, 'drawn 30 units aside');
    assert.equal(healthWhenSeenAt(1 / 4), 86, 'drawn 10 units aside');
  });

  it('LC2 never hits who has been gone for longer than 250 ms, whatever the shooter claims', () => {
    const world = armed('pistol');
    stepTimes(world, 10);
    const seenSubtick = world.tick * SUBTICKS_PER_TICK;
    putPlayer(world, 'b', { x: 300, y: ROW + 60 });
    stepTimes(world, MAX_REWIND_TICKS + 2);
    for (const claim of [seenSubtick, 1]) {
      stepTimes(world, 14, { a: { ...FIRE.a, seenSubtick: claim } });
      assert.equal(playerOf(world, 'b').health, 100);
    }
  });

  it('takes a claim from the future as the newest known places', () => {
    const world = armed('pistol');
    stepTimes(world, 4);
    stepOnce(world, { a: { ...FIRE.a, seenSubtick: 2 ** 32 - 1 } });
    assert.ok(playerOf(world, 'b').health < 100);
  });

  it('does not hit someone who was not there yet when the shooter looked', () => {
    const world = armed('pistol');
    playerOf(world, 'b').alive = false;
    playerOf(world, 'b').respawnAtTick = world.tick + 1000;
    stepTimes(world, 10);
    playerOf(world, 'b').alive = true;
    const seenSubtick = (world.tick - 4) * SUBTICKS_PER_TICK;
    stepOnce(world, { a: { ...FIRE.a, seenSubtick } });
    assert.equal(playerOf(world, 'b').health, 100);
  });

  it('pushes away from a shotgun, and hurts less from afar', () => {
    const lost = [150, 400].map((away) => {
      const world = armed('shotgun');
      putPlayer(world, 'b', { x: 100 + away, y: ROW });
      const events = stepOnce(world, FIRE);
      const { vx } = playerOf(world, 'b');
      assert.ok(vx > 0, 'pushed away');
      assert.equal(eventsOf(events, 'hit').length, 1, 'pellets are told as one hit');
      assert.equal(eventsOf(events, 'shot')[0]?.ends.length, 8);
      return 100 - playerOf(world, 'b').health;
    });
    assert.ok(lost[0]! > 2 * lost[1]!, `${lost.join(' and ')} health lost`);
  });

  it('spreads wider the longer an SMG is held', () => {
    const world = armed('smg');
    putPlayer(world, 'b', { x: 1000, y: 176 });
    const ends = eventsOf(stepTimes(world, 200, FIRE), 'shot').map(({ ends: [end], from }) =>
      Math.abs(Math.atan2(end!.y - from.y, end!.x - from.x)),
    );
    assert.ok(ends[0]! <= 0.012, 'the first shot is nearly straight');
    assert.ok(Math.max(...ends) > 0.04, `the widest was ${Math.max(...ends)}`);
    assert.ok(Math.max(...ends) <= 0.012 + 60 / 512 + 1e-9);
  });
});
