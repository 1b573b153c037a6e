import assert from 'node:assert/strict';
import {
  comeBack,
  isAccident,
  RECONNECT,
  retryDelayMs,
  SeatGone,
  tryLimits,
  type Comeback,
  type WayBack,
} from '../../shared/net/comeBack.ts';
import { CLOSE } from '../../shared/net/protocol.ts';

const BROKEN = 1006;
const PLANNED_MOVE: number = 4010;
const QUICK = Array.from({ length: RECONNECT.quickTries }, (_, i) => i + 1);

interface Story {
  readonly closeCode?: number;
  /** How a try ends, by its number, and after how long. */
  readonly attempt: (number: number) => { readonly tookMs: number; readonly error?: Error };
  readonly isWanted?: (nowMs: number) => boolean;
}

/** Plays a loss and what follows on a clock of its own; luck is always in the middle. */
async function play({ closeCode = BROKEN, attempt, isWanted = () => true }: Story) {
  let nowMs = 0;
  const startedAtMs: number[] = [];
  const way: WayBack<string> = {
    closeCode,
    async attempt() {
      startedAtMs.push(nowMs);
      const { tookMs, error } = attempt(startedAtMs.length);
      nowMs += tookMs;
      if (error !== undefined) throw error;
      return 'link';
    },
    isWanted: () => isWanted(nowMs),
    wait: (ms) => Promise.resolve((nowMs += ms)),
    nowMs: () => nowMs,
    random: () => 0.5,
  };
  const end: Comeback<string> = await comeBack(way);
  return { end, startedAtMs, endedAtMs: nowMs };
}

describe('the way back after a lost connection', () => {
  it('is looked for after accidents of the network and after planned moves', () => {
    for (const code of [1001, 1005, 1006, 1011, 1012, 1013, 1014, PLANNED_MOVE])
      assert.equal(isAccident(code), true, String(code));
  });

  it('is not looked for when one left, was sent away, or the server said why', () => {
    const ours = Object.values(CLOSE).filter((code) => code !== PLANNED_MOVE);
    for (const code of [1000, 4000, 4001, 4002, 4003, ...ours]) assert.equal(isAccident(code), false, String(code));
  });

  it('is tried at once when the match was moved by plan', () => {
    assert.ok(retryDelayMs(1, PLANNED_MOVE, 0.999) <= 100);
    assert.ok(retryDelayMs(2, PLANNED_MOVE, 0) >= RECONNECT.minQuickDelayMs);
  });

  it('is tried a few times a second at first: another process has the match in a moment', () => {
    const waits = QUICK.flatMap((number) => [retryDelayMs(number, BROKEN, 0), retryDelayMs(number, BROKEN, 0.999)]);
    assert.equal(Math.min(...waits), 150);
    assert.ok(Math.max(...waits) < 450);
  });

  it('is tried more and more seldom after that, up to a ceiling, and at random', () => {
    const later = [13, 14, 15, 16, 99];
    assert.deepEqual(
      later.map((number) => retryDelayMs(number, BROKEN, 0)),
      [450, 900, 1500, 1500, 1500],
    );
    assert.deepEqual(
      later.map((number) => Math.round(retryDelayMs(number, BROKEN, 0.999))),
      [900, 1799, 2999, 2999, 2999],
    );
  });

  it('gives later tries more time, or players far away would never come back', () => {
    assert.deepEqual([1, 2, 3].map(tryLimits), Array(3).fill({ askMs: 1000, openMs: 1500 }));
    assert.deepEqual(tryLimits(5), { askMs: 2000, openMs: 3000 });
    assert.deepEqual(tryLimits(50), { askMs: 3000, openMs: 4500 });
  });

  it('is found when a try succeeds, however many failed before', async () => {
    const { end, startedAtMs } = await play({
      attempt: (number) => (number < 4 ? { tookMs: 10, error: new Error('moving') } : { tookMs: 10 }),
    });
    assert.deepEqual(end, { kind: 'back', link: 'link' });
    assert.deepEqual(startedAtMs, [300, 610, 920, 1230]);
  });

  it('ends at the first word that the seat is gone', async () => {
    const { end, startedAtMs } = await play({
      attempt: (number) => ({ tookMs: 10, error: number === 2 ? new SeatGone('over') : new Error('moving') }),
    });
    assert.deepEqual(end, { kind: 'lost', cause: 'gone', reason: 'over' });
    assert.equal(startedAtMs.length, 2);
  });

  it('ends when the seat has been kept long enough, with the last reason', async () => {
    const { end, startedAtMs, endedAtMs } = await play({ attempt: () => ({ tookMs: 5, error: new Error('away') }) });
    assert.deepEqual(end, { kind: 'lost', cause: 'late', reason: 'away' });
    assert.ok(startedAtMs.length > RECONNECT.quickTries, `${startedAtMs.length} tries`);
    assert.ok(startedAtMs.every((ms) => ms <= RECONNECT.windowMs));
    assert.ok(endedAtMs >= RECONNECT.windowMs);
  });

  it('finds an owner within the window even if every answer hangs until its limit at first', async () => {
    const { end, startedAtMs } = await play({
      attempt: (number) =>
        number <= 4 ? { tookMs: tryLimits(number).askMs, error: new Error('timeout') } : { tookMs: 20 },
    });
    assert.equal(end.kind, 'back');
    assert.ok(startedAtMs[4]! < 7_000, `${startedAtMs[4]}`);
  });

  it('is not looked for any more when the player has left meanwhile', async () => {
    const { end, startedAtMs } = await play({
      attempt: () => ({ tookMs: 10, error: new Error('moving') }),
      isWanted: (nowMs) => nowMs < 1_000,
    });
    assert.deepEqual(end, { kind: 'unwanted' });
    assert.ok(startedAtMs.every((ms) => ms < 1_000));
  });

  it('gives a connection that came just after the player left, so that the seat can be left', async () => {
    const { end } = await play({ attempt: () => ({ tookMs: 600 }), isWanted: (nowMs) => nowMs < 500 });
    assert.equal(end.kind, 'back');
  });
});
