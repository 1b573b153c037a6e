import assert from 'node:assert/strict';
import { POSITION, VELOCITY } from '../../shared/defs/precision.ts';
import { wireRound } from '../../shared/math/wireRound.ts';
import type { Command } from '../../shared/sim/Command.ts';
import { stepWorld } from '../../shared/sim/stepWorld.ts';
import { liveWorld, randomCommands } from '../support/simArena.ts';
import { sketchMap } from '../support/sketchMap.ts';

const YARD = sketchMap('yard', ['############', '#S........S#', '#....##....#', '#S........S#', '############']);

describe('a body', () => {
  it('MV1 stands and moves by numbers that the wire can carry, whatever runs, bumps, dashes and hits it', () => {
    const world = liveWorld(YARD, ['a', 'b', 'c'], 3);
    for (const player of world.players.values()) Object.assign(player, { weapon: 'shotgun', rounds: { shotgun: 99 } });
    const prng = { state: 5 };
    const last = new Map<string, Command>();
    for (let tick = 0; tick < 900; tick++) {
      stepWorld(world, randomCommands(world, prng, last));
      for (const { x, y, vx, vy } of world.players.values()) {
        const sent = [wireRound(x, POSITION), wireRound(y, POSITION), wireRound(vx, VELOCITY), wireRound(vy, VELOCITY)];
        assert.deepEqual([x, y, vx, vy], sent, `tick ${tick}`);
      }
    }
  });
});
