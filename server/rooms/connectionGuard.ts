import type { WebSocket } from 'ws';
import { TICK_RATE } from '../../shared/defs/rates.ts';

/** A game sends one input a tick; bursts after a stall, pings and votes come on top. */
const MAX_MESSAGES_PER_SECOND = TICK_RATE * 4;

/** A client this far behind the match will not catch up; its unsent patches would only fill memory. */
const MAX_UNSENT_BYTES = 256 * 1024;

/** Whether a connection reads so slowly that it must go. */
export function isTooSlow(socket: Pick<WebSocket, 'bufferedAmount'>): boolean {
  return socket.bufferedAmount > MAX_UNSENT_BYTES;
}

/**
 * Counts the messages of a connection, inputs included, in windows of one second.
 * @param onExceeded called once, at the first message beyond the limit
 * @param nowMs a clock that only goes forward
 */
export function limitMessageRate(
  socket: Pick<WebSocket, 'on'>,
  onExceeded: () => void,
  nowMs: () => number = () => performance.now(),
): void {
  let windowEndsAtMs = nowMs() + 1000;
  let count = 0;
  socket.on('message', () => {
    if (nowMs() >= windowEndsAtMs) {
      windowEndsAtMs = nowMs() + 1000;
      count = 0;
    }
    count += 1;
    if (count === MAX_MESSAGES_PER_SECOND + 1) onExceeded();
  });
}
