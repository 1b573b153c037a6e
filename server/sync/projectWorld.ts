import { WEAPONS, WEAPON_IDS } from '../../shared/defs/weapons.ts';
import {
  OwnState,
  PickupPadState,
  PlayerState,
  ProjectileState,
  TeamState,
  type ArenaState,
} from '../../shared/net/arenaSchema.ts';
import { ENDLESS_ROUNDS } from '../../shared/net/readOwnBody.ts';
import type { Player } from '../../shared/sim/Player.ts';
import type { Projectile, World } from '../../shared/sim/World.ts';

/** What the room knows beside the world and clients may know too. */
export interface ProjectionFacts {
  /** Counts the matches of the room, from 1. */
  readonly match: number;
  /** See `ArenaState.tickP99Micros`. */
  readonly tickP99Micros: number;
  readonly seats: {
    /** Whether a player's connection is there. */
    isConnected(player: string): boolean;
    /** Whether a bot plays the avatar of a person. */
    isOnAutopilot(player: string): boolean;
  };
  /** The inputs that waited (see `OwnState.inputBacklog`); asked for people only. */
  inputBacklog(player: string): number;
}

/**
 * Copies what clients may know from the world to the state they are sent. The only writer of schema
 * instances: a fact is secret until it is projected here.
 * Private numbers go to those who have an entry in `state.own`, made by `addOwnState`.
 */
export function projectWorld(world: World, state: ArenaState, facts: ProjectionFacts): void {
  if (state.match !== facts.match) for (const key of state.projectiles.keys()) state.projectiles.delete(key);
  state.tick = world.tick;
  state.phase = world.phase;
  state.phaseEndsAtTick = world.phaseEndsAtTick;
  state.mode = world.mode;
  state.map = world.map.id;
  state.scoreLimit = world.rules.scoreLimit;
  state.match = facts.match;
  state.tickP99Micros = facts.tickP99Micros;
  projectTeams(world, state);
  projectPlayers(world, state, facts);
  projectPickups(world, state);
  projectProjectiles(world, state);
}

/** Makes the private entry of a player; the caller shows it to its owner alone. */
export function addOwnState(state: ArenaState, player: string): OwnState {
  const own = new OwnState();
  state.own.set(player, own);
  return own;
}

export function removeOwnState(state: ArenaState, player: string): void {
  state.own.delete(player);
}

/** A room keeps its mode, so that teams never go. */
function projectTeams({ teams }: World, state: ArenaState): void {
  for (const { number, score, rounds } of teams) {
    const key = String(number);
    const known = state.teams.get(key);
    const target = known ?? new TeamState();
    target.score = score;
    target.rounds = rounds;
    if (known === undefined) state.teams.set(key, target);
  }
}

function projectPlayers(world: World, state: ArenaState, facts: ProjectionFacts): void {
  for (const id of state.players.keys()) if (!world.players.has(id)) state.players.delete(id);
  for (const player of world.players.values()) {
    const known = state.players.get(player.id);
    const target = known ?? new PlayerState();
    projectPlayer(player, world.tick, target);
    const { id } = player;
    target.connected = facts.seats.isConnected(id);
    target.autopilot = facts.seats.isOnAutopilot(id);
    if (known === undefined) state.players.set(player.id, target);
    const own = state.own.get(player.id);
    if (own !== undefined) projectOwn(player, own, world.tick, facts.inputBacklog(player.id));
  }
}

/** Field by field: a value that is there already costs nothing, and this is done for everybody in every patch. */
function projectPlayer(player: Player, tick: number, target: PlayerState): void {
  target.name = player.name;
  target.team = player.team;
  target.x = player.x;
  target.y = player.y;
  target.aim = player.aim;
  target.health = player.health;
  target.alive = player.alive;
  target.life = player.life;
  target.bot = player.bot;
  target.score = player.score;
  target.kills = player.kills;
  target.deaths = player.deaths;
  target.weapon = WEAPONS[player.weapon].number;
  target.charging = player.chargeEndsAt > 0;
  target.hasted = player.ownTick < player.hasteEndsAt;
  target.doubleDamage = player.doubleDamageUntilTick > tick;
  target.isProtected = player.protectedUntilTick > tick;
  target.respawnAtTick = player.alive ? 0 : player.respawnAtTick;
}

const ROUNDS = WEAPON_IDS.map((weapon) => ({ weapon, field: `${weapon}Rounds` as const }));

function projectOwn(player: Player, own: OwnState, tick: number, inputBacklog: number): void {
  own.vx = player.vx;
  own.vy = player.vy;
  own.ownTick = player.ownTick;
  own.dashEndsAt = player.dashEndsAt;
  own.dashReadyAt = player.dashReadyAt;
  own.hasteEndsAt = player.hasteEndsAt;
  own.readyAt = player.readyAt;
  own.chargeEndsAt = player.chargeEndsAt;
  own.bloom = player.bloom;
  own.armour = player.armour;
  own.doubleDamageUntilTick = player.doubleDamageUntilTick > tick ? player.doubleDamageUntilTick : 0;
  own.inputBacklog = inputBacklog;
  for (const { weapon, field } of ROUNDS) own[field] = Math.min(player.rounds[weapon] ?? 0, ENDLESS_ROUNDS);
}

/** Keyed by the pad's index. Entries are rewritten, not replaced, when the next match has another map. */
function projectPickups(world: World, state: ArenaState): void {
  world.map.pads.forEach((pad, index) => {
    const key = String(index);
    const known = state.pickups.get(key);
    const target = known ?? new PickupPadState();
    const { availableAtTick } = world.pickups[index]!;
    target.pickup = pad.pickup;
    target.x = pad.x;
    target.y = pad.y;
    target.availableAtTick = availableAtTick;
    if (known === undefined) state.pickups.set(key, target);
  });
  for (let index = state.pickups.size - 1; index >= world.map.pads.length; index--) state.pickups.delete(String(index));
}

/**
 * Sent once, when a client first gets them: everyone flies them on from there. So that nobody is told where a shot
 * came from, the flight is kept at the present one, without a change that a patch would carry.
 */
function projectProjectiles(world: World, state: ArenaState): void {
  for (const key of state.projectiles.keys()) {
    if (!world.projectiles.has(Number(key))) state.projectiles.delete(key);
  }
  for (const projectile of world.projectiles.values()) {
    const key = String(projectile.id);
    const known = state.projectiles.get(key);
    if (known === undefined) {
      state.projectiles.set(key, projectileState(projectile));
      tellOwner(projectile, state.own.get(projectile.owner));
      continue;
    }
    known.pauseTracking();
    writeFlight(projectile, known);
    known.resumeTracking();
  }
}

function tellOwner({ id, firedAt }: Projectile, own: OwnState | undefined): void {
  if (own === undefined) return;
  own.lastProjectile = id;
  own.lastProjectileAt = firedAt;
}

function projectileState(projectile: Projectile): ProjectileState {
  const { owner, weapon, endsAtTick } = projectile;
  const def = WEAPONS[weapon];
  const showsFuse = def.kind === 'projectile' && def.bounce !== undefined;
  const target = new ProjectileState();
  target.owner = owner;
  target.weapon = def.number;
  target.endsAtTick = showsFuse ? endsAtTick : 0;
  writeFlight(projectile, target);
  return target;
}

function writeFlight({ tick, x, y, vx, vy }: Projectile, target: ProjectileState): void {
  target.tick = tick;
  target.x = x;
  target.y = y;
  target.vx = vx;
  target.vy = vy;
}
