import assert from 'node:assert/strict';
import { MAX_LATE_TICKS, RUN_BUDGET_MS, TickLoop, type Ticked } from '../../../server/loop/TickLoop.ts';
import { TICK_MS, TICK_RATE } from '../../../shared/defs/rates.ts';
import { nextFloat } from '../../../shared/math/prng.ts';
import { HandClock } from '../../support/HandClock.ts';
import { keptLog } from '../../support/keptLog.ts';

/** A room that writes down when it was ticked. */
class Room implements Ticked {
  readonly ticksMs: number[] = [];
  readonly failures: unknown[] = [];
  /** What else a tick does. */
  onTick: () => void = () => undefined;
  onFail: () => void = () => undefined;
  readonly #clock: HandClock;

  constructor(clock: HandClock) {
    this.#clock = clock;
  }

  tick(): void {
    this.ticksMs.push(this.#clock.nowMs());
    this.onTick();
  }

  fail(error: unknown): void {
    this.failures.push(error);
    this.onFail();
  }
}

function startLoop() {
  const clock = new HandClock();
  const { log, lines } = keptLog();
  const late: number[] = [];
  const dropped: number[] = [];
  const loop = new TickLoop({
    clock,
    log,
    metrics: {
      tickLatenessSeconds: { observe: (seconds: number) => late.push(seconds * 1000) },
      droppedTicks: { inc: (ticks: number) => dropped.push(ticks) },
    } as never,
    load: { countTick: () => undefined },
  });
  const open = (): { readonly room: Room; readonly close: () => void } => {
    const room = new Room(clock);
    return { room, close: loop.add(room) };
  };
  return { clock, loop, lines, late, dropped, open };
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** How many ticks of all rooms began in each millisecond. */
function crowds(rooms: readonly Room[], fromMs: number): number[] {
  const counts = new Map<number, number>();
  for (const at of rooms.flatMap(({ ticksMs }) => ticksMs)) {
    if (at >= fromMs) counts.set(Math.floor(at), (counts.get(Math.floor(at)) ?? 0) + 1);
  }
  return [...counts.values()];
}

describe('The loop that ticks the rooms', () => {
  it('ticks every room exactly 3600 times a minute, however late its timers wake it', () => {
    const { clock, open, late } = startLoop();
    const prng = { state: 7 };
    clock.lateness = () => nextFloat(prng) * 14;
    const rooms = Array.from({ length: 20 }, () => open().room);
    clock.runTo(59_900);
    clock.lateness = () => 0;
    clock.runTo(60_001);
    for (const { ticksMs } of rooms) assert.equal(ticksMs.length, 60 * TICK_RATE);
    assert.ok(Math.max(...late) < 16, 'and no tick waits for more than one timer');
  });

  it('spreads a hundred rooms over the tick: no more than seven begin in the same millisecond', () => {
    const { clock, open } = startLoop();
    const rooms = Array.from({ length: 100 }, () => open().room);
    clock.runTo(1000);
    const counts = crowds(rooms, 100);
    assert.equal(Math.max(...counts), 7);
    assert.equal(Math.min(...counts), 6);
  });

  it('keeps rooms spread while they come and go', () => {
    const { clock, open } = startLoop();
    const prng = { state: 3 };
    let opened = Array.from({ length: 100 }, open);
    for (let time = 1; time <= 20; time++) {
      clock.runTo(time * 100);
      const leaving = new Set(opened.filter(() => nextFloat(prng) < 0.5));
      for (const { close } of leaving) close();
      opened = [...opened.filter((room) => !leaving.has(room)), ...Array.from(leaving, open)];
    }
    clock.runTo(3000);
    const counts = crowds(
      opened.map(({ room }) => room),
      2100,
    );
    assert.equal(Math.max(...counts), 7);
  });

  it('puts two rooms half a tick apart', () => {
    const { clock, open } = startLoop();
    const [one, other] = [open().room, open().room];
    clock.runTo(1000);
    const apart = Math.abs(one.ticksMs[10]! - other.ticksMs[10]!);
    assert.ok(Math.abs(apart - TICK_MS / 2) <= 1, `${apart}`);
  });

  it('counts how late each tick is after the moment it was due, not after the one before', () => {
    const { clock, open, late } = startLoop();
    clock.lateness = () => 5;
    open();
    clock.runTo(1000);
    for (const ms of late) assert.ok(ms >= 5 && ms <= 6, `${ms}`);
  });

  it('runs all ticks of a room that is up to five late, as fast as it can, and none of those of one that is later', () => {
    const { clock, open, dropped } = startLoop();
    const { room } = open();
    clock.runTo(1001);
    let ticks = room.ticksMs.length;
    // Nearly a tick passes until the first is due.
    clock.busyFor((MAX_LATE_TICKS + 1.4) * TICK_MS);
    clock.runTo(clock.nowMs());
    assert.equal(room.ticksMs.length - ticks, MAX_LATE_TICKS + 1, 'the one that is due now, and those before');
    assert.deepEqual(dropped, []);
    ticks = room.ticksMs.length;
    clock.busyFor((MAX_LATE_TICKS + 2) * TICK_MS);
    clock.runTo(clock.nowMs());
    assert.equal(room.ticksMs.length - ticks, 1);
    assert.deepEqual(dropped, [MAX_LATE_TICKS + 1]);
  });

  it('goes on from now after a process stood still for seconds, and counts what it left out', () => {
    const { clock, open, dropped } = startLoop();
    const rooms = [open().room, open().room];
    clock.runTo(1000);
    const ticks = rooms.map(({ ticksMs }) => ticksMs.length);
    clock.busyFor(5000);
    clock.runTo(6000);
    rooms.forEach(({ ticksMs }, index) => assert.equal(ticksMs.length - ticks[index]!, 1));
    clock.runTo(7001);
    rooms.forEach(({ ticksMs }, index) => {
      assert.ok(Math.abs(ticksMs.length - ticks[index]! - TICK_RATE - 1) <= 1);
    });
    const all = sumOf(rooms.map(({ ticksMs }) => ticksMs.length)) + sumOf(dropped);
    assert.equal(all, 2 * 7 * TICK_RATE, 'every tick was run or is counted as dropped');
  });

  it('tells of dropped ticks once in a while, with how many there were since', () => {
    const { clock, open, lines, dropped } = startLoop();
    open();
    for (let time = 0; time < 10; time++) {
      clock.busyFor(500);
      clock.runTo(time * 1000 + 999);
    }
    assert.equal(lines.length, 2);
    clock.runTo(20_000);
    assert.equal(lines.length, 3);
    assert.equal(sumOf(lines.map(({ ticks }) => ticks as number)), sumOf(dropped));
  });

  it('ends a room that throws, and ticks its neighbours as if nothing had been', () => {
    const { clock, open } = startLoop();
    const [bad, good] = [open(), open().room];
    const error = new Error('something nobody thought of');
    bad.room.onTick = () => {
      throw error;
    };
    bad.room.onFail = bad.close;
    clock.runTo(1000);
    assert.deepEqual(bad.room.failures, [error]);
    assert.equal(bad.room.ticksMs.length, 1);
    assert.equal(good.ticksMs.length, TICK_RATE);
  });

  it('ticks on also when a room cannot even be ended, and says so', () => {
    const { clock, open, lines } = startLoop();
    const [bad, good] = [open().room, open().room];
    const fail = () => {
      throw new Error('again');
    };
    Object.assign(bad, { onTick: fail, onFail: fail });
    clock.runTo(1000);
    assert.equal(good.ticksMs.length, TICK_RATE);
    assert.match(lines[0]!.msg, /could not be ended/);
  });

  it('ticks no room that was closed by the tick of another, or by its own, and starts one that was opened by it', () => {
    const { clock, open } = startLoop();
    const [first, second] = [open(), open()];
    let third: Room | undefined;
    first.room.onTick = () => {
      if (clock.nowMs() < 500) return;
      first.close();
      second.close();
      second.close();
      third = open().room;
    };
    clock.runTo(1000);
    assert.ok(Math.max(...first.room.ticksMs, ...second.room.ticksMs) < 500 + TICK_MS);
    assert.ok(third!.ticksMs.length >= TICK_RATE / 2 - 2);
  });

  it('lets the room that waits the longest catch up first, all at once, then the next', () => {
    const { clock, open } = startLoop();
    const order: string[] = [];
    const [one, two] = [open().room, open().room];
    one.onTick = () => order.push('one');
    two.onTick = () => order.push('two');
    clock.runTo(1001);
    assert.equal(order.at(-1), 'one', 'so two is due next');
    order.length = 0;
    clock.busyFor(3 * TICK_MS);
    clock.runTo(clock.nowMs());
    assert.deepEqual(order, ['two', 'two', 'two', 'one', 'one', 'one']);
  });

  it('lets the sockets be read between ticks when there are many to run', () => {
    const { clock, open } = startLoop();
    const rooms = Array.from({ length: 30 }, () => open().room);
    for (const room of rooms) room.onTick = () => clock.busyFor(1);
    clock.runTo(1000);
    const reads = [...clock.pauses, ...clock.wakes].toSorted((one, other) => one - other);
    reads.forEach((at, index) => assert.ok(at - (reads[index - 1] ?? 0) <= RUN_BUDGET_MS + 1, `${at}`));
    assert.ok(clock.pauses.length > 100);
  });

  it('drops ticks fairly and stays no more than a few late when there is more to do than time', () => {
    const { clock, open, late } = startLoop();
    const rooms = Array.from({ length: 30 }, () => open().room);
    for (const room of rooms) room.onTick = () => clock.busyFor(1);
    clock.runTo(10_000);
    const ticks = rooms.map(({ ticksMs }) => ticksMs.length);
    assert.ok(Math.min(...ticks) > 0.8 * Math.max(...ticks), ticks.join());
    assert.ok(Math.max(...late) <= (MAX_LATE_TICKS + 1) * TICK_MS);
  });

  it('sleeps while nothing is due, and for good when there are no rooms', () => {
    const { clock, open } = startLoop();
    assert.equal(clock.isAwaited, false);
    const { close } = open();
    clock.runTo(1001);
    assert.equal(clock.wakes.length, TICK_RATE);
    close();
    assert.equal(clock.isAwaited, false);
  });
});
