import assert from 'node:assert/strict';
import { seenThrough } from '../../../client/net/seenThrough.ts';

const PLACE = { x: 100, y: 200, aim: 1 };
const OTHER = { x: 300, y: 200, aim: 2 };
const VIEW = {
  renderTick: 10,
  serverTick: 14,
  own: undefined,
  others: new Map([
    ['ada', PLACE],
    ['bob', OTHER],
  ]),
  projectiles: [],
};

describe('The picture of somebody who watches', () => {
  it('is drawn from where the watched player is drawn, with nothing to do there', () => {
    const { own, others } = seenThrough(VIEW, 'ada', true);
    assert.deepEqual(own, { ...PLACE, alive: true, body: undefined });
    assert.deepEqual([...others], [['bob', OTHER]]);
  });

  it('waits while nothing is known of that player yet', () => {
    assert.equal(seenThrough(VIEW, 'eve', true), VIEW);
  });
});
