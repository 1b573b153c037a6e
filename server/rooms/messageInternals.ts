import type { Client, Room } from '@colyseus/core';

/**
 * What of Colyseus' rooms is not public, and is leaned on all the same to read what comes in before they do:
 * `test/contract/messageInternals.test.ts` fails when it changes.
 */
interface MessageInternals {
  _onMessage(client: Client, message: Uint8Array): void;
}

/**
 * Hands each message of a room's clients to `take` first; to be called before anybody joins. With a listener of one's own on
 * each connection every input would be handed out twice, and that is most of what is done with it.
 * @param take tells whether the message is done with; any other the room reads as ever
 */
export function takeMessages(room: Room, take: (client: Client, message: Uint8Array) => boolean): void {
  const internals = room as unknown as MessageInternals;
  const read = internals._onMessage.bind(room);
  internals._onMessage = (client, message) => {
    if (!take(client, message)) read(client, message);
  };
}
