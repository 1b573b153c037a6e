import { HEARING } from '../../shared/defs/hearing.ts';
import { TILE_UNITS } from '../../shared/map/ArenaMap.ts';
import { hearSound, roughDirection } from '../../shared/math/hear.ts';
import { angleTo, distance, lerp, type Vec } from '../../shared/math/vec.ts';
import type { GameEvent, HitEvent, NoiseEvent, ShotEvent } from '../../shared/net/GameEvent.ts';
import type { Player } from '../../shared/sim/Player.ts';
import type { SimEvent } from '../../shared/sim/SimEvent.ts';

/** What one client's avatar perceives by. */
export interface Senses {
  /** Whose avatar. */
  readonly player: string;
  readonly ear: Readonly<Vec>;
  /** Whether the client knows where somebody is. */
  seesPlayer(player: string): boolean;
  seesPlace(place: Readonly<Vec>): boolean;
  /** Whether somebody else is of the same team. */
  isTeamMate(player: string): boolean;
}

/** How finely the flight of a shot is cut at the edge of what is seen. */
const CUT_UNITS = TILE_UNITS / 2;
/** A ray ends on what has stopped it; this much before, it is in the open. */
const OPEN_UNITS = 2;

/**
 * What somebody is told of an event: the event itself, a part of it, a noise, or nothing.
 * Gives the very same object when all of it may be known.
 */
export function perceiveEvent(event: Exclude<GameEvent, NoiseEvent>, senses: Senses): GameEvent | undefined {
  switch (event.type) {
    case 'phase':
    case 'round':
      return event;
    case 'shot':
      if (senses.seesPlayer(event.player)) return cutEnds(event, senses);
      return cutShot(event, senses) ?? hearNoise('shot', event.from, senses, event.weapon);
    case 'charge':
      return senses.seesPlayer(event.player) ? event : hearNoise('charge', event.at, senses, event.weapon);
    case 'dash':
      return senses.seesPlayer(event.player) ? event : hearNoise('dash', event.at, senses);
    case 'explosion':
      return senses.seesPlace(event.at) ? event : hearNoise('explosion', event.at, senses, event.weapon);
    case 'hit':
      return perceiveHit(event, senses);
    case 'kill': {
      if (event.at === undefined || event.victim === senses.player || senses.seesPlace(event.at)) return event;
      const { at: _, ...news } = event;
      return news;
    }
    case 'spawn':
      return senses.seesPlayer(event.player) ? event : undefined;
    case 'pickup':
      return event.player === senses.player || senses.seesPlace(event.at) ? event : undefined;
  }
}

/** The steps of somebody out of sight, if they are near and fast enough to be heard. */
export function hearSteps(runner: Readonly<Player>, senses: Senses): NoiseEvent | undefined {
  const isHeard = runner.alive && Math.hypot(runner.vx, runner.vy) >= HEARING.stepFromUnitsPerSecond;
  return isHeard && !senses.seesPlayer(runner.id) ? hearNoise('step', runner, senses) : undefined;
}

/** An event of the simulation as it travels: places in whole units, of a hit only the direction it came from. */
export function travellingEvent(event: SimEvent): Exclude<GameEvent, NoiseEvent> {
  switch (event.type) {
    case 'phase':
    case 'round':
      return event;
    case 'shot':
      return { ...event, from: whole(event.from), ends: event.ends.map(whole) };
    case 'hit': {
      const { from, at, ...rest } = event;
      return { ...rest, at: whole(at), radians: roughDirection(angleTo(at, from)) };
    }
    default:
      return { ...event, at: whole(event.at) };
  }
}

function perceiveHit(hit: HitEvent, senses: Senses): HitEvent | undefined {
  const { attacker, victim, weapon, damage, at, radians } = hit;
  const seesAttacker = attacker === senses.player || senses.seesPlayer(attacker);
  if (seesVictim(hit, senses)) {
    return seesAttacker ? hit : { type: 'hit', attacker: '', victim, weapon, damage, at, radians };
  }
  // Whoever hits is told so, also when they could not see whom.
  return attacker === senses.player ? { type: 'hit', attacker, victim, weapon, damage } : undefined;
}

/** Where team mates are one knows everywhere; but from where they are hit out of sight would tell of an enemy. */
function seesVictim({ victim, at }: HitEvent, senses: Senses): boolean {
  if (victim === senses.player) return true;
  return senses.seesPlayer(victim) && (!senses.isTeamMate(victim) || (at !== undefined && senses.seesPlace(at)));
}

/**
 * Of a shot of somebody in sight, also one's own, the rays no further than they are seen: where they end out of sight,
 * somebody may have stopped them.
 */
function cutEnds(shot: ShotEvent, senses: Senses): ShotEvent {
  const { from, ends } = shot;
  const isSeen = (end: Readonly<Vec>): boolean =>
    senses.seesPlace(pointTowards(from, end, distance(from, end) - OPEN_UNITS));
  if (ends.every(isSeen)) return shot;
  return { ...shot, ends: ends.map((end) => (isSeen(end) ? end : lastSeen(from, end, senses))) };
}

/** The last place of a ray that is seen; if none is, the nearest, for its direction. */
function lastSeen(from: Readonly<Vec>, end: Readonly<Vec>, senses: Senses): Vec {
  let units = Math.floor(distance(from, end) / CUT_UNITS) * CUT_UNITS;
  while (units > CUT_UNITS && !senses.seesPlace(pointTowards(from, end, units))) units -= CUT_UNITS;
  return whole(pointTowards(from, end, Math.max(CUT_UNITS, units)));
}

function pointTowards(from: Readonly<Vec>, to: Readonly<Vec>, units: number): Vec {
  const share = units / Math.max(1, distance(from, to));
  return { x: lerp(from.x, to.x, share), y: lerp(from.y, to.y, share) };
}

/** Of a shot from out of sight those parts of its rays that are seen. */
function cutShot(shot: ShotEvent, senses: Senses): ShotEvent | undefined {
  const seen = shot.ends.flatMap((end) => cutRay(shot.from, end, senses) ?? []);
  if (seen.length === 0) return undefined;
  return { type: 'shot', player: '', weapon: shot.weapon, from: seen[0]!.from, ends: seen.map(({ to }) => to) };
}

/** From the first to the last place of a ray that is seen. */
function cutRay(from: Readonly<Vec>, to: Readonly<Vec>, senses: Senses): { from: Vec; to: Vec } | undefined {
  const steps = Math.max(1, Math.ceil(distance(from, to) / CUT_UNITS));
  const at = (step: number): Vec => ({ x: lerp(from.x, to.x, step / steps), y: lerp(from.y, to.y, step / steps) });
  let first = 0;
  while (first <= steps && !senses.seesPlace(at(first))) first += 1;
  let last = steps;
  while (last > first && !senses.seesPlace(at(last))) last -= 1;
  return first < last ? { from: whole(at(first)), to: whole(at(last)) } : undefined;
}

function hearNoise(
  sound: NoiseEvent['sound'],
  source: Readonly<Vec>,
  { ear }: Senses,
  weapon?: NoiseEvent['weapon'],
): NoiseEvent | undefined {
  const silentUnits = sound === 'step' ? HEARING.stepSilentUnits : HEARING.silentUnits;
  const heard = hearSound(ear, source, silentUnits);
  if (heard === undefined) return undefined;
  const noise = { type: 'noise', sound, ...heard } as const;
  return weapon === undefined ? noise : { ...noise, weapon };
}

function whole({ x, y }: Readonly<Vec>): Vec {
  return { x: Math.round(x), y: Math.round(y) };
}
