import assert from 'node:assert/strict';
import { LARGEST_STEP_BACK_TICKS } from './checkTicks.ts';
import { checkHistory } from './checkHistory.ts';
import type { Invariant, Line, Listings, Part, Seen, Taken, Written } from './History.ts';

const LEASE_MS = 1500;
const MATCH = 'first';

function taken(atMs: number, owner: string, fence: number): Taken {
  return { type: 'taken', atMs, room: 'r', owner, fence, untilMs: atMs + LEASE_MS };
}

function written(atMs: number, owner: string, fence: number, other: Partial<Written> = {}): Written {
  const snapshot = { matchId: MATCH, match: 1, tick: atMs, phase: 'live', kills: {}, seats: ['ada'] };
  return { type: 'written', atMs, room: 'r', owner, fence, untilMs: atMs + LEASE_MS, ...snapshot, ...other };
}

function seen(atMs: number, tick: number, other: Partial<Seen> = {}): Seen {
  const sight = { match: 1, phase: 'live', kills: {}, isSeated: true };
  return { type: 'seen', atMs, player: 'ada', room: 'r', tick, ...sight, ...other };
}

function client(atMs: number, type: 'joined' | 'away' | 'back' | 'lost' | 'left' | 'vanished', player = 'ada'): Line {
  return { type, atMs, player, room: 'r' };
}

function part(file: string, fromTick: number, toTick: number): Part {
  return { type: 'part', atMs: 0, file, matchId: MATCH, fromTick, toTick };
}

const AGREED: Listings = {
  type: 'listings',
  atMs: 0,
  rows: { r: { owner: 'a', isPublic: true } },
  open: ['r'],
  listed: ['r'],
  leases: ['r'],
  owners: { r: 'a' },
  counts: { a: 1 },
  living: { a: 1, b: 0 },
};

function assertHolds(history: readonly Line[]): void {
  assert.deepEqual(checkHistory(history), []);
}

function assertBroken(invariant: Invariant, history: readonly Line[]): void {
  assert.deepEqual(
    checkHistory(history).map((violation) => violation.invariant),
    [invariant],
  );
}

describe('checkHistory, I1: one owner', () => {
  it('lets a match pass on when its lease is over, and when its owner has ended or let go', () => {
    assertHolds([taken(0, 'a', 1), taken(LEASE_MS, 'b', 2)]);
    assertHolds([taken(0, 'a', 1), { type: 'processEnded', atMs: 10, process: 'a' }, taken(200, 'b', 2)]);
    assertHolds([taken(0, 'a', 1), written(250, 'a', 1, { untilMs: 0 }), taken(251, 'b', 2)]);
    assertHolds([taken(0, 'a', 1), { type: 'released', atMs: 9, room: 'r', isOver: false }, taken(10, 'b', 2)]);
  });

  it('lets a Redis that was emptied give leases anew, and the living owner write into it', () => {
    const emptied: Line = { type: 'storeBack', atMs: 100, isEmpty: true };
    assertHolds([taken(0, 'a', 1), emptied, written(150, 'a', 1)]);
    assertHolds([taken(0, 'a', 1), emptied, taken(150, 'b', 2)]);
  });

  it('finds a match that is taken from a living owner', () => {
    assertBroken('I1', [taken(0, 'a', 1), taken(LEASE_MS / 2, 'b', 2)]);
  });

  it('finds a fence that does not grow, and a write under an old one', () => {
    assertBroken('I1', [taken(0, 'a', 2), taken(LEASE_MS, 'b', 2)]);
    assertBroken('I1', [taken(0, 'a', 1), taken(LEASE_MS, 'b', 2), written(2000, 'a', 1)]);
  });

  it('finds two owners under one fence', () => {
    assertBroken('I1', [taken(0, 'a', 1), written(250, 'b', 1)]);
  });
});

describe('checkHistory, I2: time goes on', () => {
  it('lets a match go back by a snapshot and lag', () => {
    assertHolds([seen(0, 100), seen(900, 100 - LARGEST_STEP_BACK_TICKS)]);
  });

  it('lets it go back further when no snapshot could be kept', () => {
    assertHolds([
      { type: 'storeAway', atMs: 0 },
      seen(100, 400),
      { type: 'storeBack', atMs: 200, isEmpty: false },
      seen(900, 100),
    ]);
  });

  it('finds a larger step back', () => {
    assertBroken('I2', [seen(0, 100), seen(900, 99 - LARGEST_STEP_BACK_TICKS)]);
  });

  it('finds a match that goes on after its results', () => {
    assertBroken('I2', [seen(0, 100, { phase: 'results' }), seen(900, 101)]);
    assertHolds([seen(0, 100, { phase: 'results' }), seen(900, 101, { match: 2 })]);
  });
});

