import { schema, t, type SchemaType } from '@colyseus/schema';
import { POSITION, SPREAD, VELOCITY } from '../defs/precision.ts';

/** What everyone may know of a player. */
export const PlayerState = schema(
  {
    name: t.string().default(''),
    team: t.uint8().default(0),
    x: t.quantized(POSITION).default(0),
    y: t.quantized(POSITION).default(0),
    aim: t.angle().default(0),
    health: t.uint8().default(0),
    alive: t.boolean().default(false),
    /** Counts its spawns: when it changes, the body jumped and nobody draws the way between. */
    life: t.uint16().default(0),
    bot: t.boolean().default(false),
    score: t.int16().default(0),
    kills: t.uint16().default(0),
    deaths: t.uint16().default(0),
    /** Number of the weapon in hand (shared/defs/weapons.ts). */
    weapon: t.uint8().default(1),
    /** Whether the shot of the weapon in hand is being charged. */
    charging: t.boolean().default(false),
    hasted: t.boolean().default(false),
    doubleDamage: t.boolean().default(false),
    /** Nothing hurts it: it has only just come back. */
    isProtected: t.boolean().default(false),
    /** False while the person's connection is away. */
    connected: t.boolean().default(true),
    /** A bot plays the avatar of a person who is away or has long not moved. */
    autopilot: t.boolean().default(false),
    /** World tick of its return; 0 while alive. */
    respawnAtTick: t.uint32().default(0),
  },
  'PlayerState',
);
export type PlayerState = SchemaType<typeof PlayerState>;

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
    /** Rounds by weapon number; 0 for one not carried, 255 for one that never runs out. */
    rounds: t.map('uint8'),
    armour: t.uint8().default(0),
    /** World tick at which double damage ends; 0: not active. */
    doubleDamageUntilTick: t.uint32().default(0),
    /** Fewest inputs that waited for their tick over the last second: more than one is needless delay. */
    inputBacklog: t.uint8().default(0),
  },
  'OwnState',
);
export type OwnState = SchemaType<typeof OwnState>;

/** What lies on a pad, in the order of the map's pads. */
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

/** The spawn of a flying shot; every side flies it on from there with `projectilePlace`. */
export const ProjectileState = schema(
  {
    owner: t.string().default(''),
    weapon: t.uint8().default(0),
    spawnTick: t.uint32().default(0),
    x: t.quantized(POSITION).default(0),
    y: t.quantized(POSITION).default(0),
    vx: t.quantized(VELOCITY).default(0),
    vy: t.quantized(VELOCITY).default(0),
    /** The owner's own clock when it was fired. */
    firedAt: t.uint32().default(0),
  },
  'ProjectileState',
);
export type ProjectileState = SchemaType<typeof ProjectileState>;

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
    players: t.map(PlayerState),
    pickups: t.map(PickupPadState),
    projectiles: t.map(ProjectileState),
    /** Private numbers by player id; a client is sent its own entry only. */
    own: t.map(OwnState).view(),
  },
  'ArenaState',
);
export type ArenaState = SchemaType<typeof ArenaState>;
