import assert from 'node:assert/strict';
import { LoadMeter } from '../../../server/loop/LoadMeter.ts';
import { TICK_MS } from '../../../shared/defs/rates.ts';

const SECONDS = 3;
const TICKS = 600;

function startMeter(maxLoad = 0.85) {
  let active = 5000;
  let idle = 7000;
  const shown = { load: NaN, lateTicks: NaN };
  const meter = new LoadMeter({
    maxLoad,
    readTimes: () => ({ active, idle }),
    metrics: {
      load: { set: (share: number) => (shown.load = share) },
      lateTicks: { set: (share: number) => (shown.lateTicks = share) },
    } as never,
  });
  /** A second in which the thread was busy for this share, and so many of its ticks were late. */
  const pass = (busy: number, late = 0) => {
    active += busy * 1000;
    idle += (1 - busy) * 1000;
    for (let tick = 0; tick < TICKS; tick++) meter.countTick(tick < late ? TICK_MS : 1);
    meter.sample();
  };
  const passAll = (busy: number, late = 0) => {
    for (let second = 0; second < SECONDS; second++) pass(busy, late);
  };
  return { meter, shown, pass, passAll };
}

describe('The load of a process', () => {
  it('lets matches begin while nothing has been measured yet', () => {
    const { meter, pass } = startMeter();
    assert.ok(meter.takesMatches && meter.takesPlayers);
    pass(1, TICKS);
    assert.ok(meter.takesMatches && meter.takesPlayers);
  });

  it('ends new matches at the load the host has set, and lets them begin again below', () => {
    const { meter, passAll } = startMeter();
    passAll(0.84);
    assert.ok(meter.takesMatches);
    passAll(0.86);
    assert.ok(!meter.takesMatches);
    passAll(0.84);
    assert.ok(meter.takesMatches);
  });

  it('is what it was over the last seconds, not in the worst of them', () => {
    const { meter, shown, pass } = startMeter();
    for (const busy of [0.5, 1, 0.6]) pass(busy);
    assert.ok(Math.abs(meter.load - 0.7) < 1e-9);
    assert.equal(shown.load, meter.load);
    assert.ok(meter.takesMatches);
  });

  it('ends new matches when ticks begin late second after second, for the process is busy', () => {
    const { meter, shown, passAll } = startMeter();
    passAll(0.6, 0.005 * TICKS);
    assert.ok(meter.takesMatches, 'one of a hundred may');
    passAll(0.6, 0.02 * TICKS);
    assert.ok(!meter.takesMatches);
    assert.ok(Math.abs(shown.lateTicks - 0.02) < 1e-9);
  });

  it('takes a single pause for no overload', () => {
    const { meter, pass, passAll } = startMeter();
    passAll(0.6);
    pass(0.6, TICKS);
    assert.ok(meter.takesMatches);
  });

  it('does not blame matches for lateness while the process is idle most of the time', () => {
    const { meter, passAll } = startMeter();
    passAll(0.4, TICKS);
    assert.ok(meter.takesMatches);
  });

  it('lets players into matches that are on until half of what was left is used up too', () => {
    const { meter, passAll } = startMeter();
    passAll(0.92, TICKS);
    assert.ok(!meter.takesMatches && meter.takesPlayers);
    passAll(0.93);
    assert.ok(!meter.takesPlayers);
  });

  it('refuses nobody when the host wants it so', () => {
    const { meter, passAll } = startMeter(1);
    passAll(1, TICKS);
    assert.ok(meter.takesMatches && meter.takesPlayers);
  });

  it('looks back on nothing from before it was started', () => {
    const { meter, pass, shown } = startMeter();
    meter.start();
    meter.stop();
    for (let second = 0; second < SECONDS; second++) pass(0.2);
    assert.ok(Math.abs(shown.load - 0.2) < 1e-9);
  });
});
