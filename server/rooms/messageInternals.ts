import { Protocol, type Client, type Room } from '@colyseus/core';

/**
 * What of Colyseus' rooms is not public, and is leaned on all the same to read inputs ourselves:
 * `test/contract/messageInternals.test.ts` fails when it changes.
 */
interface MessageInternals {
  _onMessage(client: Client, message: Uint8Array): void;
}

const CODE_BITS = 0x1f;

/** Keeps inputs from a room's own reader; to be called before anybody joins. Everything else it reads as ever. */
export function leaveInputsOut(room: Room): void {
  const internals = room as unknown as MessageInternals;
  const read = internals._onMessage;
  internals._onMessage = function (this: Room, client, message) {
    if ((message[0]! & CODE_BITS) !== Protocol.ROOM_INPUT_RELIABLE) read.call(this, client, message);
  };
}
