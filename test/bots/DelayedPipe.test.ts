import assert from 'node:assert/strict';
import { DelayedPipe, type Clock } from '../../bots/DelayedPipe.ts';
import { DelayLine, type DelayOptions } from '../../bots/DelayLine.ts';

/** A clock moved by hand. */
class HandClock implements Clock {
  #nowMs = 0;
  #calls: { atMs: number; callback: () => void }[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  schedule(callback: () => void, delayMs: number): () => void {
    const call = { atMs: this.#nowMs + delayMs, callback };
    this.#calls.push(call);
    return () => (this.#calls = this.#calls.filter((other) => other !== call));
  }

  runUntil(endMs: number): void {
    for (;;) {
      const next = this.#calls.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined || next.atMs > endMs) break;
      this.#calls.splice(this.#calls.indexOf(next), 1);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.callback();
    }
    this.#nowMs = endMs;
  }
}

const EVEN: DelayOptions = { oneWayMs: 50, jitterMs: 0, lossPercent: 0, retransmitMs: 200 };

function startPipe(options: DelayOptions, takes: () => boolean = () => true) {
  const clock = new HandClock();
  const arrived: { atMs: number; text: string }[] = [];
  const source = { paused: false, pause: () => (source.paused = true), resume: () => (source.paused = false) };
  const arrive = (text: string): number => arrived.push({ atMs: clock.nowMs(), text });
  const sink = {
    write(chunk: Uint8Array): boolean {
      arrive(Buffer.from(chunk).toString());
      return takes();
    },
    end: () => arrive('END'),
  };
  const pipe = new DelayedPipe(new DelayLine(options, { state: 5 }), clock, source, sink);
  return { clock, arrived, source, pipe };
}

describe('DelayedPipe', () => {
  it('lets each chunk out after the delay of the line, and the end after the last', () => {
    const { clock, arrived, pipe } = startPipe(EVEN);
    pipe.push(Buffer.from('a'));
    clock.runUntil(10);
    pipe.push(Buffer.from('b'));
    pipe.end();
    clock.runUntil(1000);
    assert.deepEqual(arrived, [
      { atMs: 50, text: 'a' },
      { atMs: 60, text: 'b' },
      { atMs: 60, text: 'END' },
    ]);
  });

  it('varies the delay within the jitter, evenly to both sides, and keeps the order', () => {
    const { clock, arrived, pipe } = startPipe({ ...EVEN, jitterMs: 20 });
    const delays: number[] = [];
    for (let i = 0; i < 400; i++) {
      pipe.push(Buffer.from(String(i)));
      const sentMs = clock.nowMs();
      clock.runUntil(sentMs + 100);
      delays.push(arrived[i]!.atMs - sentMs);
    }
    const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
    assert.deepEqual(
      arrived.map(({ text }) => Number(text)),
      [...delays.keys()],
    );
    assert.ok(Math.min(...delays) >= 30 && Math.max(...delays) <= 70);
    assert.ok(Math.min(...delays) < 33 && Math.max(...delays) > 67 && Math.abs(mean - 50) < 2, `mean ${mean}`);
  });

  it('holds up all that follows a lost chunk until it has been sent again', () => {
    const { clock, arrived, pipe } = startPipe({ ...EVEN, lossPercent: 20 });
    for (let i = 0; i < 50; i++) {
      pipe.push(Buffer.from('x'));
      clock.runUntil(clock.nowMs() + 10);
    }
    clock.runUntil(5000);
    const delays = arrived.map(({ atMs }, i) => atMs - i * 10);
    const lost = delays.findIndex((delay) => delay === 250);
    assert.ok(lost >= 0);
    assert.ok(delays[lost + 1]! >= 240, 'the chunk behind the lost one came before it');
    assert.ok(delays.some((delay) => delay === 50));
  });

  it('plays the same trouble again from the same seed', () => {
    const [first, second] = [0, 0].map(() => {
      const line = new DelayLine({ ...EVEN, jitterMs: 40, lossPercent: 10 }, { state: 9 });
      return Array.from({ length: 100 }, (_, i) => line.releaseAt(i * 16));
    });
    assert.deepEqual(first, second);
  });

  it('makes the sender wait while a megabyte is under way, and no longer', () => {
    const { clock, source, pipe } = startPipe(EVEN);
    pipe.push(Buffer.alloc(1 << 20));
    assert.equal(source.paused, false);
    pipe.push(Buffer.alloc(1));
    assert.equal(source.paused, true);
    clock.runUntil(50);
    assert.equal(source.paused, false);
  });

  it('writes no more to a receiver that is full until it has drained', () => {
    let isFull = true;
    const { clock, arrived, pipe } = startPipe(EVEN, () => !isFull);
    pipe.push(Buffer.from('a'));
    pipe.push(Buffer.from('b'));
    clock.runUntil(500);
    assert.deepEqual(
      arrived.map(({ text }) => text),
      ['a'],
    );
    isFull = false;
    pipe.drained();
    assert.deepEqual(
      arrived.map(({ text }) => text),
      ['a', 'b'],
    );
  });

  it('forgets what is under way when it is destroyed', () => {
    const { clock, arrived, pipe } = startPipe(EVEN);
    pipe.push(Buffer.from('a'));
    pipe.destroy();
    clock.runUntil(500);
    assert.deepEqual(arrived, []);
  });

  it('lets through no more than fits the line, a piece at a time', () => {
    const { clock, arrived, pipe } = startPipe({ ...EVEN, bytesPerSecond: 1000 });
    pipe.cutInto((left) => Math.min(left, 100));
    pipe.push(Buffer.alloc(1000, 'x'));
    clock.runUntil(400);
    assert.deepEqual(
      arrived.map(({ atMs, text }) => [atMs, text.length]),
      [150, 250, 350].map((atMs) => [atMs, 100]),
    );
    clock.runUntil(2000);
    assert.equal(arrived.at(-1)!.atMs, 1050);
  });

  it('keeps everything, the end too, while it is held', () => {
    const { clock, arrived, pipe } = startPipe(EVEN);
    pipe.setHeld(true);
    pipe.push(Buffer.from('a'));
    pipe.end();
    clock.runUntil(5000);
    assert.deepEqual(arrived, []);
    pipe.setHeld(false);
    assert.deepEqual(
      arrived.map(({ text }) => text),
      ['a', 'END'],
    );
  });
});
