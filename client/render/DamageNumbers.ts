import type * as Phaser from 'phaser';
import type { Vec } from '../../shared/math/vec.ts';
import { cssColour, GROUND } from './palette.ts';
import { DEPTH, type Stage } from './Stage.ts';

const LIFE_MS = 750;
const RISE_UNITS = 26;
/** Hits on the same body within this time add up to one number. */
const JOIN_MS = 260;
const RESOLUTION = 3;

interface Rising {
  readonly text: Phaser.GameObjects.Text;
  readonly victim: string;
  damage: number;
  x: number;
  y: number;
  ageMs: number;
}

/** Numbers that rise from those whom we hit. Hits in quick succession add up. */
export class DamageNumbers {
  readonly #stage: Stage;
  #rising: Rising[] = [];
  #idle: Phaser.GameObjects.Text[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  add(victim: string, at: Readonly<Vec>, damage: number): void {
    const recent = this.#rising.find((each) => each.victim === victim && each.ageMs < JOIN_MS);
    if (recent !== undefined) {
      recent.damage += damage;
      recent.ageMs = Math.min(recent.ageMs, 60);
      recent.text.setText(String(Math.round(recent.damage)));
      return;
    }
    const text = (this.#idle.pop() ?? this.#newText()).setVisible(true).setText(String(Math.round(damage)));
    this.#rising.push({ text, victim, damage, x: at.x + (Math.random() - 0.5) * 16, y: at.y - 54, ageMs: 0 });
  }

  advance(deltaMs: number): void {
    let kept = 0;
    for (const rising of this.#rising) {
      rising.ageMs += deltaMs;
      const age = rising.ageMs / LIFE_MS;
      if (age >= 1) {
        this.#idle.push(rising.text.setVisible(false));
        continue;
      }
      const pop = 1 + 0.5 * Math.max(0, 1 - rising.ageMs / 120);
      const size = Math.min(1.35, 0.9 + rising.damage / 160);
      rising.text.setPosition(rising.x, rising.y - RISE_UNITS * age).setAlpha(Math.min(1, 2 - 2 * age));
      rising.text.setScale(pop * size);
      this.#rising[kept++] = rising;
    }
    this.#rising.length = kept;
  }

  #newText(): Phaser.GameObjects.Text {
    return this.#stage.scene.add
      .text(0, 0, '', {
        fontFamily: 'system-ui, sans-serif',
        fontStyle: '700',
        fontSize: '17px',
        color: cssColour(GROUND.ink),
        stroke: cssColour(GROUND.void),
        strokeThickness: 4,
        resolution: RESOLUTION,
      })
      .setOrigin(0.5)
      .setDepth(DEPTH.label);
  }
}
