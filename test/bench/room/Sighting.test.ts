import assert from 'node:assert/strict';
import { compareSightings, type Sighting } from '../../../bench/room/checked/Sighting.ts';

const TRUTH: Sighting = {
  tick: 30,
  players: [
    [0, 100, 200, 7, 100],
    [3, 110, 210, 8, 90],
  ],
  shots: [[5, 400, 400]],
};

const judge = (seen: Partial<Sighting>) => compareSightings(TRUTH, { ...TRUTH, ...seen });

describe('The check of what a client was sent', () => {
  it('passes what is right, and a shot that is drawn a unit off', () => {
    assert.deepEqual(judge({}), { compared: 3, wrong: 0 });
    assert.equal(judge({ shots: [[5, 404, 400]] }).wrong, 0);
  });

  it('finds a player that lacks, one too many, and one that is a quarter of a unit off', () => {
    assert.match(judge({ players: TRUTH.players.slice(1) }).firstMismatch!, /tick 30, player 0: .* does not have it/);
    assert.match(judge({ players: [...TRUTH.players, [9, 0, 0, 0, 0]] }).firstMismatch!, /player 9: is not to be seen/);
    const { wrong, firstMismatch } = judge({ players: [TRUTH.players[0]!, [3, 110, 211, 8, 90]] });
    assert.deepEqual(
      [wrong, firstMismatch],
      [1, 'tick 30, player 3: is 3 110 210 8 90, and the client has 3 110 211 8 90'],
    );
  });

  it('finds a shot that is drawn more than 1.2 units off, and one that ended', () => {
    assert.equal(judge({ shots: [[5, 405, 400]] }).wrong, 1);
    assert.equal(judge({ shots: [...TRUTH.shots, [6, 0, 0]] }).wrong, 1);
  });
});
