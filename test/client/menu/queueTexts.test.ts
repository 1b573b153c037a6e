import assert from 'node:assert/strict';
import { describeCard, describeProgress, describeRefusal, formatWait } from '../../../client/menu/queueTexts.ts';
import type { MatchCard } from '../../../shared/net/MatchCard.ts';

const CARD: MatchCard = {
  mode: 'duel',
  sideSize: 1,
  ratingGap: -90,
  pingMs: 20,
  pingGapMs: 30,
  waitedMs: 65_400,
  chance: 0.408,
  reasons: ['close'],
};

describe('The queue page', () => {
  it('counts the time in minutes and seconds', () => {
    assert.deepEqual([0, 9_999, 65_000, 600_000, -5].map(formatWait), ['0:00', '0:09', '1:05', '10:00', '0:00']);
  });

  it('says who is ahead and how far it looks, or who of the party is missing', () => {
    const progress = { mode: 'duel', waitedMs: 0, ahead: 0, missing: 0, reach: { points: 120, pingMs: 40 } } as const;
    const looking = 'Looking within 120 points and 40 ms of ping, further each second.';
    assert.deepEqual(describeProgress(progress), ['Nobody has waited longer.', looking]);
    assert.deepEqual(describeProgress({ ...progress, ahead: 3 }), ['3 have waited longer.', looking]);
    assert.deepEqual(describeProgress({ ...progress, missing: 1 }), ['One of your party is missing.']);
    assert.deepEqual(describeProgress({ ...progress, missing: 2 }), ['2 of your party are missing.']);
  });

  it('says why one cannot queue, and when one can (RK7, QU9)', () => {
    const left = describeRefusal({ reason: 'leftEarly', waitMs: 300_000 });
    assert.equal(left, 'You left ranked matches early. You can queue again in 5:00.');
    assert.equal(
      describeRefusal({ reason: 'missedMatch', waitMs: 30_000 }),
      'You did not come to a ranked match you were called to, or left it before it began. You can queue again in 0:30.',
    );
    assert.equal(
      describeRefusal({ reason: 'mateMissedMatch', waitMs: 120_000 }),
      'Somebody of your party did not come to a ranked match, or left it before it began. You can queue again in 2:00.',
    );
    assert.equal(describeRefusal({ reason: 'partyFull' }), 'This party is complete already.');
  });
});

describe('The card of a match', () => {
  const rowsOf = (card: MatchCard) => Object.fromEntries(describeCard(card));

  it('says in words what the match is like (QU6)', () => {
    assert.deepEqual(rowsOf(CARD), {
      'Your chance': '41 %',
      Gap: '90 points: you are the weaker',
      'Your ping': '20 ms, all within 30 ms',
      Waited: '1:05',
      'Why this match': 'Everybody is as close as one looks for at first.',
    });
  });

  it('speaks of sides in a team match, and gives every reason there is (QU6)', () => {
    const rows = rowsOf({ ...CARD, sideSize: 3, ratingGap: 12, reasons: ['widened', 'smaller', 'placement'] });
    assert.equal(rows.Gap, '12 points: your side is the stronger');
    assert.equal(
      rows['Why this match'],
      'The search went further, because somebody had waited. The teams are smaller than usual, because too few are about. ' +
        'Somebody is still being placed, so strengths are less certain.',
    );
    assert.equal(rowsOf({ ...CARD, ratingGap: 0 }).Gap, 'none');
  });
});
