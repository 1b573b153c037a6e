import assert from 'node:assert/strict';
import {
  describeCountdown,
  describePhase,
  formatClock,
  formatPlace,
  formatRate,
  formatRounds,
  formatRoundsWon,
  formatTenths,
  secondsUntilTick,
} from '../../../client/hud/hudTexts.ts';

describe('the texts of the HUD', () => {
  it('count down to one and then to nothing, never below', () => {
    assert.deepEqual(
      [61, 60, 1, 0, -30].map((ticks) => secondsUntilTick(1000 + ticks, 1000)),
      [2, 1, 1, 0, 0],
    );
  });

  it('show the clock in minutes and two digits of seconds', () => {
    assert.deepEqual([252, 65, 9, 0].map(formatClock), ['4:12', '1:05', '0:09', '0:00']);
  });

  it('show the wait for a respawn in tenths', () => {
    assert.deepEqual([90, 3, -5].map(formatTenths), ['1.5', '0.1', '0.0']);
  });

  it('say what each phase is, and what comes after the results', () => {
    const goal = { scoreLimit: 25, bestOf: 1, roundsPlayed: 0, isLast: false };
    assert.match(describePhase('waiting', 0, goal), /waiting/);
    assert.equal(describePhase('live', 100, goal), 'First to 25');
    assert.equal(describePhase('results', 9, goal), 'Next match in 9');
    assert.equal(describePhase('results', 9, { ...goal, isLast: true }), 'Back to the menu in 9');
  });

  it('count the rounds of a duel, and those that either still needs', () => {
    const duel = { scoreLimit: 5, bestOf: 3, roundsPlayed: 1, isLast: true };
    assert.equal(describePhase('live', 100, duel), 'Round 2 of 3 · first to 5');
    assert.deepEqual([formatRoundsWon(1, 3), formatRoundsWon(2, 3), formatRoundsWon(0, 1)], ['●○', '●●', '']);
  });

  it('count down large before a match, and only then', () => {
    assert.equal(describeCountdown('countdown', 3), '3');
    assert.equal(describeCountdown('countdown', 0), '');
    assert.equal(describeCountdown('live', 3), '');
  });

  it('show rounds that never run out as endless', () => {
    assert.deepEqual([255, Infinity, 0, 12].map(formatRounds), ['∞', '∞', '0', '12']);
  });

  it('speak of places as people do', () => {
    assert.deepEqual([1, 2, 3, 4, 11, 12, 13, 21, 22].map(formatPlace), [
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '22nd',
    ]);
  });

  it('shorten traffic', () => {
    assert.deepEqual([940, 7321].map(formatRate), ['940 B/s', '7.3 kB/s']);
  });
});
