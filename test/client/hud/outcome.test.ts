import assert from 'node:assert/strict';
import { describeOutcome, shownStandings } from '../../../client/hud/outcome.ts';
import type { Standing } from '../../../shared/net/messages.ts';

function standing(player: string, place: number): Standing {
  return { player, name: player, bot: false, team: 0, place, score: 0, kills: 0, deaths: 0 };
}

describe('the outcome on the results screen', () => {
  const table = ['ann', 'bob', 'cat', 'dan'].map((player, index) => standing(player, index + 1));

  it('is a victory only for who stands first alone', () => {
    assert.equal(describeOutcome(table, table[0]), 'Victory');
    const equals = [standing('ann', 1), standing('bob', 1)];
    assert.equal(describeOutcome(equals, equals[0]), 'A draw');
    assert.equal(describeOutcome(table, table[2]), '3rd place');
    assert.equal(describeOutcome(table, undefined), 'The match is over');
  });

  it('shows the own line however far down it stands', () => {
    const names = (own: Standing | undefined) => shownStandings(table, own, 2).map(({ player }) => player);
    assert.deepEqual(names(table[1]), ['ann', 'bob']);
    assert.deepEqual(names(table[3]), ['ann', 'dan']);
    assert.deepEqual(names(undefined), ['ann', 'bob']);
  });
});
