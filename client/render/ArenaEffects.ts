import type { SessionEvent } from '../../shared/net/EventQueue.ts';
import type { PickupId } from '../../shared/defs/pickups.ts';
import { angleTo, distance, type Vec } from '../../shared/math/vec.ts';
import type { HitEvent, KillEvent, NoiseEvent, ShotEvent } from '../../shared/net/GameEvent.ts';
import { hasLineOfSight } from '../../shared/map/raycast.ts';
import { hearFrom } from '../audio/hearing.ts';
import type { AvatarLayer, Roster } from './AvatarLayer.ts';
import { BurstEffects } from './BurstEffects.ts';
import type { CameraRig } from './CameraRig.ts';
import { DamageNumbers } from './DamageNumbers.ts';
import { pickupLook } from './drawPickups.ts';
import { FlashPool } from './FlashPool.ts';
import { ParticlePool } from './ParticlePool.ts';
import { ShotEffects } from './ShotEffects.ts';
import { DEPTH, type Stage } from './Stage.ts';
import { ThreatArcs } from './ThreatArcs.ts';

/** A shot heard from nearer than this, though unseen, needs no arc: it is right here. */
const ARC_FROM_UNITS = 60;

/** Whom and where the effects are shown to. */
export interface Onlooking {
  readonly roster: Roster;
  /** The own place; undefined for one who only watches. */
  readonly self: (Readonly<Vec> & { readonly aim: number }) | undefined;
  readonly nowMs: number;
}

/** Turns the events of a match into light, sparks, numbers and arcs. */
export class ArenaEffects {
  readonly sparks: ParticlePool;
  readonly smoke: ParticlePool;
  readonly specks: ParticlePool;
  readonly #stage: Stage;
  readonly #avatars: AvatarLayer;
  readonly #camera: CameraRig;
  readonly #flashes: FlashPool;
  readonly #shots: ShotEffects;
  readonly #bursts: BurstEffects;
  readonly #numbers: DamageNumbers;
  readonly #arcs: ThreatArcs;

  constructor(stage: Stage, avatars: AvatarLayer, camera: CameraRig) {
    this.#stage = stage;
    this.#avatars = avatars;
    this.#camera = camera;
    this.sparks = new ParticlePool(stage, 420, { depth: DEPTH.spark, additive: true });
    this.smoke = new ParticlePool(stage, 160, { depth: DEPTH.smoke, additive: false });
    this.specks = new ParticlePool(stage, 220, { depth: DEPTH.trail, additive: true });
    this.#flashes = new FlashPool(stage);
    this.#shots = new ShotEffects(stage, this.#flashes, this.sparks);
    this.#bursts = new BurstEffects(stage, { flashes: this.#flashes, sparks: this.sparks, smoke: this.smoke });
    this.#numbers = new DamageNumbers(stage);
    this.#arcs = new ThreatArcs(stage);
  }

  /** Shows one event. */
  show({ event, predicted }: SessionEvent, onlooking: Onlooking): void {
    switch (event.type) {
      case 'shot':
        return this.#showShot(event, predicted, onlooking);
      case 'hit':
        return this.#showHit(event, onlooking);
      case 'explosion':
        this.#bursts.showExplosion(event.at, event.weapon);
        return this.#camera.shakeFrom(event.at, 1);
      case 'kill':
        return this.#showKill(event, onlooking);
      case 'spawn':
        return this.#bursts.showSpawn(event.at, this.#colourOf(event.player, onlooking));
      case 'dash':
        return this.#bursts.showDash(event.at, this.#colourOf(event.player, onlooking));
      case 'charge':
        return this.#bursts.showCharge(this.#avatars.placeOf(event.player) ?? event.at);
      case 'pickup':
        return this.#bursts.showPickup(event.at, this.#pickupColour(event.pickup));
      case 'noise':
        return this.#showNoise(event);
      case 'phase':
      case 'round':
        return undefined;
    }
  }

  /** Lets `deltaMs` pass for all that is still to be seen. */
  advance(self: Readonly<Vec> | undefined, deltaMs: number): void {
    this.sparks.advance(deltaMs);
    this.smoke.advance(deltaMs);
    this.specks.advance(deltaMs);
    this.#flashes.advance(deltaMs);
    this.#numbers.advance(deltaMs);
    this.#arcs.draw(self, deltaMs);
  }

  #showShot(shot: ShotEvent, predicted: boolean, onlooking: Onlooking): void {
    const { self, roster, nowMs } = onlooking;
    const own = shot.player === roster.self;
    const from = (own ? self : this.#avatars.placeOf(shot.player)) ?? shot.from;
    this.#avatars.avatarOf(shot.player)?.showShot(nowMs);
    this.#shots.show(shot, from, own && self !== undefined ? self.aim : 0, predicted);
    if (own && shot.weapon !== 'smg' && shot.weapon !== 'pistol') this.#camera.shake(0.45);
    if (own || self === undefined || this.#avatars.isInSight(shot.player)) return;
    if (distance(self, shot.from) < ARC_FROM_UNITS || hasLineOfSight(this.#stage.map, self, shot.from)) return;
    this.#arcs.addHeard(angleTo(self, shot.from), hearFrom(self, shot.from, true).gain);
  }

  /** A hit on somebody out of sight is only heard. */
  #showHit({ at, radians, damage, victim, attacker }: HitEvent, { roster, nowMs }: Onlooking): void {
    if (at === undefined || radians === undefined) return;
    this.#bursts.showHit(at, radians, damage);
    this.#avatars.avatarOf(victim)?.showHurt(nowMs);
    if (victim === roster.self) {
      this.#arcs.addHurt(radians, damage);
      this.#camera.shake(0.3 + damage / 100);
    } else if (attacker === roster.self) {
      this.#numbers.add(victim, this.#avatars.placeOf(victim) ?? at, damage);
    }
  }

  #showKill({ at, victim }: KillEvent, onlooking: Onlooking): void {
    if (at === undefined) return;
    this.#camera.shakeFrom(at, 0.5);
    this.#bursts.showKill(at, this.#colourOf(victim, onlooking));
  }

  /** Steps are for the ear alone: arcs are warnings. */
  #showNoise({ sound, radians, loudness }: NoiseEvent): void {
    if (sound !== 'step') this.#arcs.addHeard(radians, loudness);
  }

  #colourOf(player: string, { roster }: Onlooking): number {
    return this.#avatars.lookOf(player, roster).colour;
  }

  #pickupColour(pickup: PickupId): number {
    return pickupLook(pickup, this.#stage.palette).colour;
  }
}
