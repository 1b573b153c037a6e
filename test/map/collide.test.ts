import assert from 'node:assert/strict';
import { MAP_IDS } from '../../shared/defs/maps.ts';
import { TICK_RATE } from '../../shared/defs/rates.ts';
import { MOVEMENT } from '../../shared/defs/tuning.ts';
import { collideWithWalls, overlapsWall, type Circle } from '../../shared/map/collide.ts';
import { nextFloat } from '../../shared/math/prng.ts';
import { readMap } from '../support/readMap.ts';
import { sketchMap } from '../support/sketchMap.ts';

const RADIUS = MOVEMENT.radiusUnits;
const WALKS = 40;
const TICKS_PER_WALK = 600;
/** What rounding may leave of an overlap. */
const ROUNDING_UNITS = 1e-6;

const room = sketchMap('room', ['######', '#....#', '#....#', '#..#.#', '#....#', '######']);

function circleAt(x: number, y: number, vx: number, vy: number): Circle {
  return { x, y, vx, vy };
}

describe('collision with walls', () => {
  it('lets a body slide along a wall: it loses the speed into the wall and keeps the rest', () => {
    const circle = circleAt(64, 32 + RADIUS - 4, 100, -200);
    assert.equal(collideWithWalls(circle, RADIUS, room), true);
    assert.deepEqual(circle, circleAt(64, 32 + RADIUS, 100, 0));
  });

  it('is as smooth along a wall of many tiles as along one', () => {
    for (let x = 48; x <= 144; x++) {
      const circle = circleAt(x, 32 + RADIUS - 6, 100, -200);
      collideWithWalls(circle, RADIUS, room);
      assert.deepEqual(circle, circleAt(x, 32 + RADIUS, 100, 0));
    }
  });

  it('stops a body that runs into an inner corner', () => {
    const circle = circleAt(32 + RADIUS - 3, 32 + RADIUS - 5, -100, -200);
    collideWithWalls(circle, RADIUS, room);
    assert.deepEqual(circle, circleAt(32 + RADIUS, 32 + RADIUS, 0, 0));
  });

  it('leads a body round the corner of a pillar', () => {
    const circle = circleAt(96 - 8, 96 - 8, 100, 0);
    assert.equal(collideWithWalls(circle, RADIUS, room), true);
    assert.ok(Math.abs(Math.hypot(96 - circle.x, 96 - circle.y) - RADIUS) < ROUNDING_UNITS);
    assert.ok(circle.vx > 0 && circle.vy < 0, `${circle.vx},${circle.vy}`);
  });

  it('does not slow a body that leaves a wall or only passes by', () => {
    const leaving = circleAt(64, 32 + RADIUS - 1, 10, 50);
    collideWithWalls(leaving, RADIUS, room);
    assert.deepEqual([leaving.vx, leaving.vy], [10, 50]);
    const passing = circleAt(64, 64, 10, 50);
    assert.equal(collideWithWalls(passing, RADIUS, room), false);
    assert.deepEqual(passing, circleAt(64, 64, 10, 50));
  });

  it('frees a body whose centre is in a wall through the nearest open side', () => {
    const circle = circleAt(100, 112, 0, 0);
    collideWithWalls(circle, RADIUS, room);
    assert.equal(overlapsWall(room, circle, RADIUS), false);
    assert.deepEqual([circle.x, circle.y], [96 - RADIUS, 112]);
  });

  for (const id of MAP_IDS) {
    it(`never leaves a body in a wall of ${id}, even at the highest speed`, () => {
      const map = readMap(id);
      const prng = { state: 3 };
      for (let walk = 0; walk < WALKS; walk++) {
        const spawn = map.spawns[walk % map.spawns.length]!;
        const circle = circleAt(spawn.x, spawn.y, 0, 0);
        for (let tick = 0; tick < TICKS_PER_WALK; tick++) {
          if (tick % 20 === 0) {
            const radians = nextFloat(prng) * 2 * Math.PI;
            circle.vx = Math.cos(radians) * MOVEMENT.maxUnitsPerSecond;
            circle.vy = Math.sin(radians) * MOVEMENT.maxUnitsPerSecond;
          }
          circle.x += circle.vx / TICK_RATE;
          circle.y += circle.vy / TICK_RATE;
          collideWithWalls(circle, RADIUS, map);
          assert.equal(overlapsWall(map, circle, RADIUS - ROUNDING_UNITS), false, `${circle.x},${circle.y} at ${tick}`);
        }
      }
    });
  }
});
