import { Client } from '@colyseus/sdk';
import type { ArenaState } from '../../shared/net/arenaSchema.ts';
import type { JoinOptions } from '../../shared/net/messages.ts';
import { PROTOCOL_VERSION, ROOM_ARENA } from '../../shared/net/protocol.ts';
import { enterRoom, type EnteredRoom } from './enterRoom.ts';
import { Watching } from './Watching.ts';

/**
 * Takes a new seat, of a player or of a spectator, and resolves when there is a match to be shown.
 * @param onSeat told when there is a seat
 * @throws when the server cannot be reached or has no seat
 */
export async function joinRoom(endpoint: string, join: JoinOptions, onSeat: () => void): Promise<EnteredRoom> {
  const room = await new Client(endpoint).joinOrCreate<ArenaState>(ROOM_ARENA, { ...join, protocol: PROTOCOL_VERSION });
  const watching = join.spectate === true ? new Watching(room) : undefined;
  onSeat();
  return { ...(await enterRoom(room)), watching };
}
