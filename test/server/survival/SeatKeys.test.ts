import assert from 'node:assert/strict';
import { SeatKeys } from '../../../server/survival/SeatKeys.ts';

describe('The keys of a seat', () => {
  it('open it also when the answer with the newest never arrived', () => {
    const keys = new SeatKeys();
    const first = keys.renew('ada');
    const second = keys.renew('ada');
    assert.deepEqual([keys.seatOf(first), keys.seatOf(second)], ['ada', 'ada']);
    assert.equal(keys.newestOf('ada'), second);
  });

  it('are one again as soon as the newest is known to have arrived', () => {
    const keys = new SeatKeys();
    const first = keys.renew('ada');
    const second = keys.renew('ada');
    keys.confirm('ada');
    assert.deepEqual([keys.seatOf(first), keys.seatOf(second)], [undefined, 'ada']);
  });

  it('do not pile up when answer after answer is lost, and the one that did arrive stays among them', () => {
    const keys = new SeatKeys();
    const arrived = keys.renew('ada');
    keys.confirm('ada');
    const newer = Array.from({ length: 50 }, () => keys.renew('ada'));
    assert.equal(keys.seatOf(arrived), 'ada');
    assert.equal(keys.newestOf('ada'), newer.at(-1));
    const kept = newer.filter((token) => keys.seatOf(token) !== undefined);
    assert.deepEqual(kept, newer.slice(-kept.length));
    assert.ok(kept.length >= 2 && kept.length <= 8, `${kept.length} are kept`);
  });

  it('move with the match', () => {
    const before = new SeatKeys();
    const [lost, arrived] = [before.renew('ada'), before.renew('ada')];
    before.renew('bo');
    const after = new SeatKeys(JSON.parse(JSON.stringify(before.roster)) as typeof before.roster);
    assert.equal(after.seatOf(lost), 'ada');
    assert.equal(after.newestOf('ada'), arrived);
    assert.deepEqual(after.roster, before.roster);
  });

  it('open nobody else’s seat, and none that was given up', () => {
    const keys = new SeatKeys();
    const [ada, bo] = [keys.renew('ada'), keys.renew('bo')];
    assert.notEqual(ada, bo);
    keys.forget('ada');
    assert.deepEqual([keys.seatOf(ada), keys.newestOf('ada')], [undefined, undefined]);
    assert.deepEqual(
      keys.roster.map(({ sessionId }) => sessionId),
      ['bo'],
    );
  });

  it('cannot be guessed', () => {
    assert.ok(Buffer.from(new SeatKeys().renew('ada'), 'base64url').length >= 16);
  });
});
