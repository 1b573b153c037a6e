import type { MapId } from './maps.ts';
import { MODES, type ModeId } from './modes.ts';

/** Where a mode is played: on the map that is wished for, or on its usual one when it is not played there. */
export function mapOf(mode: ModeId, wished?: MapId): MapId {
  const { maps } = MODES[mode];
  return maps.find((map) => map === wished) ?? maps[0]!;
}
