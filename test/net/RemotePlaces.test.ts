import assert from 'node:assert/strict';
import { SUBTICKS_PER_TICK } from '../../shared/defs/rates.ts';
import { RemotePlaces } from '../../shared/net/RemotePlaces.ts';
import { PositionHistory } from '../../shared/sim/PositionHistory.ts';

const newPlace = () => ({ x: 0, y: 0, aim: 0 });

describe('RemotePlaces', () => {
  it('LC3 draws a player exactly where the rewind will look for it, at every subtick between two patches', () => {
    const drawn = new RemotePlaces();
    const history = new PositionHistory();
    const walk = [100, 107.625, 115.25, 111.375, 103.75];
    walk.forEach((x, patch) => {
      const tick = 1000 + patch * 2;
      drawn.add('a', { tick, x, y: 2 * x, aim: 0, life: 1 });
      history.record(tick, new Map([['a', { x, y: 2 * x }]]));
    });
    for (let subtick = 1000 * SUBTICKS_PER_TICK; subtick <= 1008 * SUBTICKS_PER_TICK; subtick++) {
      const place = newPlace();
      assert.ok(drawn.readAt('a', subtick / SUBTICKS_PER_TICK, place));
      const rewound = history.placeAt('a', subtick)!;
      assert.equal(place.x, rewound.x, `subtick ${subtick}`);
      assert.equal(place.y, rewound.y, `subtick ${subtick}`);
    }
  });

  it('lets a player stand at its newest place rather than guess ahead', () => {
    const drawn = new RemotePlaces();
    drawn.add('a', { tick: 10, x: 0, y: 0, aim: 0, life: 1 });
    drawn.add('a', { tick: 12, x: 8, y: 0, aim: 0, life: 1 });
    const place = newPlace();
    drawn.readAt('a', 20, place);
    assert.equal(place.x, 8);
  });

  it('does not slide a player across the map when it comes back to life elsewhere', () => {
    const drawn = new RemotePlaces();
    drawn.add('a', { tick: 10, x: 0, y: 0, aim: 0, life: 1 });
    drawn.add('a', { tick: 12, x: 900, y: 0, aim: 0, life: 2 });
    const place = newPlace();
    drawn.readAt('a', 11.5, place);
    assert.equal(place.x, 0);
    drawn.readAt('a', 12, place);
    assert.equal(place.x, 900);
  });

  it('turns an aim the short way across the seam of the circle', () => {
    const drawn = new RemotePlaces();
    drawn.add('a', { tick: 10, x: 0, y: 0, aim: Math.PI * 2 - 0.2, life: 1 });
    drawn.add('a', { tick: 12, x: 0, y: 0, aim: 0.2, life: 1 });
    const place = newPlace();
    drawn.readAt('a', 11, place);
    assert.ok(place.aim < 1e-9 || place.aim > Math.PI * 2 - 1e-9, `aim ${place.aim}`);
  });

  it('forgets players who have left', () => {
    const drawn = new RemotePlaces();
    drawn.add('a', { tick: 10, x: 0, y: 0, aim: 0, life: 1 });
    drawn.keepOnly(new Map());
    assert.equal(drawn.readAt('a', 10, newPlace()), false);
  });
});
