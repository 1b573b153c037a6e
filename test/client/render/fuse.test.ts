import assert from 'node:assert/strict';
import { isFuseLit } from '../../../client/render/fuse.ts';

describe('the fuse of a grenade', () => {
  it('blinks ever faster, and glows steadily right before the blast', () => {
    const switches: number[] = [];
    for (let ticksLeft = 78; ticksLeft > 0; ticksLeft -= 0.25) {
      if (isFuseLit(ticksLeft) !== isFuseLit(ticksLeft + 0.25)) switches.push(ticksLeft);
    }
    const early = switches.filter((ticksLeft) => ticksLeft > 39).length;
    const late = switches.filter((ticksLeft) => ticksLeft <= 39 && ticksLeft > 4).length;
    assert.ok(early >= 4 && late > early * 2, `${early} switches, then ${late}`);
    assert.ok([4, 3, 2, 1, 0].every(isFuseLit));
  });
});
