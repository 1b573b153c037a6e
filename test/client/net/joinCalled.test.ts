import assert from 'node:assert/strict';
import { joinCalled } from '../../../client/net/joinCalled.ts';

const refusal = (code: number) => Object.assign(new Error(`refused with ${code}`), { code });

describe('Whoever is called to a match', () => {
  let nowMs: number;
  let tries: number;
  let isWanted: boolean;
  let left: number;

  beforeEach(() => {
    [nowMs, tries, isWanted, left] = [0, 0, true, 0];
  });

  /** Joins a match that answers each try in turn, and the last one for ever. */
  function join(...answers: readonly (Error | 'in')[]): Promise<unknown> {
    return joinCalled({
      join: async () => {
        const answer = answers[Math.min(tries++, answers.length - 1)]!;
        if (answer !== 'in') throw answer;
        return { leave: () => (left += 1) };
      },
      isWanted: () => isWanted,
      wait: async (ms) => void (nowMs += ms),
      nowMs: () => nowMs,
      random: () => 1,
    });
  }

  it('is in at once where it can be', async () => {
    await join('in');
    assert.deepEqual([tries, nowMs], [1, 0]);
  });

  it('tries again while no process has the match, or the server cannot be reached', async () => {
    await join(refusal(503), new TypeError('Failed to fetch'), refusal(429), 'in');
    assert.equal(tries, 4);
    assert.ok(nowMs < 5000);
  });

  it('is told what the server said when it said no for good, as when the match was called off', async () => {
    await assert.rejects(join(refusal(404)), { code: 404 });
    await assert.rejects(join(refusal(503), refusal(403)), { code: 403 });
    await assert.rejects(join(refusal(4442)), { code: 4442 });
  });

  it('gives up when the match awaits nobody any more', async () => {
    await assert.rejects(join(refusal(503)), { code: 503 });
    assert.ok(nowMs >= 12_000 && nowMs < 20_000, `${nowMs}`);
  });

  it('is in no match when one goes elsewhere meanwhile', async () => {
    const joining = join(refusal(503), 'in');
    isWanted = false;
    await assert.rejects(joining, { code: 503 });
    assert.deepEqual([tries, left], [1, 0]);
  });
});
