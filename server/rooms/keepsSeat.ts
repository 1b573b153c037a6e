import { CloseCode } from '@colyseus/core';
import { CLOSE } from '../../shared/net/protocol.ts';

/** From being promised a seat to connecting: a seat that nobody takes is soon somebody else's. */
export const SEAT_RESERVATION_SECONDS = 5;

/**
 * A game that loses its network, and says so while it still can; one that broke off while it was coming back; one that
 * went on over a newer connection.
 */
const RETURNING: readonly number[] = [
  CloseCode.MAY_TRY_RECONNECT,
  CloseCode.FAILED_TO_RECONNECT,
  CLOSE.replacedByNewerConnection,
];

/** Below are the codes of WebSocket itself, for connections that broke; from here on somebody gave a reason. */
const FIRST_REASON = 4000;

/**
 * Whether a seat waits for its owner: not when the server sent them away, or they left on purpose.
 * @param code the connection ended with
 */
export function keepsSeat(code: number | undefined): boolean {
  return code === undefined || code < FIRST_REASON || RETURNING.includes(code);
}
