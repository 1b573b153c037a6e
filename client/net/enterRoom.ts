import type { ToClient } from '../../shared/net/messages.ts';
import { RoomTalk } from '../chat/RoomTalk.ts';
import { awaitFirstState, type Limit } from '../../shared/net/awaitFirstState.ts';
import type { SdkRoom } from './SdkRoom.ts';
import type { Watching } from './Watching.ts';

/** A room whose first full state is here. */
export interface EnteredRoom {
  readonly room: SdkRoom;
  /** The results, when someone came while they were shown: they are told before anybody can listen. */
  readonly results: () => ToClient['results'] | undefined;
  readonly talk: RoomTalk;
  /** Of a spectator. */
  readonly watching?: Watching | undefined;
}

/**
 * Waits until there is a match to be shown.
 * @param limit ends the wait
 * @throws an Error when it does not come; the connection is ended then
 */
export async function enterRoom(room: SdkRoom, limit?: Limit): Promise<EnteredRoom> {
  // The way back is ours: the SDK's own asks the old process only, without jitter or time limit.
  room.reconnection.enabled = false;
  const talk = new RoomTalk(room);
  let results: ToClient['results'] | undefined;
  room.onMessage('results', (told: ToClient['results']) => (results = told));
  // Events that come before there is a state to show them in are not missed; unheard they would only fill the console.
  room.onMessage('*', () => undefined);
  await awaitFirstState(room, limit);
  return { room, talk, results: () => results };
}
