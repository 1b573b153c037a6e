import { SeatGone } from '../../shared/net/comeBack.ts';

/** Whether an error of coming back says that the seat is lost. */
export function isSeatGone(error: unknown): boolean {
  return error instanceof SeatGone;
}

/** What a player is told when the stay has ended; the server's own words where it gave any. */
export function describeEnd(reason: string): string {
  return reason === '' ? 'The connection to the server has ended.' : reason;
}

/** What a player is told when no place in an arena could be had. */
export function describeJoinError(error: unknown): string {
  const text = error instanceof Error ? error.message : '';
  if (text === '' || /fetch|network|XMLHttp|offline|JSON/i.test(text)) {
    return 'The server cannot be reached. Check your connection and try again.';
  }
  return text;
}
