import { assert } from './assert.ts';
import { newTally, type Player } from './Player.ts';
import { spawnPlayer } from './spawnPlayer.ts';
import type { World } from './World.ts';

/** Who joins: the id of its seat, the name shown, and whether a bot plays it. */
export interface Participant {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
}

/** Lets someone into the match, between two steps, at any time; they stand in the arena at once. */
export function addPlayer(world: World, { id, name, bot }: Participant): Player {
  assert(!world.players.has(id), `player ${id} joins twice`);
  const player: Player = { id, name, bot, team: 0, ...UNSPAWNED, rounds: {}, ...newTally() };
  world.players.set(id, player);
  world.players = new Map([...world.players].sort(([a], [b]) => (a < b ? -1 : 1)));
  spawnPlayer(world, player);
  return player;
}

/** Takes someone out of the match, between two steps, with all they have in the air. */
export function removePlayer(world: World, id: string): void {
  assert(world.players.delete(id), `player ${id} leaves without having joined`);
  for (const projectile of world.projectiles.values()) {
    if (projectile.owner === id) world.projectiles.delete(projectile.id);
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
