import assert from 'node:assert/strict';
import { describeOutcome, shownStandings } from '../../../client/hud/outcome.ts';
import type { Standing, TeamStanding } from '../../../shared/net/messages.ts';

function standing(player: string, place: number, team = 0): Standing {
  return { player, name: player, bot: false, team, place, score: 0, kills: 0, deaths: 0 };
}

describe('the outcome on the results screen', () => {
  const table = ['ann', 'bob', 'cat', 'dan'].map((player, index) => standing(player, index + 1));

  it('is a victory only for who stands first alone', () => {
    const outcome = { standings: table, teams: [] };
    assert.equal(describeOutcome(outcome, table[0]), 'Victory');
    const equals = [standing('ann', 1), standing('bob', 1)];
    assert.equal(describeOutcome({ standings: equals, teams: [] }, equals[0]), 'A draw');
    assert.equal(describeOutcome(outcome, table[2]), '3rd place');
    assert.equal(describeOutcome(outcome, undefined), 'The match is over');
  });

  it('shows the own line however far down it stands', () => {
    const names = (own: Standing | undefined) =>
      shownStandings({ standings: table, teams: [] }, own, 2).map(({ player }) => player);
    assert.deepEqual(names(table[1]), ['ann', 'bob']);
    assert.deepEqual(names(table[3]), ['ann', 'dan']);
    assert.deepEqual(names(undefined), ['ann', 'bob']);
  });

  const inTeams = ['ann', 'bob', 'cat'].map((player) => standing(player, 1, 2));
  inTeams.push(...['dan', 'eve', 'fay'].map((player) => standing(player, 2, 1)));
  const teams = (...places: readonly number[]): TeamStanding[] =>
    [2, 1].map((team, index) => ({ team, place: places[index]!, score: 0, rounds: 0 }));

  it('is that of the team: a victory for each of its members, a defeat for each of the other', () => {
    const won = { standings: inTeams, teams: teams(1, 2) };
    assert.deepEqual(
      inTeams.map((own) => describeOutcome(won, own)),
      [...Array<string>(3).fill('Victory'), ...Array<string>(3).fill('Defeat')],
    );
    const level = { standings: inTeams.map((line) => ({ ...line, place: 1 })), teams: teams(1, 1) };
    assert.equal(describeOutcome(level, level.standings[0]), 'A draw');
  });

  it('shows as many of each team, and the own line among one’s own', () => {
    const outcome = { standings: inTeams, teams: teams(1, 2) };
    const names = (own: Standing | undefined) => shownStandings(outcome, own, 4).map(({ player }) => player);
    assert.deepEqual(names(inTeams[5]), ['ann', 'bob', 'dan', 'fay']);
    assert.deepEqual(names(inTeams[2]), ['ann', 'cat', 'dan', 'eve']);
  });
});
