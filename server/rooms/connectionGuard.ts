import type { Client } from '@colyseus/core';
import { TICK_RATE } from '../../shared/defs/rates.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { claimsToBeInput, isInputFrame } from '../input/isInputFrame.ts';

/**
 * A game sends one input a tick. Ten times as many gain nothing (IN1), so they are borne: a broken game is no
 * flood. This many only keep the server from its work.
 */
const MAX_MESSAGES_PER_SECOND = TICK_RATE * 20;

/** A client this far behind the match will not catch up; its unsent patches would only fill memory. */
const MAX_UNSENT_BYTES = 256 * 1024;

/** What is asked of a connection's WebSocket. */
export interface GuardedSocket {
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number;
  on(event: 'message', listener: (data: Uint8Array) => void): unknown;
}

/** The WebSocket of a client; Colyseus declares less than its transport gives. */
export function socketOf(client: Client): GuardedSocket {
  return client.ref as unknown as GuardedSocket;
}

/** Whether a connection reads so slowly that it must go. */
export function isTooSlow(socket: Pick<GuardedSocket, 'bufferedAmount'>): boolean {
  return socket.bufferedAmount > MAX_UNSENT_BYTES;
}

/**
 * Watches what a connection sends, before anything else reads it: no flood of messages (inputs
 * included), and no inputs that are none.
 * @param refuse told the close code; it takes the connection away
 * @param nowMs a clock that only goes forward
 */
export function guardConnection(
  socket: Pick<GuardedSocket, 'on'>,
  refuse: (code: typeof CLOSE.tooManyMessages | typeof CLOSE.badInput) => void,
  nowMs: () => number = () => performance.now(),
): void {
  let windowEndsAtMs = nowMs() + 1000;
  let count = 0;
  socket.on('message', (data: Uint8Array) => {
    if (nowMs() >= windowEndsAtMs) {
      windowEndsAtMs = nowMs() + 1000;
      count = 0;
    }
    count += 1;
    if (count > MAX_MESSAGES_PER_SECOND) refuse(CLOSE.tooManyMessages);
    else if (claimsToBeInput(data) && !isInputFrame(data)) refuse(CLOSE.badInput);
  });
}
