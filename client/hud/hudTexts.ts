import { TICK_RATE } from '../../shared/defs/rates.ts';
import { ENDLESS_ROUNDS } from '../../shared/net/readOwnBody.ts';
import type { Notice } from '../../shared/net/messages.ts';
import type { Phase } from '../../shared/sim/SimEvent.ts';

/** What a player reads of what became of something they did. */
export const NOTICE_TEXTS: Readonly<Record<Notice, string>> = {
  reported: 'Your report is with the host, with the last half minute of the match. Thank you.',
  reportsTooMuch: 'You reported many players in a short time. Wait some minutes.',
  saysTooMuch: 'You said a lot. Wait a moment before you say more.',
};

/** Whole seconds until a tick, counted as people count down: 1 until it is over, never below 0. */
export function secondsUntilTick(tick: number, serverTick: number): number {
  return Math.max(0, Math.ceil((tick - serverTick) / TICK_RATE));
}

/** Seconds as a match clock shows them: `4:12`. */
export function formatClock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Seconds with one decimal, for waits short enough to feel each tenth. */
export function formatTenths(ticks: number): string {
  return (Math.max(0, ticks) / TICK_RATE).toFixed(1);
}

/** What is played for. */
export interface MatchGoal {
  /** Points that win the match, or a round of it. */
  readonly scoreLimit: number;
  /** 1 where there are no rounds. */
  readonly bestOf: number;
  readonly roundsPlayed: number;
  /** Whether no other match follows in the room. */
  readonly isLast: boolean;
}

/** The line under the clock: what this phase is and what comes next. */
export function describePhase(phase: Phase, secondsLeft: number, goal: MatchGoal): string {
  switch (phase) {
    case 'waiting':
      return 'Warm-up · waiting for players';
    case 'countdown':
      return 'Warm-up · match about to begin';
    case 'live':
      return describeGoal(goal);
    case 'results':
      return describeNext(secondsLeft, goal.isLast);
  }
}

/** What follows the results, and when. */
export function describeNext(secondsLeft: number, isLast: boolean): string {
  const next = isLast ? 'Back to the menu' : 'Next match';
  return secondsLeft > 0 ? `${next} in ${secondsLeft}` : next;
}

function describeGoal({ scoreLimit, bestOf, roundsPlayed }: MatchGoal): string {
  const goal = `First to ${scoreLimit}`;
  return bestOf === 1 ? goal : `Round ${roundsPlayed + 1} of ${bestOf} · ${goal.toLowerCase()}`;
}

/** The rounds of a side, won and still to be won: `●○`; nothing where there are no rounds. */
export function formatRoundsWon(won: number, bestOf: number): string {
  const needed = Math.ceil(bestOf / 2);
  return bestOf === 1 ? '' : '●'.repeat(won) + '○'.repeat(Math.max(0, needed - won));
}

/** What stands on the big centre line: the countdown's number, nothing otherwise. */
export function describeCountdown(phase: Phase, secondsLeft: number): string {
  return phase === 'countdown' && secondsLeft > 0 ? String(secondsLeft) : '';
}

/** Rounds as the HUD shows them. */
export function formatRounds(rounds: number): string {
  return rounds >= ENDLESS_ROUNDS ? '∞' : String(rounds);
}

/** A number of bytes per second, short. */
export function formatRate(bytesPerSecond: number): string {
  return bytesPerSecond < 1000 ? `${Math.round(bytesPerSecond)} B/s` : `${(bytesPerSecond / 1000).toFixed(1)} kB/s`;
}

/** A place as people say it: 1st, 2nd, 3rd, 4th, 11th, 21st. */
export function formatPlace(place: number): string {
  const teens = place % 100 >= 11 && place % 100 <= 13;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th');
  return `${place}${ending}`;
}