describe('checkHistory, I3: what was kept stays', () => {
  it('lets warm-up kills be struck out, and a new match begin with none', () => {
    assertHolds([
      written(0, 'a', 1, { phase: 'countdown', kills: { ada: 2 } }),
      written(250, 'a', 1, { kills: { ada: 0 } }),
    ]);
    assertHolds([
      written(0, 'a', 1, { kills: { ada: 2 } }),
      written(250, 'a', 1, { match: 2, matchId: 'second', kills: { ada: 0 } }),
    ]);
  });

  it('lets what was seen after the last snapshot be lost with its process', () => {
    assertHolds([
      taken(0, 'a', 1),
      client(1, 'joined'),
      written(100, 'a', 1, { tick: 100 }),
      seen(150, 103, { kills: { ada: 1 } }),
      taken(1700, 'b', 2),
      client(1800, 'back'),
      seen(1801, 104, { kills: { ada: 0 } }),
    ]);
  });

  it('finds a kill that a player saw before the last snapshot, and is gone', () => {
    assertBroken('I3', [
      taken(0, 'a', 1),
      client(1, 'joined'),
      seen(90, 95, { kills: { ada: 1 } }),
      written(100, 'a', 1, { tick: 100, kills: { ada: 1 } }),
      taken(1700, 'b', 2),
      client(1800, 'back'),
      seen(1801, 104, { kills: { ada: 0 } }),
    ]);
  });

  it('finds snapshots that go back', () => {
    assertBroken('I3', [written(0, 'a', 1, { tick: 100 }), written(50, 'a', 1, { tick: 85 })]);
    assertBroken('I3', [written(0, 'a', 1, { kills: { ada: 1 } }), written(50, 'a', 1, { kills: { ada: 0 } })]);
  });
});

describe('checkHistory, I4: one result', () => {
  it('lets a result be written again as it was, and the parts of a match follow each other', () => {
    const result = { phase: 'results', kills: { ada: 3, bo: 1 } };
    assertHolds([written(0, 'a', 1, result), written(250, 'a', 1, { ...result, kills: { ada: 3 } })]);
    assertHolds([part('one', 0, 100), part('two', 100, 200), { ...part('three', 50, 90), matchId: 'other' }]);
  });

  it('finds a second result that differs', () => {
    assertBroken('I4', [
      written(0, 'a', 1, { phase: 'results', kills: { ada: 3 } }),
      written(250, 'a', 1, { phase: 'results', kills: { ada: 4 } }),
    ]);
  });

  it('finds a match that is played on after its result', () => {
    assertBroken('I4', [written(0, 'a', 1, { phase: 'results' }), written(250, 'a', 1)]);
  });

  it('finds a record that does not play again as it went', () => {
    assertBroken('I4', [{ ...part('one', 0, 100), difference: 'bot-1 differs at tick 7' }]);
  });

  it('finds ticks that are recorded twice', () => {
    assertBroken('I4', [part('one', 0, 100), part('two', 99, 200)]);
  });
});

describe('checkHistory, I5: listings', () => {
  it('lets listings agree, with a private room in none of the public ones', () => {
    assertHolds([AGREED]);
    assertHolds([{ ...AGREED, rows: { r: { owner: 'a', isPublic: false } }, open: [], listed: [] }]);
  });

  for (const [what, wrong] of [
    ['a match without a row', { rows: {}, open: [], listed: [], counts: {}, living: {} }],
    ['a row without a match', { owners: {}, leases: [] }],
    ['a row that is not in the public list', { listed: [] }],
    ['a count of a process that has ended', { counts: { a: 1, gone: 2 } }],
    ['a room that no process has', { living: {} }],
    ['a row of another than the owner', { owners: { r: 'b' } }],
  ] as const) {
    it(`finds ${what}`, () => {
      const found = checkHistory([{ ...AGREED, ...wrong }]);
      assert.ok(found.length > 0 && found.every(({ invariant }) => invariant === 'I5'));
    });
  }
});

describe('checkHistory, I6 and I7: seats', () => {
  it('lets players go away and come back, leave, and lose the seat they never came back to', () => {
    assertHolds([client(0, 'joined'), client(100, 'away'), written(200, 'a', 1), client(900, 'back')]);
    assertHolds([client(0, 'joined'), client(100, 'left'), written(200, 'a', 1, { seats: [] })]);
    assertHolds([client(0, 'vanished'), written(19_000, 'a', 1), written(30_000, 'a', 1, { seats: [] })]);
  });

  it('finds a player who has lost the seat', () => {
    assertBroken('I6', [client(0, 'joined'), client(100, 'away'), client(900, 'lost')]);
    assertBroken('I6', [client(0, 'joined'), seen(100, 6, { isSeated: false })]);
    assertBroken('I6', [client(0, 'joined'), client(100, 'away'), written(200, 'b', 2, { seats: ['bo'] })]);
  });

  it('finds a seat that is held long after its window', () => {
    assertBroken('I7', [client(0, 'vanished'), written(26_000, 'a', 1)]);
  });

  it('gives everybody in an adopted match a window of its own', () => {
    assertHolds([client(0, 'vanished'), taken(10_000, 'b', 2), written(26_000, 'b', 2)]);
  });
});
