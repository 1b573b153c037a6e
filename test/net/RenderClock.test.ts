import assert from 'node:assert/strict';
import { PATCH_MS, TICK_MS, TICKS_PER_PATCH } from '../../shared/defs/rates.ts';
import { nextFloat } from '../../shared/math/prng.ts';
import { RenderClock } from '../../shared/net/RenderClock.ts';

const NETWORK_MS = 75;

/** Feeds patches that arrive late by `latenessMs()` beyond the network's delay, drawing 60 frames a second. */
function play(seconds: number, latenessMs: () => number): { clock: RenderClock; drawn: number[]; endMs: number } {
  const clock = new RenderClock();
  const drawn: number[] = [];
  const arrivals: { tick: number; atMs: number }[] = [];
  let previousMs = 0;
  for (let tick = 0; tick < seconds * 60; tick += TICKS_PER_PATCH) {
    previousMs = Math.max(previousMs, tick * TICK_MS + NETWORK_MS + latenessMs());
    arrivals.push({ tick, atMs: previousMs });
  }
  const endMs = seconds * 1000;
  for (let nowMs = NETWORK_MS + 1; nowMs < endMs; nowMs += 1000 / 60) {
    while (arrivals[0] !== undefined && arrivals[0].atMs <= nowMs) {
      const { tick, atMs } = arrivals.shift()!;
      clock.observe(tick, atMs);
    }
    drawn.push(clock.renderTick(nowMs));
  }
  return { clock, drawn, endMs };
}

describe('RenderClock', () => {
  it('draws others two patches behind a steady stream', () => {
    const { drawn, endMs } = play(5, () => 0);
    const lastFrameMs = endMs - 1000 / 60;
    const behindMs = lastFrameMs - NETWORK_MS - drawn.at(-1)! * TICK_MS;
    assert.ok(Math.abs(behindMs - 2 * PATCH_MS) < 20, `${behindMs} ms behind`);
  });

  it('waits longer when patches come unevenly, so that the next one is there when needed', () => {
    const prng = { state: 7 };
    const { clock } = play(10, () => nextFloat(prng) * 60);
    assert.ok(clock.jitterMs > 40, `${clock.jitterMs} ms`);
    assert.ok(clock.interpolationDelayMs > 2 * PATCH_MS);
  });

  it('never runs backwards and never jumps while patches come unevenly', () => {
    const prng = { state: 11 };
    const { drawn } = play(10, () => nextFloat(prng) * 40);
    const steps = drawn.slice(61).map((tick, index) => tick - drawn[60 + index]!);
    assert.ok(Math.min(...steps) > 0.9, `slowest frame ${Math.min(...steps)} ticks`);
    assert.ok(Math.max(...steps) < 1.1, `fastest frame ${Math.max(...steps)} ticks`);
  });

  it('jumps to the present when the server has stood still, instead of crawling after it', () => {
    const clock = new RenderClock();
    const stalledMs = 2000;
    let nowMs = 0;
    for (let tick = 0; tick < 600; tick += TICKS_PER_PATCH) {
      nowMs = tick * TICK_MS + (tick < 300 ? 0 : stalledMs);
      clock.observe(tick, nowMs);
      clock.renderTick(nowMs);
    }
    const behindMs = nowMs - stalledMs - clock.renderTick(nowMs) * TICK_MS;
    assert.ok(Math.abs(behindMs - 2 * PATCH_MS) < 20, `${behindMs} ms behind`);
  });
});
