import assert from 'node:assert/strict';
import type { PickupPad } from '../../../shared/map/ArenaMap.ts';
import { findMapProblems } from '../../../tools/maps/findMapProblems.ts';
import { sketchMap } from '../../support/sketchMap.ts';

const MIDDLE = { x: 192, y: 192 };
const WEAPONS: PickupPad[] = [
  { ...MIDDLE, pickup: 'smg' },
  { ...MIDDLE, pickup: 'shotgun' },
  { ...MIDDLE, pickup: 'railgun' },
  { ...MIDDLE, pickup: 'rocket' },
  { ...MIDDLE, pickup: 'grenade' },
];

/** Two spawns with a wall between them, the same from both ends. */
const FAIR = [
  '############',
  '#..........#',
  '#..S.......#',
  '#..........#',
  '#########..#',
  '#..........#',
  '#..........#',
  '#..#########',
  '#..........#',
  '#.......S..#',
  '#..........#',
  '############',
];

function withRows(changes: Readonly<Record<number, string>>): string[] {
  return FAIR.map((line, row) => changes[row] ?? line);
}

function problemsOf(rows: readonly string[], pads: readonly PickupPad[] = WEAPONS): string {
  return findMapProblems(sketchMap('sketch', rows, pads), 2).join('\n');
}

describe('the rules for maps', () => {
  it('are content with a fair map', () => {
    assert.equal(problemsOf(FAIR), '');
  });

  it('find spawns in sight of each other, even when only a shoulder shows', () => {
    assert.match(problemsOf(withRows({ 1: '#..S....S..#', 2: '#..........#' })), /spawns at 112,48 and 272,48 see each other/);
    const shoulder = ['#########', '#S..#...#', '#......S#', '#########'];
    assert.match(problemsOf(shoulder), /see each other/);
  });

  it('find spawns too near to a wall', () => {
    assert.match(problemsOf(withRows({ 2: '#S.........#' })), /spawn at 48,80 is less than a tile from a wall/);
  });

  it('find what nobody can walk to, with the width of a body', () => {
    const closed = withRows({ 4: '############', 7: '############' });
    assert.match(problemsOf(closed), /nobody can walk from 112,80 to the spawn at 272,304/);
    assert.match(problemsOf(closed), /nobody can walk from 112,80 to the railgun at 192,192/);
  });

  it('find ways that are only a tile wide', () => {
    assert.match(problemsOf(withRows({ 4: '#########.##' })), /way through tile 9,4 is only one tile wide/);
  });

  it('find walls, spawns and pads that one end has and the other has not', () => {
    assert.match(problemsOf(withRows({ 5: '#....##....#' })), /walls differ from tile 5,5 on/);
    assert.match(problemsOf(withRows({ 9: '#......S...#' })), /spawn at 112,80 has no counterpart/);
    assert.match(problemsOf(FAIR, [...WEAPONS, { x: 80, y: 80, pickup: 'haste' }]), /haste at 80,80 has no counterpart/);
  });

  it('find a missing weapon and too few spawns', () => {
    assert.equal(problemsOf(FAIR, WEAPONS.slice(1)), 'has no smg');
    assert.deepEqual(findMapProblems(sketchMap('sketch', FAIR, WEAPONS), 3), ['has 2 spawns for 3 players']);
  });
});
