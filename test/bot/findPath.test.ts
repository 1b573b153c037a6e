import assert from 'node:assert/strict';
import { findPath } from '../../shared/bot/findPath.ts';
import { MOVEMENT } from '../../shared/defs/tuning.ts';
import { TICK_RATE } from '../../shared/defs/rates.ts';
import { MAP_IDS } from '../../shared/defs/maps.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { collideWithWalls } from '../../shared/map/collide.ts';
import { angleTo, distance, type Vec } from '../../shared/math/vec.ts';
import { readMap } from '../support/readMap.ts';
import { sketchMap } from '../support/sketchMap.ts';

/** Walks a body straight from corner to corner, as walls allow; tells whether it arrived. */
function walks(map: ArenaMap, from: Readonly<Vec>, path: readonly Vec[]): boolean {
  const body = { x: from.x, y: from.y, vx: 0, vy: 0 };
  const stepUnits = MOVEMENT.runUnitsPerSecond / TICK_RATE;
  for (const corner of path) {
    const ticks = Math.ceil((distance(body, corner) / stepUnits) * 1.5) + 20;
    for (let i = 0; i < ticks && distance(body, corner) > stepUnits; i++) {
      const radians = angleTo(body, corner);
      body.x += Math.cos(radians) * stepUnits;
      body.y += Math.sin(radians) * stepUnits;
      collideWithWalls(body, MOVEMENT.radiusUnits, map);
    }
    if (distance(body, corner) > stepUnits) return false;
  }
  return true;
}

describe('findPath', () => {
  it('leads a body around a wall and not along its corners', () => {
    const map = sketchMap('wall', ['#########', '#.......#', '#...#...#', '#...#...#', '#########']);
    const from = { x: 2.5 * 32, y: 3.5 * 32 };
    const to = { x: 6.5 * 32, y: 3.5 * 32 };
    const path = findPath(map, from, to);
    assert.ok(path !== undefined && path.length > 1);
    assert.deepEqual(path.at(-1), to);
    assert.ok(walks(map, from, path));
  });

  it('goes straight where nothing is in the way', () => {
    const map = sketchMap('open', ['######', '#....#', '#....#', '######']);
    const to = { x: 150, y: 75 };
    assert.deepEqual(findPath(map, { x: 50, y: 50 }, to), [to]);
  });

  it('says so when there is no way, and when the goal is a wall', () => {
    const map = sketchMap('halves', ['#######', '#..#..#', '#..#..#', '#######']);
    assert.equal(findPath(map, { x: 48, y: 48 }, { x: 144, y: 48 }), undefined);
    assert.equal(findPath(map, { x: 48, y: 48 }, { x: 112, y: 48 }), undefined);
  });

  it('does not squeeze between walls that meet at a corner', () => {
    const map = sketchMap('gap', ['#####', '#.#.#', '##..#', '#####']);
    assert.equal(findPath(map, { x: 48, y: 48 }, { x: 80, y: 80 }), undefined);
  });

  for (const id of MAP_IDS) {
    it(`gives a way that a body can walk from every spawn to every pickup of ${id}`, () => {
      const map = readMap(id);
      for (const spawn of map.spawns) {
        for (const pad of map.pads) {
          const path = findPath(map, spawn, pad);
          assert.ok(path !== undefined, `no way from ${spawn.x},${spawn.y} to ${pad.pickup}`);
          assert.ok(walks(map, spawn, path), `stuck between ${spawn.x},${spawn.y} and ${pad.pickup}`);
        }
      }
    });
  }
});
