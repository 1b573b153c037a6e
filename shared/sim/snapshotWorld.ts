import type { ModeId } from '../defs/modes.ts';
import { WEAPON_IDS, WEAPONS } from '../defs/weapons.ts';
import type { ArenaMap } from '../map/ArenaMap.ts';
import type { Vec } from '../math/vec.ts';
import { assert } from './assert.ts';
import type { Player } from './Player.ts';
import { PositionHistory } from './PositionHistory.ts';
import type { Phase } from './SimEvent.ts';
import type { PickupState, Projectile, World } from './World.ts';

/** A world as plain data that survives JSON; only the events of its last step are not kept. */
export interface WorldSnapshot {
  readonly map: string;
  readonly mode: ModeId;
  readonly seed: number;
  readonly tick: number;
  readonly prngState: number;
  readonly phase: Phase;
  readonly phaseEndsAtTick: number;
  /** `rounds` holds only what can run out: JSON knows no infinity. */
  readonly players: readonly Player[];
  readonly pickups: readonly PickupState[];
  readonly projectiles: readonly Projectile[];
  readonly nextProjectileId: number;
  readonly history: [number, [string, Vec][]][];
}

/** Copies all there is to know about a match between two steps. */
export function snapshotWorld(world: Readonly<World>): WorldSnapshot {
  const { map, mode, seed, tick, prng, phase, phaseEndsAtTick, nextProjectileId, history } = world;
  return {
    mode,
    seed,
    tick,
    phase,
    phaseEndsAtTick,
    nextProjectileId,
    map: map.id,
    prngState: prng.state,
    players: Array.from(world.players.values(), (player) => ({ ...player, rounds: limitedRounds(player) })),
    pickups: world.pickups.map((pickup) => ({ ...pickup })),
    projectiles: Array.from(world.projectiles.values(), (projectile) => ({ ...projectile })),
    history: history.toEntries(),
  };
}

/** The world a snapshot was made of; it has the same future. `map` must be the one it names. */
export function restoreWorld(snapshot: WorldSnapshot, map: ArenaMap): World {
  assert(map.id === snapshot.map, `a match on ${snapshot.map} is restored on ${map.id}`);
  const { mode, seed, tick, phase, phaseEndsAtTick, nextProjectileId } = snapshot;
  return {
    map,
    mode,
    seed,
    tick,
    phase,
    phaseEndsAtTick,
    nextProjectileId,
    prng: { state: snapshot.prngState },
    players: new Map(snapshot.players.map((player) => [player.id, { ...player, rounds: allRounds(player) }])),
    pickups: snapshot.pickups.map((pickup) => ({ ...pickup })),
    projectiles: new Map(snapshot.projectiles.map((projectile) => [projectile.id, { ...projectile }])),
    history: PositionHistory.restore(snapshot.history),
    events: [],
  };
}

type Rounds = Player['rounds'];

function limitedRounds({ rounds }: Player): Rounds {
  return Object.fromEntries(Object.entries(rounds).filter(([, count]) => count !== Infinity));
}

/** Weapons that never run out are carried by everyone, always. */
function allRounds({ rounds }: Player): Rounds {
  const endless = WEAPON_IDS.filter((id) => WEAPONS[id].startRounds === Infinity);
  return { ...Object.fromEntries(endless.map((id) => [id, Infinity])), ...rounds };
}
