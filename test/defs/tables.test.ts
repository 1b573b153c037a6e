import assert from 'node:assert/strict';
import { MAP_IDS } from '../../shared/defs/maps.ts';
import { MODE_IDS, MODES } from '../../shared/defs/modes.ts';
import { PICKUP_IDS, PICKUPS } from '../../shared/defs/pickups.ts';
import { POSITION, SPREAD, VELOCITY } from '../../shared/defs/precision.ts';
import { MAX_REWIND_TICKS, TICK_RATE } from '../../shared/defs/rates.ts';
import { MOVEMENT } from '../../shared/defs/tuning.ts';
import { WEAPON_IDS, WEAPONS, weaponOfNumber } from '../../shared/defs/weapons.ts';
import { TILE_UNITS } from '../../shared/map/ArenaMap.ts';
import { modeRules } from '../../shared/sim/modes/modeRules.ts';
import { readMap } from '../support/readMap.ts';

describe('the tables', () => {
  it('give every weapon a number of its own that fits a byte, and 0 to none', () => {
    const numbers = WEAPON_IDS.map((id) => WEAPONS[id].number);
    assert.equal(new Set(numbers).size, numbers.length);
    assert.ok(numbers.every((number) => number > 0 && number < 256));
    assert.ok(WEAPON_IDS.every((id) => weaponOfNumber(WEAPONS[id].number) === id));
    assert.equal(weaponOfNumber(0), undefined);
  });

  it('hold rounds that travel as a byte, of which 255 means endless', () => {
    for (const id of WEAPON_IDS) {
      const { startRounds, maxRounds } = WEAPONS[id];
      assert.ok(startRounds <= maxRounds, id);
      assert.ok(maxRounds === Infinity || maxRounds < 255, id);
    }
  });

  it('keep a charged shot shorter than the pause between two', () => {
    for (const id of WEAPON_IDS) assert.ok(WEAPONS[id].chargeTicks < WEAPONS[id].fireIntervalTicks, id);
  });

  it('hold speeds and spreads that the wire can carry', () => {
    for (const id of WEAPON_IDS) {
      const def = WEAPONS[id];
      if (def.kind === 'projectile') assert.ok(def.speedUnitsPerSecond <= VELOCITY.max, id);
      else assert.ok(def.maxSpreadRadians <= SPREAD.max, id);
    }
    assert.ok(MOVEMENT.maxUnitsPerSecond <= VELOCITY.max);
    assert.ok(MOVEMENT.maxUnitsPerSecond / TICK_RATE <= MOVEMENT.radiusUnits, 'nobody tunnels');
    assert.ok(MOVEMENT.dashUnitsPerSecond <= MOVEMENT.maxUnitsPerSecond);
  });

  it('leave a dead weapon to nobody: each but the pistol can be picked up', () => {
    const found = PICKUP_IDS.map((id) => PICKUPS[id]).flatMap((def) => (def.kind === 'weapon' ? [def.weapon] : []));
    assert.deepEqual(new Set([...found, 'pistol']), new Set(WEAPON_IDS));
  });

  it('bring every effect back only after it has ended', () => {
    for (const id of PICKUP_IDS) {
      const def = PICKUPS[id];
      if ('effectTicks' in def) assert.ok(def.returnTicks > def.effectTicks, id);
    }
  });

  it('rewind by a quarter of a second and no longer', () => {
    assert.equal(MAX_REWIND_TICKS / TICK_RATE, 0.25);
  });

  it('have rules for every mode, and room for it on every map', () => {
    for (const mode of MODE_IDS) {
      assert.equal(typeof modeRules(mode).isOver, 'function');
      assert.ok(MODES[mode].minPlayers <= MODES[mode].maxPlayers);
    }
    for (const id of MAP_IDS) {
      const map = readMap(id);
      assert.ok(Math.max(map.widthTiles, map.heightTiles) * TILE_UNITS <= POSITION.max, id);
    }
  });
});
