import type * as Phaser from 'phaser';
import { clamp, type Vec } from '../../shared/math/vec.ts';
import { angleDifference } from '../../shared/math/angle.ts';
import { DEPTH, type Stage } from './Stage.ts';

const HURT = { lifeMs: 1100, radius: 62, halfAngle: 0.42, width: 6 } as const;
const HEARD = { lifeMs: 700, radius: 132, halfAngle: 0.2, width: 3.2 } as const;
/** Sounds from about the same direction join into one arc instead of flickering. */
const SAME_DIRECTION_RADIANS = 0.3;

interface Threat {
  readonly kind: 'hurt' | 'heard';
  radians: number;
  /** 0…1. */
  strength: number;
  ageMs: number;
}

/** Arcs around the avatar: where one is hurt from, and where shots are heard behind walls. */
export class ThreatArcs {
  readonly #stage: Stage;
  readonly #arcs: Phaser.GameObjects.Graphics;
  #threats: Threat[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#arcs = stage.scene.add.graphics().setDepth(DEPTH.arc);
  }

  /** Someone in that direction has hurt us for `damage`. */
  addHurt(radians: number, damage: number): void {
    this.#add('hurt', radians, clamp(0.45 + damage / 70, 0, 1));
  }

  /** A shot is heard from that direction; `gain` is its loudness, 0…1. */
  addHeard(radians: number, gain: number): void {
    if (gain > 0.02) this.#add('heard', radians, clamp(0.3 + gain, 0, 1));
  }

  /** Draws the arcs around a place, `deltaMs` older than last time. */
  draw(self: Readonly<Vec> | undefined, deltaMs: number): void {
    this.#arcs.clear();
    for (const threat of this.#threats) threat.ageMs += deltaMs;
    this.#threats = this.#threats.filter(({ kind, ageMs }) => ageMs < (kind === 'hurt' ? HURT : HEARD).lifeMs);
    if (self === undefined) return;
    for (const threat of this.#threats) this.#drawArc(self, threat);
  }

  #add(kind: Threat['kind'], radians: number, strength: number): void {
    const near = this.#threats.find(
      (threat) => threat.kind === kind && Math.abs(angleDifference(threat.radians, radians)) < SAME_DIRECTION_RADIANS,
    );
    if (near === undefined) {
      this.#threats.push({ kind, radians, strength, ageMs: 0 });
      return;
    }
    near.radians = radians;
    near.strength = Math.max(near.strength, strength);
    near.ageMs = 0;
  }

  #drawArc(self: Readonly<Vec>, { kind, radians, strength, ageMs }: Threat): void {
    const form = kind === 'hurt' ? HURT : HEARD;
    const age = ageMs / form.lifeMs;
    const alpha = strength * (1 - age) ** 1.5;
    const spread = form.halfAngle * (0.7 + 0.3 * strength);
    this.#strokeArc(self, { radius: form.radius, width: form.width, radians, spread, alpha });
    if (kind === 'hurt') return;
    const outer = form.radius + 9 + age * 8;
    this.#strokeArc(self, { radius: outer, width: 1.8, radians, spread: spread * 0.7, alpha: alpha * 0.7 });
  }

  #strokeArc(
    self: Readonly<Vec>,
    arc: { radius: number; width: number; radians: number; spread: number; alpha: number },
  ): void {
    this.#arcs.lineStyle(arc.width, this.#stage.palette.red, arc.alpha).beginPath();
    this.#arcs.arc(self.x, self.y, arc.radius, arc.radians - arc.spread, arc.radians + arc.spread).strokePath();
  }
}
