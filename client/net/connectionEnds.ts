import { isAccident, SeatGone } from '../../shared/net/comeBack.ts';

/** Colyseus' own: the player has left. */
export const CODE_LEFT = 4000;
/** As the server saw the page go that was loaded anew. */
export const CODE_PAGE_LEFT = 1001;
/** Colyseus' own: the seat was kept no longer. */
export const CODE_NOT_BACK_IN_TIME = 4003;

/** What somebody is told whose connection was not won back, by the cause. */
export const LOST = {
  gone: 'The match you were in is over, or your seat has been given up.',
  watching: 'The connection to the match you watched has ended. Watch finds you one again.',
  late: 'The connection did not come back in time, and your seat has been given up.',
} as const;

/** Whether an error of coming back says that the seat is lost. */
export function isSeatGone(error: unknown): boolean {
  return error instanceof SeatGone;
}

/** What a player is told when the stay has ended; the server's own words where it gave any. */
export function describeEnd(reason: string): string {
  return reason === '' ? 'The connection to the server has ended.' : reason;
}

/** Too many asked, or the server is busy. */
const PASSING: readonly number[] = [429, 500, 502, 503, 504];

/** Whether the next try to get a place may succeed: the server could not be reached, was lost, or said no for this moment only. */
export function isPassing(error: unknown): boolean {
  if (isSeatGone(error)) return false;
  const code = codeOf(error);
  return typeof code === 'number' ? PASSING.includes(code) || isAccident(code) : code !== 'banned';
}

/** What a failure is called by: the status of an answer, the code that a socket was closed with, or a word of ours. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** What a player is told when no place in an arena could be had. */
export function describeJoinError(error: unknown): string {
  const text = error instanceof Error ? error.message : '';
  if (text === '' || /fetch|network|XMLHttp|offline|JSON/i.test(text)) {
    return 'The server cannot be reached. Check your connection and try again.';
  }
  return text;
}
