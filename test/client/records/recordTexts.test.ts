import assert from 'node:assert/strict';
import {
  agoText,
  changeText,
  durationText,
  placeText,
  ratingText,
  ratioText,
  winsText,
} from '../../../client/records/recordTexts.ts';

const NOW_MS = Date.UTC(2026, 10, 28, 12);
const MINUTE_MS = 60_000;

describe('the texts of records', () => {
  it('say how long ago a match was, and its date when that is long', () => {
    const ago = (minutes: number) => agoText(NOW_MS - minutes * MINUTE_MS, NOW_MS);
    assert.equal(ago(0.9), 'just now');
    assert.equal(ago(1), '1 minute ago');
    assert.equal(ago(59.9), '59 minutes ago');
    assert.equal(ago(60), '1 hour ago');
    assert.equal(ago(47 * 60), '1 day ago');
    assert.equal(ago(13 * 24 * 60), '13 days ago');
    assert.match(ago(30 * 24 * 60), /Oct.*29.*2026|29.*Oct.*2026/);
  });

  it('say how long a match took', () => {
    assert.equal(durationText(0), '0:00');
    assert.equal(durationText(59_700), '1:00');
    assert.equal(durationText(8 * MINUTE_MS + 5000), '8:05');
  });

  it('give a share of wins only where something was played', () => {
    assert.equal(winsText(0, 0), '–');
    assert.equal(winsText(2, 3), '67\u00a0%');
  });

  it('call a match that placed somebody so, and all others by what they changed', () => {
    assert.equal(ratingText({ ratingChange: 206, placement: 1 }), 'placement');
    assert.equal(ratingText({ ratingChange: 0, placement: 2 }), 'placement');
    assert.equal(ratingText({ ratingChange: -12 }), '−12');
    assert.equal(ratingText({}), '');
  });

  it('give kills for each death, and all kills where nobody died', () => {
    assert.equal(ratioText(9, 6), '1.5');
    assert.equal(ratioText(7, 0), '7.0');
  });

  it('show which way a rating moved, and nothing where it did not count', () => {
    assert.equal(changeText(12.4), '+12');
    assert.equal(changeText(-7.6), '−8');
    assert.equal(changeText(0.2), '±0');
    assert.equal(changeText(-0.2), '±0');
    assert.equal(changeText(undefined), '');
  });

  it('count places as one says them', () => {
    assert.deepEqual([1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(placeText), [
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '102nd',
      '111th',
    ]);
  });
});
