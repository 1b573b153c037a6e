import { assert } from './assert.ts';
import { newTally, type Player } from './Player.ts';
import { spawnPlayer } from './spawnPlayer.ts';
import { isTeamOf } from './Team.ts';
import type { World } from './World.ts';

/** Who joins: the id of its seat, the name shown, whether a bot plays it, and for which team. */
export interface Participant {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
  /** 1 or 2; 0, or absent, in modes without teams. */
  readonly team?: number;
}

/** Lets someone into the match, between two steps, at any time; they stand in the arena at once. */
export function addPlayer(world: World, { id, name, bot, team = 0 }: Participant): Player {
  assert(!world.players.has(id), `player ${id} joins twice`);
  assertTeam(world, team);
  const player: Player = { id, name, bot, team, ...UNSPAWNED, rounds: {}, ...newTally() };
  world.players.set(id, player);
  world.players = new Map([...world.players].sort(([a], [b]) => (a < b ? -1 : 1)));
  spawnPlayer(world, player);
  return player;
}

/** Takes someone out of the match, between two steps, with all they have in the air. */
export function removePlayer(world: World, id: string): void {
  assert(world.players.delete(id), `player ${id} leaves without having joined`);
  dropProjectiles(world, id);
}

/**
 * Moves somebody to another team, between two steps: they come back at a spawn point of that team, with what they have
 * scored. Whoever is a person is only moved before the match is live.
 */
export function changeTeam(world: World, id: string, team: number): void {
  const player = world.players.get(id);
  assert(player !== undefined, `player ${id} changes team without having joined`);
  assertTeam(world, team);
  player.team = team;
  dropProjectiles(world, id);
  spawnPlayer(world, player);
}

function assertTeam({ mode }: World, team: number): void {
  assert(isTeamOf(mode, team), `there is no team ${team} in ${mode}`);
}

/** What is in the air belongs to somebody who is there, and to the team they are in. */
function dropProjectiles(world: World, owner: string): void {
  for (const projectile of world.projectiles.values()) {
    if (projectile.owner === owner) world.projectiles.delete(projectile.id);
  }
}

/** A body that is nowhere yet; `spawnPlayer` sets all of this but its clock. */
const UNSPAWNED = {
  x: 0,
  y: 0,
  vx: 0,
  vy: 0,
  aim: 0,
  ownTick: 0,
  dashEndsAt: 0,
  dashReadyAt: 0,
  hasteEndsAt: 0,
  weapon: 'pistol',
  readyAt: 0,
  chargeEndsAt: 0,
  bloom: 0,
  alive: false,
  life: 0,
  health: 0,
  armour: 0,
  respawnAtTick: 0,
  protectedUntilTick: 0,
  doubleDamageUntilTick: 0,
} as const;
