import { z } from 'zod';
import { MAP_IDS, type MapId } from '../../shared/defs/maps.ts';
import { hashMap } from '../../shared/replay/Replay.ts';
import { findSnapshotFault } from '../../shared/sim/findSnapshotFault.ts';
import type { Row } from '../../shared/sim/RowLayout.ts';
import { PLAYER_LAYOUT, type WorldSnapshot } from '../../shared/sim/snapshotWorld.ts';
import type { ArenaMaps } from './loadMaps.ts';
import { SnapshotRefused, type MatchSnapshot, type SeatSnapshot } from './MatchSnapshot.ts';

const mapId = z.enum(MAP_IDS);
const count = z.int().nonnegative();
const playerId = z.string().min(1).optional();
const party = z.string().min(1).optional();
const seat = z.strictObject({ id: z.string().min(1), name: z.string(), bot: z.boolean(), playerId, party });

const leaver = z.strictObject({
  player: z.string(),
  name: z.string(),
  team: count,
  score: z.int(),
  kills: count,
  deaths: count,
  playerId,
});

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
  bots: count,
  isPlanned: z.boolean(),
  liveSinceTick: count,
  leavers: z.array(leaver),
  mapHash: count,
  prngState: count,
  votes: z.array(z.tuple([z.string(), mapId])),
  seats: z.strictObject({ prngState: count, guests: count, taken: z.array(seat) }),
  world: z.unknown(),
});

/**
 * Checks what is said to be a match taken down elsewhere: that it is one, that this build knows its mode and has
 * its very map, and that nothing in it could break the match later.
 * @throws {SnapshotRefused} with the reason
 */
export function readMatchSnapshot(data: unknown, maps: ArenaMaps): SoundSnapshot {
  const { success, data: match, error } = SHAPE.safeParse(data);
  if (!success) throw new SnapshotRefused(`The snapshot is malformed: ${z.prettifyError(error)}`);
  const world = readWorld(match.world);
  const map = MAP_IDS.find((id) => id === world.map);
  if (map === undefined) throw new SnapshotRefused(`The match is played on ${world.map}, which is unknown here.`);
  if (hashMap(maps[map]) !== match.mapHash || world.pickups.length !== maps[map].pads.length) {
    throw new SnapshotRefused(`The match is played on another edition of ${map}.`);
  }
  if (!sitTogether(match.seats.taken, world.players)) {
    throw new SnapshotRefused('The snapshot is malformed: seats and players differ.');
  }
  return { snapshot: { ...match, world }, map };
}

function readWorld(value: unknown): WorldSnapshot {
  const fault = findSnapshotFault(value);
  if (fault !== undefined) throw new SnapshotRefused(`The snapshot is malformed: ${fault}.`);
  return value as WorldSnapshot;
}

/** Whether every seat has its player and every player a seat. */
function sitTogether(seats: readonly SeatSnapshot[], players: readonly Row[]): boolean {
  const seated = seats.map(({ id, bot }) => `${bot} ${id}`).sort();
  const playing = players.map((row) => PLAYER_LAYOUT.read(row)).map(({ id, bot }) => `${bot} ${id}`);
  return seated.join() === playing.sort().join();
}
