import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import type { ToClient } from '../../shared/net/messages.ts';
import { describeEnd } from './connectionEnds.ts';
import { loadMap } from './loadMap.ts';
import type { SdkRoom } from './RoomLink.ts';

/** What of joining is done. */
export type JoinStep = 'seat' | 'state' | 'map';

/** A room that is ready to be played in. */
export interface RoomEntry {
  readonly room: SdkRoom;
  readonly map: ArenaMap;
  /** The results, when someone came while they were shown: they are told before anybody can listen. */
  results(): ToClient['results'] | undefined;
}

/** Waits for all that playing in a room needs, telling of each step. @throws when it cannot be had */
export async function enterRoom(room: SdkRoom, onProgress: (done: JoinStep) => void): Promise<RoomEntry> {
  let results: ToClient['results'] | undefined;
  room.onMessage('results', (told: ToClient['results']) => (results = told));
  onProgress('seat');
  await firstState(room);
  onProgress('state');
  const map = await loadMap(room.state.map);
  onProgress('map');
  return { room, map, results: () => results };
}

/** Resolves with the first full state: right after joining the room's state is still empty. */
export function firstState(room: SdkRoom): Promise<void> {
  // Events that come before there is a state to show them in are not missed; unheard they would only fill the console.
  room.onMessage('*', () => undefined);
  return new Promise((resolve, reject) => {
    room.onStateChange.once(() => resolve());
    room.onLeave.once((code, reason) => reject(new Error(describeEnd(reason ?? `closed with ${code}`))));
  });
}
