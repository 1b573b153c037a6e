import type { PlayedMatchPlayer } from '../../shared/net/records.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** From here on a date says more than a number of days. */
const DATED_MS = 14 * DAY_MS;

const DATE = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });

/** How long ago something was, as one would say it: "just now", "5 minutes ago", "3 Nov 2026". Times in ms since 1970. */
export function agoText(atMs: number, nowMs: number): string {
  const ms = nowMs - atMs;
  if (ms < MINUTE_MS) return 'just now';
  if (ms < HOUR_MS) return `${countText(Math.floor(ms / MINUTE_MS), 'minute')} ago`;
  if (ms < DAY_MS) return `${countText(Math.floor(ms / HOUR_MS), 'hour')} ago`;
  if (ms < DATED_MS) return `${countText(Math.floor(ms / DAY_MS), 'day')} ago`;
  return DATE.format(atMs);
}

/** How long a match took, as `m:ss`. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** `1 match`, `2 matches`. @param plural when it is more than an s behind the word */
export function countText(count: number, word: string, plural = `${word}s`): string {
  return `${count} ${count === 1 ? word : plural}`;
}

/** Kills for each death to one decimal; all of them when there was no death. */
export function ratioText(kills: number, deaths: number): string {
  return (kills / Math.max(1, deaths)).toFixed(1);
}

/** The share of matches that were won, in per cent that no line parts from its number; nothing of no matches. */
export function winsText(wins: number, matches: number): string {
  return matches === 0 ? '–' : `${Math.round((wins / matches) * 100)}\u00a0%`;
}

/** By how much a rating moved: `+12`, `−8`, `±0`; empty when it did not count. */
export function changeText(change: number | undefined): string {
  if (change === undefined) return '';
  const points = Math.round(change);
  if (points === 0) return '±0';
  return points > 0 ? `+${points}` : `−${-points}`;
}

/** What a match did to somebody's rating, as `changeText`; `placement` for one of those that place them. */
export function ratingText({ ratingChange, placement }: Pick<PlayedMatchPlayer, 'ratingChange' | 'placement'>): string {
  return placement === undefined ? changeText(ratingChange) : 'placement';
}

/** `1st`, `2nd`, `3rd`, `4th`, `11th`. */
export function placeText(place: number): string {
  const teens = place % 100 >= 11 && place % 100 <= 13;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th');
  return `${place}${ending}`;
}
