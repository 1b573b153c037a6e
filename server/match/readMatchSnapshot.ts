import { z } from 'zod';
import { MAP_IDS, type MapId } from '../../shared/defs/maps.ts';
import { MODE_IDS } from '../../shared/defs/modes.ts';
import { hashMap } from '../../shared/replay/Replay.ts';
import type { WorldSnapshot } from '../../shared/sim/snapshotWorld.ts';
import type { ArenaMaps } from './loadMaps.ts';
import { SnapshotRefused, type MatchSnapshot } from './MatchSnapshot.ts';

const mapId = z.enum(MAP_IDS);
const count = z.int().nonnegative();
const seat = z.strictObject({ id: z.string().min(1), name: z.string(), bot: z.boolean() });

/** What was checked, and the arena it is played on. */
export interface SoundSnapshot {
  readonly snapshot: MatchSnapshot;
  readonly map: MapId;
}

/** All but the world, which checks itself. */
const SHAPE = z.strictObject({
  // It becomes the name of a file.
  matchId: z.uuid(),
  number: z.int().positive(),
  mapHash: count,
  prngState: count,
  votes: z.array(z.tuple([z.string(), mapId])),
  seats: z.strictObject({ prngState: count, guests: count, taken: z.array(seat) }),
  world: z.looseObject({
    map: z.string(),
    mode: z.enum(MODE_IDS),
    players: z.array(z.looseObject({ id: z.string() })),
    pickups: z.array(z.unknown()),
  }),
});

/**
 * Checks what is said to be a match taken down elsewhere: that it is one, that this build knows its mode and has
 * its very map, and that nothing in it could break the match later.
 * @throws {SnapshotRefused} with the reason
 */
export function readMatchSnapshot(data: unknown, maps: ArenaMaps): SoundSnapshot {
  const { success, data: match, error } = SHAPE.safeParse(data);
  if (!success) throw new SnapshotRefused(`The snapshot is malformed: ${z.prettifyError(error)}`);
  const world = match.world as unknown as WorldSnapshot;
  const map = MAP_IDS.find((id) => id === world.map);
  if (map === undefined) throw new SnapshotRefused(`The match is played on ${world.map}, which is unknown here.`);
  if (hashMap(maps[map]) !== match.mapHash || world.pickups.length !== maps[map].pads.length) {
    throw new SnapshotRefused(`The match is played on another edition of ${map}.`);
  }
  return { snapshot: { ...match, world }, map };
}
