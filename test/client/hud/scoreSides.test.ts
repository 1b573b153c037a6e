import assert from 'node:assert/strict';
import { SideRoster } from '../../../client/hud/SideRoster.ts';
import { scoreSides, type ScoreSource } from '../../../client/hud/scoreSides.ts';

function player(name: string, score: number, team = 0) {
  return [name.toLowerCase(), { name, score, kills: score, deaths: 0, team, bot: false, connected: true }] as const;
}

/** The score of players who are seen in a match that is on. */
function sidesOf(source: Omit<ScoreSource, 'roster'>, roster = new SideRoster()) {
  roster.see({ phase: 'live', players: new Map(source.players) });
  return scoreSides({ ...source, roster });
}

const NO_TEAMS = new Map<string, { score: number; rounds: number }>();
const TEAMS = new Map([
  ['1', { score: 12, rounds: 0 }],
  ['2', { score: 9, rounds: 1 }],
]);

describe('the score at the top', () => {
  it('is one’s own beside that of the best rival', () => {
    const players = [player('Ann', 3), player('Bo', 7), player('Cy', 1)];
    const [own, rival] = sidesOf({ players, teams: NO_TEAMS, self: 'ann', isWatched: false });
    assert.deepEqual([own.name, own.score, own.team], ['You', 3, 1]);
    assert.deepEqual([rival.name, rival.score, rival.team], ['Bo', 7, 2]);
  });

  it('has no rival while nobody else is there', () => {
    const [, rival] = sidesOf({ players: [player('Ann', 0)], teams: NO_TEAMS, self: 'ann', isWatched: false });
    assert.deepEqual([rival.name, rival.score], ['', undefined]);
  });

  it('is that of the teams, the own one first and each in its colour', () => {
    const players = [player('Ann', 3, 2), player('Bo', 6, 2), player('Cy', 5, 1), player('Di', 7, 1)];
    const sides = sidesOf({ players, teams: TEAMS, self: 'ann', isWatched: false });
    assert.deepEqual(sides, [
      { name: 'Your team', score: 9, rounds: 1, team: 2 },
      { name: 'Rings', score: 12, rounds: 0, team: 1 },
    ]);
    const [watched] = sidesOf({ players, teams: TEAMS, self: 'ann', isWatched: true });
    assert.equal(watched.name, 'Hexes');
  });

  it('names both sides of a duel by who they are', () => {
    const players = [player('Ann', 3, 2), player('Bo', 6, 1)];
    const names = (isWatched: boolean) =>
      sidesOf({ players, teams: TEAMS, self: 'ann', isWatched }).map(({ name }) => name);
    assert.deepEqual(names(false), ['You', 'Bo']);
    assert.deepEqual(names(true), ['Ann', 'Bo']);
  });

  it('goes on to name an opponent who has left, until the next match', () => {
    const roster = new SideRoster();
    const rivalOf = (...players: ReturnType<typeof player>[]) =>
      sidesOf({ players, teams: TEAMS, self: 'ann', isWatched: false }, roster)[1].name;
    const ann = player('Ann', 3, 2);
    assert.equal(rivalOf(ann, player('Bo', 6, 1)), 'Bo');
    assert.equal(rivalOf(ann), 'Bo');
    roster.see({ phase: 'waiting', players: new Map([ann]) });
    assert.equal(rivalOf(ann), 'Rings');
    assert.equal(rivalOf(ann, player('Cy', 0, 1)), 'Cy');
  });
});
