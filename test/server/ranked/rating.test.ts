import assert from 'node:assert/strict';
import { chanceOfWinning, isPlaced, ratingAt, shownRating, type RatingRecord } from '../../../server/ranked/rating.ts';
import { RANKED } from '../../../shared/defs/ranked.ts';

const SETTLED = { mu: 27, sigma: 1.5 };
const WEEK_MS = 7 * 24 * 3_600_000;
const YEAR_WEEKS = 52;

describe('A rating', () => {
  const played: RatingRecord = { rating: SETTLED, matches: 40, lastPlayedAtMs: 1_000_000 };
  const after = (weeks: number) => ratingAt(played, played.lastPlayedAtMs + weeks * WEEK_MS);

  it('is shown by what its player is worth at the least, in whole points from 0 (RK1)', () => {
    assert.equal(shownRating(RANKED.newcomer), 0);
    assert.equal(shownRating({ mu: 25, sigma: 1.5 }), 1230);
    assert.equal(shownRating({ mu: 25, sigma: 3 }), 960);
    assert.equal(shownRating({ mu: 2, sigma: 1.5 }), 0);
  });

  it('is the same for everybody who has not played, and stands on no leaderboard before ten matches (RK2)', () => {
    assert.deepEqual(ratingAt(undefined, 5), RANKED.newcomer);
    assert.deepEqual([0, 9, 10, 200].map(isPlaced), [false, false, true, true]);
  });

  it('stays as it was for two weeks, and grows more doubtful with each whole week after them (RK4)', () => {
    for (const weeks of [0, 1, 2, 2.99]) assert.deepEqual(after(weeks), SETTLED);
    assert.ok(after(3).sigma > SETTLED.sigma);
    assert.deepEqual(after(3.9), after(3));
    assert.ok(after(4).sigma > after(3).sigma);
    assert.ok(Math.abs(after(YEAR_WEEKS + 2).sigma - RANKED.newcomer.sigma / 2) < 0.1);
  });

  it('never loses strength by absence, and is never more doubtful than a new one (RK4)', () => {
    for (const weeks of [3, 60, 5000]) assert.equal(after(weeks).mu, SETTLED.mu);
    assert.equal(after(5000).sigma, RANKED.newcomer.sigma);
  });

  it('tells who is likely to win, and the chances of both sides make up one', () => {
    const [weak, strong] = [
      { mu: 20, sigma: 2 },
      { mu: 30, sigma: 2 },
    ];
    assert.ok(Math.abs(chanceOfWinning([SETTLED], [SETTLED]) - 0.5) < 1e-9);
    const chance = chanceOfWinning([strong, weak], [weak, weak]);
    assert.ok(chance > 0.8 && chance < 0.99, `${chance}`);
    assert.ok(Math.abs(chance + chanceOfWinning([weak, weak], [strong, weak]) - 1) < 1e-9);
  });

  it('says less about a newcomer: the same gap is less of a chance', () => {
    const settled = chanceOfWinning([{ mu: 30, sigma: 1.5 }], [{ mu: 25, sigma: 1.5 }]);
    const doubtful = chanceOfWinning([{ mu: 30, sigma: 1.5 }], [RANKED.newcomer]);
    assert.ok(doubtful < settled);
  });
});
