import type { ModeId } from '../defs/modes.ts';
import type { MatchRules } from '../defs/rules.ts';
import { WEAPON_IDS, WEAPONS } from '../defs/weapons.ts';
import type { ArenaMap } from '../map/ArenaMap.ts';
import { assert } from './assert.ts';
import { hashData } from './hashData.ts';
import type { Player } from './Player.ts';
import { PositionHistory, type HistorySnapshot } from './PositionHistory.ts';
import { RowLayout, type Row } from './RowLayout.ts';
import type { Phase } from './SimEvent.ts';
import type { Team } from './Team.ts';
import type { Projectile, World } from './World.ts';

/** A world as plain data that survives JSON; only the events of its last step are not kept. */
export interface WorldSnapshot {
  /** `SNAPSHOT_LAYOUT` of the build that wrote it: another build may put other fields into its rows. */
  readonly layout: number;
  readonly map: string;
  readonly mode: ModeId;
  readonly rules: MatchRules;
  readonly seed: number;
  readonly tick: number;
  readonly prngState: number;
  readonly phase: Phase;
  readonly phaseEndsAtTick: number;
  /** Each by `TEAM_LAYOUT`. */
  readonly teams: readonly Row[];
  /** In id order, each by `PLAYER_LAYOUT`, followed by the rounds of each of `WEAPON_IDS`. */
  readonly players: readonly Row[];
  /** When each pad's pickup is available. */
  readonly pickups: readonly number[];
  /** In id order, each by `PROJECTILE_LAYOUT`. */
  readonly projectiles: readonly Row[];
  readonly nextProjectileId: number;
  readonly history: HistorySnapshot;
}

export const TEAM_LAYOUT = new RowLayout<Team>({ number: 'whole', score: 'whole', rounds: 'whole', isGone: 'flag' });

export const PLAYER_LAYOUT = new RowLayout<Omit<Player, 'rounds'>>({
  id: 'text',
  name: 'text',
  bot: 'flag',
  team: 'whole',
  x: 'place',
  y: 'place',
  vx: 'speed',
  vy: 'speed',
  aim: 'number',
  ownTick: 'whole',
  dashEndsAt: 'whole',
  dashReadyAt: 'whole',
  hasteEndsAt: 'whole',
  weapon: 'weapon',
  readyAt: 'whole',
  chargeEndsAt: 'whole',
  bloom: 'spread',
  alive: 'flag',
  life: 'whole',
  health: 'number',
  armour: 'number',
  respawnAtTick: 'whole',
  protectedUntilTick: 'whole',
  doubleDamageUntilTick: 'whole',
  score: 'whole',
  kills: 'whole',
  deaths: 'whole',
  damageDealt: 'number',
  shots: 'whole',
  hits: 'whole',
  streak: 'whole',
  bestStreak: 'whole',
  pickups: 'whole',
});

export const PROJECTILE_LAYOUT = new RowLayout<Projectile>({
  id: 'whole',
  owner: 'text',
  weapon: 'weapon',
  firedAt: 'whole',
  endsAtTick: 'whole',
  tick: 'whole',
  x: 'place',
  y: 'place',
  vx: 'speed',
  vy: 'speed',
});

export const SNAPSHOT_LAYOUT = hashData([
  TEAM_LAYOUT.description,
  PLAYER_LAYOUT.description,
  WEAPON_IDS,
  PROJECTILE_LAYOUT.description,
  'rules',
]);

/** Stands for a weapon one does not have; no count of rounds is below 0. */
export const NOT_CARRIED = -1;
/** JSON knows no infinity. */
const ENDLESS = 0;

/** Copies all there is to know about a match between two steps. */
export function snapshotWorld(world: Readonly<World>): WorldSnapshot {
  const { map, mode, rules, seed, tick, prng, phase, phaseEndsAtTick, nextProjectileId, history } = world;
  return {
    layout: SNAPSHOT_LAYOUT,
    map: map.id,
    mode,
    rules,
    seed,
    tick,
    prngState: prng.state,
    phase,
    phaseEndsAtTick,
    teams: world.teams.map((team) => TEAM_LAYOUT.write(team)),
    players: Array.from(world.players.values(), writePlayer),
    pickups: world.pickups.map(({ availableAtTick }) => availableAtTick),
    projectiles: Array.from(world.projectiles.values(), (projectile) => PROJECTILE_LAYOUT.write(projectile)),
    nextProjectileId,
    history: history.snapshot(),
  };
}

/** The world a sound snapshot (`findSnapshotFault`) was made of; it has the same future. `map` must be the one it names. */
export function restoreWorld(snapshot: WorldSnapshot, map: ArenaMap): World {
  assert(map.id === snapshot.map, `a match on ${snapshot.map} is restored on ${map.id}`);
  const { mode, rules, seed, tick, phase, phaseEndsAtTick, nextProjectileId } = snapshot;
  const projectiles = snapshot.projectiles.map((row) => PROJECTILE_LAYOUT.read(row));
  return {
    map,
    mode,
    rules,
    seed,
    tick,
    phase,
    phaseEndsAtTick,
    nextProjectileId,
    prng: { state: snapshot.prngState },
    teams: snapshot.teams.map((row) => TEAM_LAYOUT.read(row)),
    players: new Map(snapshot.players.map(readPlayer).map((player) => [player.id, player])),
    pickups: snapshot.pickups.map((availableAtTick) => ({ availableAtTick })),
    projectiles: new Map(projectiles.map((projectile) => [projectile.id, projectile])),
    history: PositionHistory.restore(snapshot.history),
    events: [],
  };
}

function writePlayer(player: Readonly<Player>): Row {
  const row = PLAYER_LAYOUT.write(player);
  for (const weapon of WEAPON_IDS) {
    const rounds = player.rounds[weapon] ?? NOT_CARRIED;
    row.push(rounds === Infinity ? ENDLESS : rounds);
  }
  return row;
}

function readPlayer(row: Row): Player {
  const rounds: Player['rounds'] = {};
  WEAPON_IDS.forEach((weapon, index) => {
    const count = Number(row[PLAYER_LAYOUT.width + index]);
    if (count !== NOT_CARRIED) rounds[weapon] = WEAPONS[weapon].maxRounds === Infinity ? Infinity : count;
  });
  return { ...PLAYER_LAYOUT.read(row), rounds };
}
