import assert from 'node:assert/strict';
import { parseArguments } from '../../bots/parseArguments.ts';

describe('parseArguments', () => {
  it('plays four normal bots for half a minute on this machine when nothing is said', () => {
    assert.deepEqual(parseArguments([]), {
      url: 'http://localhost:2567',
      count: 4,
      seconds: 30,
      mode: 'deathmatch',
      map: undefined,
      skill: 'normal',
      trouble: { rttMs: 0, jitterMs: 0, lossPercent: 0 },
      seed: 1,
      light: false,
      json: false,
    });
  });

  it('reads every option of the public contract', () => {
    const line =
      '--url http://a:1 --count 16 --seconds 60 --mode deathmatch --map foundry --skill hard --rtt 150 --jitter 40 --loss 1.5 --seed 9 --light --json';
    assert.deepEqual(parseArguments(line.split(' ')), {
      url: 'http://a:1',
      count: 16,
      seconds: 60,
      mode: 'deathmatch',
      map: 'foundry',
      skill: 'hard',
      trouble: { rttMs: 150, jitterMs: 40, lossPercent: 1.5 },
      seed: 9,
      light: true,
      json: true,
    });
  });

  const wrong: readonly [string, RegExp][] = [
    ['--count 0', /--count must be a whole number from 1 to 10000, not "0"/],
    ['--count 1.5', /--count must be a whole number/],
    ['--seconds soon', /--seconds must be a number from 1 to 86400, not "soon"/],
    ['--loss 100', /--loss must be a number from 0 to 90/],
    ['--rtt -1', /rtt/],
    ['--mode chess', /--mode must be one of deathmatch, teamDeathmatch, duel, not "chess"/],
    ['--skill godlike', /--skill must be one of easy, normal, hard/],
    ['--url https://a', /--url must be an http:\/\/ address/],
    ['--frob', /--frob/],
    ['stray', /stray/],
  ];
  for (const [line, reason] of wrong) {
    it(`says what is wrong with ${line}`, () => {
      assert.throws(() => parseArguments(line.split(' ')), reason);
    });
  }

  it('names every problem at once', () => {
    assert.throws(() => parseArguments(['--count', 'x', '--mode', 'y']), /--count.*\n.*--mode/);
  });
});
