import { Client, type Room } from '@colyseus/sdk';
import { authorization } from '../../shared/net/askForSeat.ts';
import { PROTOCOL_VERSION } from '../../shared/net/protocol.ts';
import { describeJoinError } from './connectionEnds.ts';
import type { Login } from './Login.ts';

/** Too many asked, or the server is busy: the next try may succeed. */
const PASSING: readonly number[] = [429, 500, 502, 503, 504];

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
    const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
    const words = describeJoinError(error);
    const isFinal = typeof code === 'number' ? !PASSING.includes(code) : code === 'banned';
    throw isFinal ? new RoomRefused(words, { cause: error }) : new Error(words, { cause: error });
  }
}
