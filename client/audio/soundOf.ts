import { PICKUPS } from '../../shared/defs/pickups.ts';
import type { Vec } from '../../shared/math/vec.ts';
import type { GameEvent, HitEvent, KillEvent, NoiseEvent } from '../../shared/net/GameEvent.ts';
import { hearNoise, type Heard } from './hearing.ts';
import type { ToneId } from './tones.ts';

/** A sound to play: at a place, or right in the ear when it has none. */
export interface Sound {
  readonly tone: ToneId;
  readonly at: Vec | undefined;
  /** How it is heard, where that is all one knows of it. */
  readonly heard?: Heard;
}

/** What an event sounds like to a player. What they do themselves sounds in the ear, the rest from its place. */
export function soundOf(event: GameEvent, self: string): Sound | undefined {
  switch (event.type) {
    case 'shot':
      return { tone: event.weapon, at: event.player === self ? undefined : event.from };
    case 'charge':
      return { tone: 'charge', at: event.player === self ? undefined : event.at };
    case 'dash':
      return { tone: 'dash', at: event.player === self ? undefined : event.at };
    case 'hit':
      return soundOfHit(event, self);
    case 'explosion':
      return { tone: 'explosion', at: event.at };
    case 'kill':
      return soundOfKill(event, self);
    case 'spawn':
      return { tone: 'spawn', at: event.player === self ? undefined : event.at };
    case 'pickup':
      return { tone: toneOfPickup(event.pickup), at: event.player === self ? undefined : event.at };
    case 'phase':
      return soundOfPhase(event.phase);
    case 'round':
      return { tone: 'go', at: undefined };
    case 'noise':
      return { tone: toneOfNoise(event), at: undefined, heard: hearNoise(event.radians, event.loudness) };
  }
}

function toneOfNoise({ sound, weapon }: NoiseEvent): ToneId {
  return sound === 'shot' ? (weapon ?? 'pistol') : sound;
}

function soundOfHit(hit: HitEvent, self: string): Sound | undefined {
  if (hit.victim === self) return { tone: 'hurt', at: undefined };
  return hit.attacker === self ? { tone: 'hit', at: undefined } : undefined;
}

function soundOfKill(kill: KillEvent, self: string): Sound | undefined {
  if (kill.victim === self) return { tone: 'death', at: undefined };
  if (kill.attacker === self) return { tone: 'kill', at: undefined };
  return kill.at === undefined ? undefined : { tone: 'fall', at: kill.at };
}

function toneOfPickup(pickup: keyof typeof PICKUPS): ToneId {
  const { kind } = PICKUPS[pickup];
  if (kind === 'weapon') return 'weapon';
  return kind === 'haste' || kind === 'doubleDamage' ? 'power' : 'pickup';
}

function soundOfPhase(phase: string): Sound | undefined {
  if (phase === 'live') return { tone: 'go', at: undefined };
  return phase === 'results' ? { tone: 'over', at: undefined } : undefined;
}
