import { MODES, type ModeId } from '../defs/modes.ts';
import { areRules } from '../defs/rules.ts';
import { WEAPON_IDS, WEAPONS } from '../defs/weapons.ts';
import type { Phase } from './SimEvent.ts';
import type { RowLayout, Row } from './RowLayout.ts';
import {
  NOT_CARRIED,
  PLAYER_LAYOUT,
  PROJECTILE_LAYOUT,
  SNAPSHOT_LAYOUT,
  TEAM_LAYOUT,
  type WorldSnapshot,
} from './snapshotWorld.ts';
import { isTeamOf } from './Team.ts';

const PHASES: Readonly<Record<Phase, true>> = { waiting: true, countdown: true, live: true, results: true };

/**
 * Why something cannot be a `WorldSnapshot` that this build restores; undefined when it is one. Of a sound one
 * nothing can break the world later, if the map is the one it names and has as many pads.
 */
export function findSnapshotFault(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'it is no world';
  const world = value as Partial<Record<keyof WorldSnapshot, unknown>>;
  if (world.layout !== SNAPSHOT_LAYOUT) return 'its players are written in another layout';
  if (typeof world.map !== 'string') return 'it names no map';
  if (!Object.hasOwn(MODES, String(world.mode))) return `mode ${String(world.mode)} is unknown`;
  if (!Object.hasOwn(PHASES, String(world.phase))) return `phase ${String(world.phase)} is unknown`;
  const numbers = ['seed', 'tick', 'prngState', 'phaseEndsAtTick', 'nextProjectileId'] as const;
  const missing = numbers.find((field) => !Number.isSafeInteger(world[field]));
  if (missing !== undefined) return `${missing} is no whole number`;
  if (!areRules(world.rules)) return 'its rules are malformed';
  if (!isListOf(world.pickups, Number.isSafeInteger)) return 'its pickups are malformed';
  if (!isHistory(world.history)) return 'its history is malformed';
  const mode = world.mode as ModeId;
  return (
    findTeamFault(world.teams, mode) ??
    findPlayerFault(world.players, mode) ??
    findProjectileFault(value as WorldSnapshot)
  );
}

function findTeamFault(teams: unknown, mode: ModeId): string | undefined {
  if (!isListOf(teams, Array.isArray) || teams.length !== MODES[mode].teams) return 'its teams are malformed';
  for (const [index, row] of (teams as unknown[][]).entries()) {
    const fault = findRowFault(TEAM_LAYOUT, row, 0);
    if (fault !== undefined) return `a team's ${fault} is malformed`;
    if (TEAM_LAYOUT.read(row as Row).number !== index + 1) return 'its teams are not in order';
  }
  return undefined;
}

function findPlayerFault(players: unknown, mode: ModeId): string | undefined {
  if (!isListOf(players, Array.isArray)) return 'its players are malformed';
  let lastId = '';
  for (const row of players as unknown[][]) {
    const fault = findRowFault(PLAYER_LAYOUT, row, WEAPON_IDS.length);
    if (fault !== undefined) return `a player's ${fault} is malformed`;
    const rounds = row.slice(PLAYER_LAYOUT.width);
    if (!rounds.every((count) => Number.isSafeInteger(count) && Number(count) >= NOT_CARRIED)) {
      return "a player's rounds are malformed";
    }
    const { id, team } = PLAYER_LAYOUT.read(row as Row);
    if (!isTeamOf(mode, team)) return 'a player is in no team';
    if (id <= lastId) return 'its players are not in order';
    lastId = id;
  }
  return undefined;
}

/** To be called when the players are sound: everything in the air belongs to one of them. */
function findProjectileFault({ tick: now, players, projectiles, nextProjectileId }: WorldSnapshot): string | undefined {
  if (!isListOf(projectiles, Array.isArray)) return 'its projectiles are malformed';
  const owners = new Set(players.map((row) => PLAYER_LAYOUT.read(row).id));
  let lastId = 0;
  for (const row of projectiles) {
    const fault = findRowFault(PROJECTILE_LAYOUT, row, 0);
    if (fault !== undefined) return `a projectile's ${fault} is malformed`;
    const { id, owner, weapon, tick } = PROJECTILE_LAYOUT.read(row);
    if (id <= lastId || id >= nextProjectileId) return 'its projectiles are not in order';
    if (!owners.has(owner)) return 'a projectile has no owner';
    if (WEAPONS[weapon].kind !== 'projectile') return `a ${weapon} flies`;
    if (tick !== now) return 'a projectile is where it was at another tick';
    lastId = id;
  }
  return undefined;
}

function findRowFault<T extends object>(layout: RowLayout<T>, row: readonly unknown[], extra: number) {
  return row.length === layout.width + extra ? layout.findFault(row) : 'row';
}

function isHistory(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { ids, patches } = value as { ids?: unknown; patches?: unknown };
  if (!isListOf(ids, (id) => typeof id === 'string') || !isListOf(patches, Array.isArray)) return false;
  const isKnown = (index: number) => Number.isSafeInteger(index) && index >= 0 && index < ids.length;
  return (patches as unknown[][]).every(
    (row) =>
      row.length % 3 === 1 &&
      isListOf(row, Number.isFinite) &&
      row.every((number, at) => at % 3 !== 1 || isKnown(Number(number))),
  );
}

function isListOf(value: unknown, isMember: (member: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.every((member: unknown) => isMember(member));
}
