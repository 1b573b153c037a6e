import { MAPS, type MapId } from './maps.ts';
import { MODES, type ModeId } from './modes.ts';

/** How many people a room seats while a mode is played on a map. */
export function seatsOf(mode: ModeId, map: MapId): number {
  return Math.min(MODES[mode].maxPlayers, MAPS[map].maxPlayers);
}
