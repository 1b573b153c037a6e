import { Client } from '@colyseus/sdk';
import type { ArenaState } from '../../shared/net/arenaSchema.ts';
import type { JoinOptions } from '../../shared/net/messages.ts';
import { authorization } from '../../shared/net/askForSeat.ts';
import { PROTOCOL_VERSION, ROOM_ARENA } from '../../shared/net/protocol.ts';
import { enterRoom, type EnteredRoom } from './enterRoom.ts';
import type { AsPerson } from './Login.ts';
import { Watching } from './Watching.ts';

export interface JoinRequest {
  /** Where the server answers, such as `http://localhost:2567`. */
  readonly endpoint: string;
  readonly join: JoinOptions;
  /** Who joins. */
  readonly asPerson: AsPerson;
}

/**
 * Takes a new seat, of a player or of a spectator, and resolves when there is a match to be shown. Who one is goes along with
 * the request; the SDK's own way would put it into the address of the socket as well, where logs would have it.
 * @param onSeat told when there is a seat
 * @throws when the server cannot be reached or has no seat
 */
export async function joinRoom({ endpoint, join, asPerson }: JoinRequest, onSeat: () => void): Promise<EnteredRoom> {
  const wishes = { ...join, protocol: PROTOCOL_VERSION };
  const room = await asPerson((accessToken) =>
    new Client(endpoint, { headers: authorization(accessToken) }).joinOrCreate<ArenaState>(ROOM_ARENA, wishes),
  );
  const watching = join.spectate === true ? new Watching(room) : undefined;
  onSeat();
  return { ...(await enterRoom(room)), watching };
}
