import assert from 'node:assert/strict';
import { awards } from '../../shared/sim/awards.ts';
import { modeRules } from '../../shared/sim/modes/modeRules.ts';
import { liveWorld, playerOf } from '../support/simArena.ts';
import { sketchMap } from '../support/sketchMap.ts';

const BOX = sketchMap('box', ['####', '#S.#', '#..#', '####']);

describe('the table of results', () => {
  it('ranks by score, then kills, then fewer deaths; equals share a place', () => {
    const world = liveWorld(BOX, ['a', 'b', 'c', 'd', 'e']);
    Object.assign(playerOf(world, 'a'), { score: 3, kills: 4, deaths: 2 });
    Object.assign(playerOf(world, 'b'), { score: 3, kills: 4, deaths: 2 });
    Object.assign(playerOf(world, 'c'), { score: 9, kills: 9, deaths: 9 });
    Object.assign(playerOf(world, 'd'), { score: 3, kills: 3, deaths: 0 });
    Object.assign(playerOf(world, 'e'), { score: 3, kills: 4, deaths: 1 });
    const table = modeRules('deathmatch').standings(world);
    assert.deepEqual(
      table.map(({ player, place }) => `${place} ${player}`),
      ['1 c', '2 e', '3 a', '3 b', '5 d'],
    );
    assert.deepEqual(table[0], {
      player: 'c',
      name: 'C',
      bot: false,
      team: 0,
      place: 1,
      score: 9,
      kills: 9,
      deaths: 9,
    });
  });

  it('praises who earned it, and nobody when nobody did', () => {
    const world = liveWorld(BOX);
    assert.deepEqual(awards(world), []);
    Object.assign(playerOf(world, 'b'), { bestStreak: 5, damageDealt: 640, shots: 40, hits: 10 });
    Object.assign(playerOf(world, 'a'), { bestStreak: 5, damageDealt: 20, shots: 1, hits: 1, pickups: 7 });
    assert.deepEqual(awards(world), [
      { title: 'Unstoppable', player: 'a', detail: '5 kills without dying' },
      { title: 'Sharpshooter', player: 'b', detail: '25 % of shots hit' },
      { title: 'Demolisher', player: 'b', detail: '640 damage dealt' },
      { title: 'Collector', player: 'a', detail: '7 pickups taken' },
    ]);
  });
});
