import { schema, t, type SchemaType } from '@colyseus/schema';
import { POSITION, SPREAD, VELOCITY } from '../defs/precision.ts';
import { WEAPON_IDS, type WeaponId } from '../defs/weapons.ts';

/**
 * A player. What stands on the table of scores and in the kill feed, everyone knows; what one sees of a body, only those
 * whose avatar could see it: for all others these fields are undefined (`isSeen`).
 */
export const PlayerState = schema(
  {
    name: t.string().default(''),
    team: t.uint8().default(0),
    alive: t.boolean().default(false),
    bot: t.boolean().default(false),
    score: t.int16().default(0),
    kills: t.uint16().default(0),
    deaths: t.uint16().default(0),
    /** False while the person's connection is away. */
    connected: t.boolean().default(true),
    /** A bot plays the avatar of a person who is away or has long not moved. */
    autopilot: t.boolean().default(false),
    /** World tick of its return; 0 while alive. */
    respawnAtTick: t.uint32().default(0),
    x: t.quantized(POSITION).view().default(0),
    y: t.quantized(POSITION).view().default(0),
    aim: t.angle().view().default(0),
    health: t.uint8().view().default(0),
    /** Counts its spawns: when it changes, the body jumped and nobody draws the way between. */
    life: t.uint16().view().default(0),
    /** Number of the weapon in hand (shared/defs/weapons.ts). */
    weapon: t.uint8().view().default(1),
    /** Whether the shot of the weapon in hand is being charged. */
    charging: t.boolean().view().default(false),
    hasted: t.boolean().view().default(false),
    doubleDamage: t.boolean().view().default(false),
    /** Nothing hurts it: it has only just come back. */
    isProtected: t.boolean().view().default(false),
  },
  'PlayerState',
);
export type PlayerState = SchemaType<typeof PlayerState>;

/** Whether a client is sent where a player is, and what one sees of it. */
export function isSeen(player: PlayerState): boolean {
  return (player.x as number | undefined) !== undefined;
}

const uint8 = () => t.uint8().default(0);

type RoundsFields = { readonly [Id in WeaponId as `${Id}Rounds`]: ReturnType<typeof uint8> };

/** Rounds by weapon; 0 for one not carried, 255 for one that never runs out. */
const roundsFields = Object.fromEntries(WEAPON_IDS.map((id) => [`${id}Rounds`, uint8()])) as RoundsFields;

/** What only the owner knows of itself: all that its client predicts from, and its private numbers. */
export const OwnState = schema(
  {
    vx: t.quantized(VELOCITY).default(0),
    vy: t.quantized(VELOCITY).default(0),
    ownTick: t.uint32().default(0),
    dashEndsAt: t.uint32().default(0),
    dashReadyAt: t.uint32().default(0),
    hasteEndsAt: t.uint32().default(0),
    readyAt: t.uint32().default(0),
    chargeEndsAt: t.uint32().default(0),
    bloom: t.quantized(SPREAD).default(0),
    armour: t.uint8().default(0),
    /** World tick at which double damage ends; 0: not active. */
    doubleDamageUntilTick: t.uint32().default(0),
    /** Fewest inputs that waited for their tick over the last second: more than one is needless delay. */
    inputBacklog: t.uint8().default(0),
    /** The latest projectile one has fired, its key as a number, and when, on the own clock: to find the one predicted for it. */
    lastProjectile: t.uint32().default(0),
    lastProjectileAt: t.uint32().default(0),
    ...roundsFields,
  },
  'OwnState',
);
export type OwnState = SchemaType<typeof OwnState>;

/** What lies on a pad; the key is its place in the list of the map's pads. */
export const PickupPadState = schema(
  {
    pickup: t.string().default(''),
    x: t.quantized(POSITION).default(0),
    y: t.quantized(POSITION).default(0),
    /** From this tick on it may be taken. */
    availableAtTick: t.uint32().default(0),
  },
  'PickupPadState',
);
export type PickupPadState = SchemaType<typeof PickupPadState>;

/**
 * Where a flying shot was when a client was first sent it; every side flies it on from there with `stepFlight`.
 * Never where it came from, nor for how long it has flown: either would tell where an unseen shooter stood.
 */
export const ProjectileState = schema(
  {
    owner: t.string().default(''),
    weapon: t.uint8().default(0),
    tick: t.uint32().default(0),
    x: t.float32().default(0),
    y: t.float32().default(0),
    vx: t.float32().default(0),
    vy: t.float32().default(0),
    /** The tick at which a fuse that can be seen ends; 0 for what shows none, as it would tell how far it has come. */
    endsAtTick: t.uint32().default(0),
  },
  'ProjectileState',
);
export type ProjectileState = SchemaType<typeof ProjectileState>;

/** Those fields of a `ProjectileState` that every side reckons on from where it was first told them. */
export const FLIGHT_FIELDS = ['tick', 'x', 'y', 'vx', 'vy'] as const satisfies readonly (keyof ProjectileState)[];

/** What a team has come to; everyone knows. */
export const TeamState = schema(
  {
    /** Points in the present round, or in the match where there are no rounds. */
    score: t.int16().default(0),
    /** Rounds won. */
    rounds: t.uint8().default(0),
  },
  'TeamState',
);
export type TeamState = SchemaType<typeof TeamState>;

/** The state of a room as clients decode it; written by `server/sync/projectWorld` only. */
export const ArenaState = schema(
  {
    tick: t.uint32().default(0),
    phase: t.string().default('waiting'),
    /** Tick at which the phase ends; 0 when no clock ends it. */
    phaseEndsAtTick: t.uint32().default(0),
    mode: t.string().default(''),
    map: t.string().default(''),
    scoreLimit: t.uint16().default(0),
    /** Counts the matches played in this room. */
    match: t.uint16().default(0),
    /** Microseconds within which 99 % of the room's ticks of the last ten seconds were done. */
    tickP99Micros: t.uint32().default(0),
    /** By number, '1' and '2', as `PlayerState.team`; empty in modes without teams. */
    teams: t.map(TeamState),
    players: t.map(PlayerState),
    /** Those pads whose state a client can see; where pads lie, the map tells. */
    pickups: t.map(PickupPadState).view(),
    /** Those that a client can see, and its own. */
    projectiles: t.map(ProjectileState).view(),
    /** Private numbers by player id; a client is sent its own entry only. */
    own: t.map(OwnState).view(),
  },
  'ArenaState',
);
export type ArenaState = SchemaType<typeof ArenaState>;
