import { MAP_IDS, MAPS, type MapId } from '../../shared/defs/maps.ts';
import { MODES, type ModeId } from '../../shared/defs/modes.ts';
import { seatsOf } from '../../shared/defs/seatsOf.ts';
import type { VoteCounts } from '../../shared/net/messages.ts';

/** The maps of a mode with a seat for each of so many people; the largest when there are more people than any map holds. */
export function mapsFor(mode: ModeId, people: number): readonly MapId[] {
  const { maps } = MODES[mode];
  const most = Math.max(...maps.map((map) => seatsOf(mode, map)));
  return maps.filter((map) => seatsOf(mode, map) >= Math.min(people, most));
}

/** How many want each of the maps that may be voted for; votes for any other do not count. */
export function countVotes(votes: ReadonlyMap<string, MapId>, offered: readonly MapId[]): VoteCounts {
  const counts: Partial<Record<MapId, number>> = {};
  for (const map of votes.values()) if (offered.includes(map)) counts[map] = (counts[map] ?? 0) + 1;
  return counts;
}

/**
 * The next map, one of those offered: the one with most votes; among equals, and without votes, the one that comes next
 * in the rotation, and one that is not in it last.
 */
export function chooseMap(counts: VoteCounts, current: MapId, offered: readonly MapId[]): MapId {
  const start = MAP_IDS.indexOf(current) + 1;
  const turns = [...MAP_IDS.slice(start), ...MAP_IDS.slice(0, start)].filter((map) => offered.includes(map));
  const inOrder = [...turns.filter((map) => MAPS[map].inRotation), ...turns.filter((map) => !MAPS[map].inRotation)];
  return inOrder.reduce((best, map) => ((counts[map] ?? 0) > (counts[best] ?? 0) ? map : best));
}
