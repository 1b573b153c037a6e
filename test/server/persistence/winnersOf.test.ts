import assert from 'node:assert/strict';
import { winnersOf } from '../../../server/persistence/winnersOf.ts';
import { samplePlayer } from '../../support/sampleResults.ts';

describe('The winners of a match', () => {
  const winners = (...players: ReturnType<typeof samplePlayer>[]) => [...winnersOf(players)];

  it('are the best alone where there are no teams', () => {
    assert.deepEqual(winners(samplePlayer('ann'), samplePlayer('ben', { place: 2 })), ['ann']);
  });

  it('are all of the best side that stayed, wherever they stand themselves', () => {
    const side = [samplePlayer('ann', { team: 2 }), samplePlayer('ben', { team: 2, place: 4 })];
    const gone = samplePlayer('cas', { team: 2, place: 5, leftEarly: true });
    assert.deepEqual(winners(...side, gone, samplePlayer('dan', { team: 1, place: 2 })), ['ann', 'ben']);
  });

  it('are nobody after a draw', () => {
    assert.deepEqual(winners(samplePlayer('ann'), samplePlayer('ben')), []);
  });

  it('are nobody when a bot was best', () => {
    assert.deepEqual(winners(samplePlayer('ann', { place: 2 })), []);
  });
});
