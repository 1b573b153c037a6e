import assert from 'node:assert/strict';
import { describeRanked } from '../../../client/menu/matchTexts.ts';
import type { PlayedMatch, PlayedMatchPlayer } from '../../../shared/net/records.ts';

function player(name: string, team: number, change: Partial<PlayedMatchPlayer> = {}): PlayedMatchPlayer {
  const counts = { score: 0, kills: 0, deaths: 0, leftEarly: false };
  return { id: name.toLowerCase(), name, team, place: team, ratingChange: 0, ...counts, ...change };
}

function match(...players: PlayedMatchPlayer[]): PlayedMatch {
  return { id: 'm', mode: 'duel', map: 'foundry', ranked: true, startedAtMs: 0, endedAtMs: 1, players };
}

describe('the text of a ranked match that is over', () => {
  it('says who was beaten, or who won, and what that was worth', () => {
    const duel = match(player('Ann', 1, { ratingChange: 24 }), player('Bob', 2, { ratingChange: -12 }));
    assert.equal(describeRanked(duel, 'ann'), 'Won against Bob: +24');
    assert.equal(describeRanked(duel, 'bob'), 'Lost against Ann: −12');
  });

  it('calls it a draw when both sides came first', () => {
    const level = match(player('Ann', 1), player('Bob', 2, { place: 1, ratingChange: 3 }));
    assert.equal(describeRanked(level, 'bob'), 'A draw against Ann: +3');
  });

  it('names no opponent where there were several, and no mate', () => {
    const teams = match(player('Ann', 1), player('Bob', 1, { ratingChange: 8 }), player('Cy', 2), player('Di', 2));
    assert.equal(describeRanked(teams, 'bob'), 'Won: +8');
  });

  it('counts the matches of somebody who is being placed, and gives no number', () => {
    const told = (placement: number) =>
      describeRanked(match(player('Ann', 1, { ratingChange: 206, placement }), player('Bob', 2)), 'ann');
    assert.equal(told(3), 'Won against Bob: 3 of 10 placement matches played');
    assert.equal(told(10), 'Won against Bob: 10 of 10 placement matches played, you have a rating now');
  });

  it('is none for whom the match counted nothing, or who was not in it', () => {
    const unrated = match(player('Ann', 1, { ratingChange: undefined }), player('Bob', 2));
    assert.equal(describeRanked(unrated, 'ann'), undefined);
    assert.equal(describeRanked(unrated, 'cy'), undefined);
    assert.equal(describeRanked(unrated, undefined), undefined);
  });
});
