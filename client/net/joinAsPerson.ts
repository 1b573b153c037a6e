import { Client, type Room } from '@colyseus/sdk';
import { authorization } from '../../shared/net/askForSeat.ts';
import { PROTOCOL_VERSION } from '../../shared/net/protocol.ts';
import { describeJoinError, isPassing } from './connectionEnds.ts';
import type { Login } from './Login.ts';

/** The server said no, and would again. */
export class RoomRefused extends Error {
  override readonly name = 'RoomRefused';
}

/**
 * Joins a room that is for people the server knows, as the person who plays in this browser, or as a new guest.
 * @param wishes beside the version of the game
 * @throws with words for the player: a `RoomRefused` when another try does not help
 */
export async function joinAsPerson(
  roomName: string,
  { login, name }: { readonly login: Login; readonly name: string },
  wishes: Readonly<Record<string, unknown>> = {},
): Promise<Room> {
  const options = { protocol: PROTOCOL_VERSION, ...wishes };
  try {
    const room = await login.use(name, (accessToken) =>
      new Client(location.origin, { headers: authorization(accessToken) }).joinOrCreate(roomName, options),
    );
    room.reconnection.enabled = false;
    return room;
  } catch (error) {
    const words = describeJoinError(error);
    throw isPassing(error) ? new Error(words, { cause: error }) : new RoomRefused(words, { cause: error });
  }
}
