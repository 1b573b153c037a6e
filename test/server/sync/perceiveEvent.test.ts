import assert from 'node:assert/strict';
import { perceiveEvent, type Senses } from '../../../server/sync/perceiveEvent.ts';
import type { HitEvent, ShotEvent } from '../../../shared/net/GameEvent.ts';

const FROM = { x: 100, y: 100 };
/** From here on to the right nothing is seen. */
const EDGE = 400;

/** Somebody who sees the shooter, and no further than to the edge. */
const ONLOOKER: Senses = {
  player: 'ada',
  ear: FROM,
  seesPlayer: (player) => player === 'bo',
  seesPlace: ({ x }) => x < EDGE,
  isTeamMate: () => false,
};

function shotTo(...ends: ShotEvent['ends']): ShotEvent {
  return { type: 'shot', player: 'bo', weapon: 'pistol', from: FROM, ends };
}

/** Where the rays end of what the onlooker is told. */
function endsTold(shot: ShotEvent, senses = ONLOOKER): ShotEvent['ends'] {
  const told = perceiveEvent(shot, senses);
  assert.ok(told?.type === 'shot');
  return told.ends;
}

describe('IT1 a shot of somebody in sight', () => {
  it('is told whole when its rays end in sight, also on a wall', () => {
    const shot = shotTo({ x: EDGE - 1, y: 100 }, { x: EDGE, y: 100 });
    assert.equal(perceiveEvent(shot, ONLOOKER), shot);
    const rocket = shotTo();
    assert.equal(perceiveEvent(rocket, ONLOOKER), rocket);
  });

  it('does not tell where somebody out of sight has stopped it: it looks as if nobody had', () => {
    const missed = endsTold(shotTo({ x: 1400, y: 100 }));
    for (const x of [EDGE + 30, 700, 1399]) assert.deepEqual(endsTold(shotTo({ x, y: 100 })), missed);
    const [{ x, y }] = missed as [{ x: number; y: number }];
    assert.ok(x > EDGE - 20 && x < EDGE && y === 100, `${x},${y}`);
  });

  it('is cut for the one who fired as well, ray by ray', () => {
    const inSight = { x: 300, y: 100 };
    const ends = endsTold(shotTo(inSight, { x: 800, y: 120 }), { ...ONLOOKER, player: 'bo' });
    assert.equal(ends[0], inSight);
    assert.ok(ends[1]!.x < EDGE);
  });

  it('tells of a ray that nobody sees, as of a team mate far away, nothing but the direction', () => {
    const blind = { ...ONLOOKER, seesPlace: () => false };
    assert.deepEqual(endsTold(shotTo({ x: 500, y: 100 }, { x: 100, y: 109 }), blind), [
      { x: 116, y: 100 },
      { x: 100, y: 116 },
    ]);
  });
});

describe('IT4 a hit on a team mate', () => {
  const mates: Senses = { ...ONLOOKER, isTeamMate: (player) => player === 'bo' };
  const hitAt = (x: number): HitEvent => {
    const hit = { type: 'hit', attacker: 'cy', victim: 'bo', weapon: 'pistol', damage: 14 } as const;
    return { ...hit, at: { x, y: 100 }, radians: 1 };
  };

  it('is told where it is seen, with the direction it came from', () => {
    assert.deepEqual(perceiveEvent(hitAt(EDGE - 1), mates), { ...hitAt(EDGE - 1), attacker: '' });
  });

  it('is not told from afar, though one knows where the team mate is: it would tell where an enemy stands', () => {
    assert.equal(perceiveEvent(hitAt(EDGE + 1), mates), undefined);
    assert.notEqual(perceiveEvent(hitAt(EDGE + 1), ONLOOKER), undefined);
  });
});
