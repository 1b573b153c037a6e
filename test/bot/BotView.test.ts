import assert from 'node:assert/strict';
import { botViewOfWorld } from '../../shared/bot/BotView.ts';
import { addPlayer } from '../../shared/sim/addPlayer.ts';
import { createWorld } from '../../shared/sim/createWorld.ts';
import type { World } from '../../shared/sim/World.ts';
import { sketchMap } from '../support/sketchMap.ts';

/** Rooms side by side: a wall stands between columns 1–4 and 6–40. */
const HALVES = sketchMap(
  'halves',
  ['#'.repeat(42), `#S...#${'.'.repeat(35)}#`, `#....#${'.'.repeat(35)}#`, '#'.repeat(42)],
  [
    { x: 112, y: 48, pickup: 'health25' },
    { x: 240, y: 48, pickup: 'rocket' },
  ],
);

function worldWith(places: Readonly<Record<string, readonly [x: number, y: number]>>): World {
  const world = createWorld({ map: HALVES, mode: 'deathmatch', seed: 1, startTick: 0 });
  for (const [id, [x, y]] of Object.entries(places)) {
    Object.assign(addPlayer(world, { id, name: id, bot: true }), { x, y });
  }
  return world;
}

describe('botViewOfWorld', () => {
  it('shows an enemy in the same room and hides one behind a wall', () => {
    const world = worldWith({ me: [48, 48], near: [112, 80], hidden: [240, 48] });
    assert.deepEqual(
      botViewOfWorld(world, 'me').enemies.map(({ id }) => id),
      ['near'],
    );
  });

  it('shows nobody beyond the edge of the screen, even across open floor', () => {
    const world = worldWith({ me: [240, 48], seen: [800, 48], far: [1200, 48] });
    assert.deepEqual(
      botViewOfWorld(world, 'me').enemies.map(({ id }) => id),
      ['seen'],
    );
  });

  it('shows no dead bodies', () => {
    const world = worldWith({ me: [48, 48], near: [112, 80] });
    world.players.get('near')!.alive = false;
    assert.deepEqual(botViewOfWorld(world, 'me').enemies, []);
  });

  it('tells when a pad is ready only to those who see it', () => {
    const world = worldWith({ me: [48, 48] });
    world.pickups[0]!.availableAtTick = 77;
    assert.deepEqual(botViewOfWorld(world, 'me').pads, [{ pad: 0, availableAtTick: 77 }]);
  });

  it('lets a shot behind a wall be heard as a direction, and no more', () => {
    const world = worldWith({ me: [48, 48], hidden: [240, 48] });
    world.events = [{ type: 'shot', player: 'hidden', weapon: 'pistol', from: { x: 240, y: 48 }, ends: [] }];
    assert.deepEqual(botViewOfWorld(world, 'me').sounds, [{ radians: 0, isHit: false }]);
  });

  it("hides a rocket behind a wall and shows one in the room, unless it is one's own", () => {
    const world = worldWith({ me: [48, 48], hidden: [240, 48] });
    const shot = { owner: 'hidden', weapon: 'rocket', firedAt: 0, endsAtTick: 240 } as const;
    const flight = { ...shot, tick: 0, y: 48, vx: -640, vy: 0 };
    world.projectiles.set(1, { id: 1, x: 240, ...flight });
    world.projectiles.set(2, { id: 2, x: 112, ...flight });
    world.projectiles.set(3, { id: 3, x: 112, ...flight, owner: 'me' });
    assert.deepEqual(botViewOfWorld(world, 'me').projectiles, [{ weapon: 'rocket', x: 112, y: 48, vx: -640, vy: 0 }]);
  });

  it('TM1 has neither team mates among the enemies nor their rockets among the dangers', () => {
    const world = createWorld({ map: HALVES, mode: 'teamDeathmatch', seed: 1, startTick: 0 });
    for (const [id, team] of [
      ['me', 1],
      ['mate', 1],
      ['foe', 2],
    ] as const) {
      Object.assign(addPlayer(world, { id, name: id, bot: true, team }), { x: 112, y: 48 });
      const shot = { id: world.nextProjectileId++, owner: id, weapon: 'rocket', firedAt: 0, endsAtTick: 240 } as const;
      world.projectiles.set(shot.id, { ...shot, tick: 0, x: 80, y: 48, vx: team, vy: 0 });
    }
    const { enemies, projectiles } = botViewOfWorld(world, 'me');
    assert.deepEqual(
      enemies.map(({ id }) => id),
      ['foe'],
    );
    assert.deepEqual(
      projectiles.map(({ vx }) => vx),
      [2],
    );
  });
});
