import assert from 'node:assert/strict';
import { addPlayer } from '../../shared/sim/addPlayer.ts';
import { chooseTeam } from '../../shared/sim/chooseTeam.ts';
import { createWorld } from '../../shared/sim/createWorld.ts';
import type { World } from '../../shared/sim/World.ts';
import { sketchMap } from '../support/sketchMap.ts';

const BOX = sketchMap('box', ['####', '#S.#', '#..#', '####']);

/** A match with so many people and bots in team 1 and team 2. */
function teamsOf(...sizes: readonly (readonly [people: number, bots: number])[]): World {
  const world = createWorld({ map: BOX, mode: 'teamDeathmatch', seed: 1, startTick: 0 });
  sizes.forEach(([people, bots], index) => {
    for (let count = 0; count < people + bots; count++) {
      addPlayer(world, { id: `${index}-${count}`, name: '', bot: count >= people, team: index + 1 });
    }
  });
  return world;
}

describe('TM2 a newcomer', () => {
  const joins = (world: World) => [chooseTeam(world, { bot: false }), chooseTeam(world, { bot: true })];

  it('joins the smaller team, person or bot', () => {
    assert.deepEqual(joins(teamsOf([2, 0], [1, 0])), [2, 2]);
    assert.deepEqual(joins(teamsOf([0, 3], [0, 4])), [1, 1]);
  });

  it('joins the team with fewer points where both are as large', () => {
    const world = teamsOf([1, 1], [1, 1]);
    world.teams[0]!.score = 2;
    assert.deepEqual(joins(world), [2, 2]);
  });

  it('who is a person joins where fewer people are, since bots give way', () => {
    assert.deepEqual(joins(teamsOf([2, 0], [0, 3])), [2, 1]);
  });

  it('has no team in a mode without any', () => {
    const world = createWorld({ map: BOX, mode: 'deathmatch', seed: 1, startTick: 0 });
    assert.equal(chooseTeam(world, { bot: false }), 0);
  });
});
