import { MAP_IDS, type MapId } from '../../shared/defs/maps.ts';
import type { VoteCounts } from '../../shared/net/messages.ts';

export function countVotes(votes: ReadonlyMap<string, MapId>): VoteCounts {
  const counts: Partial<Record<MapId, number>> = {};
  for (const map of votes.values()) counts[map] = (counts[map] ?? 0) + 1;
  return counts;
}

/** The next map: the one with most votes; among equals, and without votes, the one that comes next in the rotation. */
export function chooseMap(counts: VoteCounts, current: MapId): MapId {
  const start = MAP_IDS.indexOf(current) + 1;
  const rotation = [...MAP_IDS.slice(start), ...MAP_IDS.slice(0, start)];
  return rotation.reduce((best, map) => ((counts[map] ?? 0) > (counts[best] ?? 0) ? map : best));
}
