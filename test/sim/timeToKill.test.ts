import assert from 'node:assert/strict';
import { VITALS } from '../../shared/defs/tuning.ts';
import { WEAPON_IDS, WEAPONS, type WeaponId } from '../../shared/defs/weapons.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
import { liveWorld, playerOf, putPlayer, stepOnce } from '../support/simArena.ts';
import { sketchMap } from '../support/sketchMap.ts';

const RANGE = sketchMap('range', ['#'.repeat(40), ...Array<string>(9).fill(`#S${'.'.repeat(37)}#`), '#'.repeat(40)]);
const DISTANCES = [60, 180, 300, 500];

/** Ticks from pulling the trigger to the kill, aimed perfectly at a body that stays in its place; 20 s at most. */
function ticksToKill(weapon: WeaponId, away: number, armour: number): number {
  const world = liveWorld(RANGE);
  const shooter = putPlayer(world, 'a', { x: 200, y: 160 });
  shooter.weapon = weapon;
  shooter.rounds[weapon] = 1000;
  const victim = playerOf(world, 'b');
  victim.armour = armour;
  for (let ticks = 0; ticks < 1200; ticks++) {
    shooter.health = VITALS.maxHealth;
    putPlayer(world, 'a', { x: 200, y: 160 });
    putPlayer(world, 'b', { x: 200 + away, y: 160 });
    stepOnce(world, { a: { aim: 0, buttons: BUTTON.fire } });
    if (!victim.alive) return ticks;
  }
  return Infinity;
}

/** For each of `DISTANCES`, without armour and with all of it. A change here is a change of balance: mean it. */
const GOLDEN: Readonly<Record<WeaponId, readonly (readonly [bare: number, armoured: number])[]>> = {
  pistol: [
    [91, 182],
    [91, 182],
    [91, 182],
    [91, 182],
  ],
  smg: [
    [60, 120],
    [80, 155],
    [105, 345],
    [135, 615],
  ],
  shotgun: [
    [55, 110],
    [55, 220],
    [220, 440],
    [1045, Infinity],
  ],
  railgun: [
    [115, 215],
    [115, 215],
    [115, 215],
    [115, 215],
  ],
  rocket: [
    [59, 114],
    [71, 126],
    [82, 137],
    [101, 156],
  ],
  grenade: [
    [72, 139],
    [87, 154],
    [106, 173],
    [547, 1016],
  ],
};

describe('time to kill', () => {
  for (const weapon of WEAPON_IDS) {
    it(`of the ${WEAPONS[weapon].name} is what the balance says`, () => {
      const measured = DISTANCES.map((away) => [
        ticksToKill(weapon, away, 0),
        ticksToKill(weapon, away, VITALS.maxArmour),
      ]);
      assert.deepEqual(measured, GOLDEN[weapon], JSON.stringify(measured));
    });
  }
});
