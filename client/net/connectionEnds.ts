/** Close codes of the socket and of Colyseus after which the seat is still held. */
const ACCIDENTS: readonly number[] = [1001, 1005, 1006, 1011, 1012, 1013, 4010];

/** Answers of the matchmaker that say the seat is gone for good: no such room, and seat expired. */
const SEAT_GONE: readonly number[] = [522, 524];

/** Whether a closed connection is worth winning back; otherwise the stay is over. */
export function isAccident(code: number): boolean {
  return ACCIDENTS.includes(code);
}

/** Whether an error of an attempt to come back says that there is nothing to come back to. */
export function isSeatGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && SEAT_GONE.includes(Number(error.code));
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
