import assert from 'node:assert/strict';
import { scoreSides } from '../../../client/hud/scoreSides.ts';

function player(name: string, score: number, team = 0) {
  return [name.toLowerCase(), { name, score, kills: score, deaths: 0, team, bot: false, connected: true }] as const;
}

const NO_TEAMS = new Map<string, { score: number; rounds: number }>();
const TEAMS = new Map([
  ['1', { score: 12, rounds: 0 }],
  ['2', { score: 9, rounds: 1 }],
]);

describe('the score at the top', () => {
  it('is one’s own beside that of the best rival', () => {
    const players = [player('Ann', 3), player('Bo', 7), player('Cy', 1)];
    const [own, rival] = scoreSides({ players, teams: NO_TEAMS, self: 'ann', isWatched: false });
    assert.deepEqual([own.name, own.score, own.team], ['You', 3, 1]);
    assert.deepEqual([rival.name, rival.score, rival.team], ['Bo', 7, 2]);
  });

  it('has no rival while nobody else is there', () => {
    const [, rival] = scoreSides({ players: [player('Ann', 0)], teams: NO_TEAMS, self: 'ann', isWatched: false });
    assert.deepEqual([rival.name, rival.score], ['', undefined]);
  });

  it('is that of the teams, the own one first and each in its colour', () => {
    const players = [player('Ann', 3, 2), player('Bo', 6, 2), player('Cy', 5, 1), player('Di', 7, 1)];
    const sides = scoreSides({ players, teams: TEAMS, self: 'ann', isWatched: false });
    assert.deepEqual(sides, [
      { name: 'Your team', score: 9, rounds: 1, team: 2 },
      { name: 'Rings', score: 12, rounds: 0, team: 1 },
    ]);
    const [watched] = scoreSides({ players, teams: TEAMS, self: 'ann', isWatched: true });
    assert.equal(watched.name, 'Hexes');
  });

  it('names both sides of a duel by who they are', () => {
    const players = [player('Ann', 3, 2), player('Bo', 6, 1)];
    const names = (isWatched: boolean) =>
      scoreSides({ players, teams: TEAMS, self: 'ann', isWatched }).map(({ name }) => name);
    assert.deepEqual(names(false), ['You', 'Bo']);
    assert.deepEqual(names(true), ['Ann', 'Bo']);
  });
});
