import { Client } from '@colyseus/sdk';
import type { ArenaState } from '../../shared/net/arenaSchema.ts';
import type { JoinOptions } from '../../shared/net/messages.ts';
import { authorization, type GrantedSeat } from '../../shared/net/askForSeat.ts';
import { PROTOCOL_VERSION, ROOM_ARENA } from '../../shared/net/protocol.ts';
import { enterRoom, type EnteredRoom } from './enterRoom.ts';
import type { AsPerson } from './Login.ts';
import type { SdkRoom } from './SdkRoom.ts';
import { Watching } from './Watching.ts';

export interface JoinRequest {
  /** Where the server answers, such as `http://localhost:2567`. */
  readonly endpoint: string;
  readonly join: JoinOptions;
  /** Who joins. */
  readonly asPerson: AsPerson;
  /** A seat that is promised already: matchmaking is not asked for one. */
  readonly granted?: GrantedSeat | undefined;
}

/**
 * Takes a new seat, of a player or of a spectator, and resolves when there is a match to be shown. Who one is goes along with
 * the request; the SDK's own way would put it into the address of the socket as well, where logs would have it.
 * @param onSeat told when there is a seat
 * @throws when the server cannot be reached or has no seat
 */
export async function joinRoom(request: JoinRequest, onSeat: () => void): Promise<EnteredRoom> {
  const { join } = request;
  const room = await takeSeat(request);
  const watching = join.spectate === true ? new Watching(room) : undefined;
  onSeat();
  return { ...(await enterRoom(room)), watching };
}

function takeSeat({ endpoint, join, asPerson, granted }: JoinRequest): Promise<SdkRoom> {
  if (granted !== undefined) return new Client(endpoint).consumeSeatReservation<ArenaState>(granted);
  const wishes = { ...join, protocol: PROTOCOL_VERSION };
  return asPerson((accessToken) =>
    new Client(endpoint, { headers: authorization(accessToken) }).joinOrCreate<ArenaState>(ROOM_ARENA, wishes),
  );
}
