import assert from 'node:assert/strict';
import { boundSeen } from '../../../server/input/boundSeen.ts';
import { createInputReader, readCommands, type InputReader } from '../../../server/input/readCommands.ts';
import { RoundTrips } from '../../../server/input/RoundTrips.ts';
import { MAX_REWIND_TICKS, SUBTICKS_PER_TICK, TICK_MS } from '../../../shared/defs/rates.ts';
import { idleCommand, type Command } from '../../../shared/sim/Command.ts';

const TICK = 10_000;
const HOUR_SUBTICKS = 3600 * 60 * SUBTICKS_PER_TICK;

function trips(...ms: readonly number[]): RoundTrips {
  const measured = new RoundTrips();
  for (const each of ms) measured.add(each);
  return measured;
}

/** How many ticks back a claim leads. */
function rewind(claimedTicksAgo: number, limits: Partial<Parameters<typeof boundSeen>[1]> = {}): number {
  const claim = (TICK - claimedTicksAgo) * SUBTICKS_PER_TICK;
  return (
    TICK - boundSeen(claim, { tick: TICK, previous: 0, trips: trips(0), laterInputs: 0, ...limits }) / SUBTICKS_PER_TICK
  );
}

describe('LC4 what a shooter claims to have seen', () => {
  it('is believed when a connection of the measured round trip can have shown it', () => {
    assert.equal(rewind(4), 4);
    assert.equal(rewind(11.5, { trips: trips(80) }), 11.5);
  });

  it('is cut to what the measured round trip can have shown', () => {
    assert.equal(rewind(15), 8);
    assert.equal(rewind(15, { trips: trips(2 * TICK_MS) }), 10);
    assert.equal(rewind(HOUR_SUBTICKS), 8);
  });

  it('may be older when answers come unevenly, since others are drawn later then', () => {
    assert.equal(rewind(15, { trips: trips(0, 3 * TICK_MS) }), 12);
  });

  it('may be older by as long as its input waited for its tick', () => {
    assert.equal(rewind(15, { laterInputs: 3 }), 11);
  });

  it('is never older than 250 ms, however slow the connection says it is (LC2)', () => {
    assert.equal(rewind(1000, { trips: trips(5000) }), MAX_REWIND_TICKS);
    assert.equal(rewind(1000, { trips: trips() }), MAX_REWIND_TICKS, 'nothing is measured yet');
  });

  it('is never the future', () => {
    assert.equal(rewind(-1), 0);
    assert.equal(rewind(-HOUR_SUBTICKS), 0);
  });

  it('counts its slowest of the last eight answers, and then forgets it', () => {
    const measured = trips(200, 0, 0, 0, 0, 0, 0, 0);
    assert.deepEqual([measured.slowestMs, measured.spreadMs], [200, 200]);
    measured.add(0);
    assert.deepEqual([measured.slowestMs, measured.spreadMs], [0, 0]);
  });
});

describe('LC5 the instants that a player claims, one after the other', () => {
  let queue: Command[];
  let reader: InputReader;

  beforeEach(() => {
    queue = [];
    reader = createInputReader({
      get size() {
        return queue.length;
      },
      next: () => queue.shift(),
    });
  });

  function judge(claim: number, tick: number): number {
    queue.push({ ...idleCommand(0), seenSubtick: claim });
    return readCommands(new Map([['ada', reader]]), tick).get('ada')!.seenSubtick;
  }

  it('only grow: who goes back is judged by what was claimed last', () => {
    const claims = [-10, -6, -12, -15, -5].map((ago) => (TICK + ago) * SUBTICKS_PER_TICK);
    const judged = claims.map((claim, index) => TICK - judge(claim, TICK + index) / SUBTICKS_PER_TICK);
    assert.deepEqual(judged, [10, 6, 6, 6, 5]);
  });

  it('go no further back after one who asked to be judged by the present', () => {
    assert.equal(judge(0, TICK), 0);
    assert.equal(judge((TICK - 12) * SUBTICKS_PER_TICK, TICK + 1), TICK * SUBTICKS_PER_TICK);
  });

  it('are not stuck when one of them was an hour ahead', () => {
    assert.equal(judge(TICK * SUBTICKS_PER_TICK + HOUR_SUBTICKS, TICK), TICK * SUBTICKS_PER_TICK);
    const honest = (TICK + 2) * SUBTICKS_PER_TICK;
    assert.equal(judge(honest, TICK + 6), honest);
  });
});
