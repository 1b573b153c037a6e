import assert from 'node:assert/strict';
import type { Identity } from '../../../server/accounts/AccessTokens.ts';
import type { Place } from '../../../server/accounts/LivePeople.ts';
import { personOf, SeatOwners } from '../../../server/rooms/SeatOwners.ts';

const ADA: Identity = { playerId: 'p1', name: 'Ada', kind: 'guest', loginId: 'l1', tokenVersion: 0 };

describe('The owners of seats', () => {
  let entered: Place[];
  let kept: Place[];
  let left: string[];
  let nowMs: number;

  beforeEach(() => {
    [entered, kept, left, nowMs] = [[], [], [], 0];
  });

  function owners(roster: { sessionId: string; tokens: string[]; person?: Identity }[] = []): SeatOwners {
    return new SeatOwners({
      roomId: 'room',
      roster,
      evict: () => undefined,
      nowMs: () => nowMs,
      people: {
        enter: (place) => void entered.push(place),
        keep: (place) => void kept.push(place),
        leave: ({ id }) => void left.push(id),
      },
    });
  }

  it('are those who came with a token; nobody is known who came without', () => {
    const seats = owners();
    seats.enter({ sessionId: 'a', auth: ADA });
    seats.enter({ sessionId: 'b', auth: true });
    seats.enter({ sessionId: 'c', auth: undefined });
    assert.deepEqual([seats.ownerOf('a'), seats.ownerOf('b'), seats.ownerOf('c')], [ADA, undefined, undefined]);
    assert.deepEqual(
      entered.map(({ id }) => id),
      ['room:a'],
    );
    assert.deepEqual([personOf({ auth: true }), personOf({ auth: ADA })], [undefined, ADA]);
  });

  it('come along with an adopted match, and are the same place there', () => {
    const seats = owners([
      { sessionId: 'a', tokens: ['t'], person: ADA },
      { sessionId: 'b', tokens: ['u'] },
    ]);
    assert.deepEqual(seats.ownerOf('a'), ADA);
    seats.enter({ sessionId: 'a', auth: ADA });
    assert.deepEqual([kept.map(({ id }) => id), entered], [['room:a'], kept]);
  });

  it('alone may ask for their seat back; for one of nobody whoever has its token may', () => {
    const seats = owners();
    seats.enter({ sessionId: 'a', auth: ADA });
    assert.deepEqual(
      [seats.admit('a', 'p2'), seats.admit('a', undefined), seats.isAwaited('a')],
      [false, false, false],
    );
    assert.deepEqual([seats.admit('a', 'p1'), seats.isAwaited('a')], [true, true]);
    assert.deepEqual([seats.admit('b', undefined), seats.isAwaited('b')], [true, true]);
  });

  it('have a moment to follow with their socket', () => {
    const seats = owners();
    seats.enter({ sessionId: 'a', auth: ADA });
    seats.admit('a', 'p1');
    nowMs = 9_000;
    assert.equal(seats.isAwaited('a'), true);
    nowMs = 11_000;
    assert.equal(seats.isAwaited('a'), false);
  });

  it('are forgotten with their seat', () => {
    const seats = owners();
    seats.enter({ sessionId: 'a', auth: ADA });
    seats.forget('a');
    seats.forget('b');
    assert.deepEqual([seats.ownerOf('a'), left], [undefined, ['room:a']]);
  });
});
