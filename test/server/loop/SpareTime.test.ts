import assert from 'node:assert/strict';
import { HTTP_ERRORS } from '../../../server/errors.ts';
import { createMetrics } from '../../../server/infra/metrics.ts';
import { SpareTime } from '../../../server/loop/SpareTime.ts';
import { HandClock } from '../../support/HandClock.ts';

const STEP_MS = 5;
const LONGEST_PAUSE_MS = 50;
const LONGEST_WAIT_MS = 5_000;

/** @param busyShare of its time that the thread has something to do, from 0 to 1; may change */
function openSpareTime(busyShare: () => number) {
  const clock = new HandClock();
  const metrics = createMetrics();
  let [active, idle, readAtMs] = [0, 0, 0];
  const readTimes = () => {
    const spanMs = clock.nowMs() - readAtMs;
    readAtMs = clock.nowMs();
    active += busyShare() * spanMs;
    idle += (1 - busyShare()) * spanMs;
    return { active, idle };
  };
  const spareTime = new SpareTime({ metrics, clock, readTimes });
  /** The numbers of those who have begun, and when, in milliseconds. */
  const begun: [number, number][] = [];
  const ask = (count: number, who = 'ann') =>
    Array.from({ length: count }, (_, number) => spareTime.wait(who).then(() => begun.push([number, clock.nowMs()])));
  /** Lets time pass in steps, and everything happen in each that follows from it. */
  const runTo = async (ms: number) => {
    for (let now = clock.nowMs(); now <= ms; now++) {
      clock.runTo(now);
      await Promise.resolve().then(() => undefined);
    }
  };
  return { clock, metrics, spareTime, begun, ask, runTo };
}

describe('The time the game leaves', () => {
  it('lets what is asked for begin at once while there is little to do', async () => {
    const { spareTime, clock } = openSpareTime(() => 0.1);
    await spareTime.wait('bob');
    clock.runTo(STEP_MS);
    await spareTime.wait('bob');
    assert.ok(!clock.isAwaited);
  });

  it('lets several begin one after the other, in the order in which they came', async () => {
    const { ask, runTo, begun } = openSpareTime(() => 0.1);
    void ask(3);
    await runTo(10 * STEP_MS);
    assert.deepEqual(begun, [
      [0, 0],
      [1, STEP_MS],
      [2, 2 * STEP_MS],
    ]);
  });

  it('lets next to nothing begin while the thread is busy, and all of it when it is no longer', async () => {
    let busyShare = 1;
    const { ask, runTo, begun } = openSpareTime(() => busyShare);
    await runTo(1000);
    void ask(20);
    await runTo(1200);
    assert.deepEqual(
      begun.map(([, atMs]) => atMs),
      [1000, 1050, 1100, 1150, 1200].map((atMs) => Math.ceil(atMs / STEP_MS) * STEP_MS),
    );
    busyShare = 0.2;
    await runTo(1200 + LONGEST_PAUSE_MS + 20 * STEP_MS);
    assert.equal(begun.length, 20);
  });

  it('tells the host how many wait', async () => {
    const { ask, runTo, metrics } = openSpareTime(() => 0.1);
    const waiting = async () => (await metrics.waitingBeside.get()).values[0]!.value;
    void ask(4);
    assert.equal(await waiting(), 3);
    await runTo(10 * STEP_MS);
    assert.equal(await waiting(), 0);
  });

  it('has all who ask take turns: one that asks for much keeps the others waiting for one of its own', async () => {
    const { ask, runTo, spareTime, clock } = openSpareTime(() => 0.1);
    void ask(50, 'mallory');
    const times = ['ann', 'bob'].map((who) => spareTime.wait(who).then(() => clock.nowMs()));
    await runTo(60 * STEP_MS);
    assert.deepEqual(await Promise.all(times), [2 * STEP_MS, 3 * STEP_MS]);
  });

  it('tells who has waited for five seconds that the server is busy, and goes on with the next', async () => {
    const { ask, runTo } = openSpareTime(() => 1);
    await runTo(1000);
    const early = ask(LONGEST_WAIT_MS / LONGEST_PAUSE_MS + 1);
    await runTo(2000);
    // One of its turns goes to somebody else, so it waits too long for two.
    const late = [...ask(1, 'bob'), ...ask(1)];
    const outcomes = Promise.allSettled(early);
    await runTo(1000 + 2 * LONGEST_WAIT_MS);
    const refused = (await outcomes).flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    assert.deepEqual(
      refused.map(({ message }) => message),
      [HTTP_ERRORS.busy.message, HTTP_ERRORS.busy.message],
    );
    await Promise.all(late);
  });
});
