import { hashData } from './hashData.ts';
import type { Player } from './Player.ts';
import type { World } from './World.ts';

/** Fingerprints of the parts of a world, unsigned 32-bit each: by them two runs of a match are compared. */
export interface WorldHashes {
  /** Tick, phase, chance, what the teams have, and who takes part. */
  readonly match: number;
  readonly pickups: number;
  readonly projectiles: number;
  /** By player id; names do not count. */
  readonly players: ReadonlyMap<string, number>;
}

/** The fingerprint of a whole world, an unsigned 32-bit integer: equal worlds have equal ones. */
export function hashWorld(world: Readonly<World>): number {
  const { match, pickups, projectiles, players } = hashParts(world);
  return hashData([match, pickups, projectiles, ...players.values()]);
}

/** The fingerprint of each part of a world, to tell where two differ. */
export function hashParts(world: Readonly<World>): WorldHashes {
  const { tick, phase, phaseEndsAtTick, prng, nextProjectileId, teams } = world;
  const players = [...world.players.values()];
  const ids = players.map((player) => player.id);
  return {
    // Without teams it is what it was before there were any, so that replays of then are still verified.
    match: hashData({ tick, phase, phaseEndsAtTick, prng, nextProjectileId, ids, ...(teams.length > 0 && { teams }) }),
    pickups: hashData(world.pickups),
    projectiles: hashData([...world.projectiles.values()]),
    players: new Map(players.map((player) => [player.id, hashPlayer(player)])),
  };
}

/** Every field counts, so that a new one cannot be forgotten; but a name says nothing about the game. */
function hashPlayer(player: Readonly<Player>): number {
  return hashData({ ...player, name: '' });
}
