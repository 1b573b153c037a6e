import type * as Phaser from 'phaser';
import { PICKUPS, type PickupId } from '../../shared/defs/pickups.ts';
import { GROUND } from './palette.ts';
import { pickupLook } from './drawPickups.ts';
import { addImage, DEPTH, scaleImage, type Stage } from './Stage.ts';

/** A pad as the state knows it. */
export interface PadState {
  readonly pickup: string;
  readonly x: number;
  readonly y: number;
  readonly availableAtTick: number;
}

interface Pad {
  readonly plate: Phaser.GameObjects.Image;
  readonly glow: Phaser.GameObjects.Image;
  readonly sign: Phaser.GameObjects.Image;
}

const RING_RADIUS = 19;

/** The pads: what lies on them, and a ring that closes until what was taken comes back. */
export class PickupLayer {
  readonly #stage: Stage;
  readonly #pads = new Map<string, Pad>();
  readonly #rings: Phaser.GameObjects.Graphics;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#rings = stage.scene.add.graphics().setDepth(DEPTH.pad);
  }

  /** Draws every pad as it is at a server tick. */
  draw(pads: Iterable<[string, PadState]>, serverTick: number, nowMs: number): void {
    this.#rings.clear();
    for (const [key, pad] of pads) this.#drawPad(key, pad, serverTick, nowMs);
  }

  #drawPad(key: string, pad: PadState, serverTick: number, nowMs: number): void {
    if (!(pad.pickup in PICKUPS)) return;
    const look = pickupLook(pad.pickup as PickupId, this.#stage.palette);
    const { plate, glow, sign } = this.#imagesOf(key);
    const there = serverTick >= pad.availableAtTick;
    const bob = Math.sin(nowMs / 420 + pad.x);
    plate.setVisible(true).setPosition(pad.x, pad.y);
    glow.setVisible(there && this.#stage.traits.glow).setPosition(pad.x, pad.y);
    glow.setTint(look.colour).setAlpha(0.4 + 0.12 * bob);
    scaleImage(glow, 1.5 * look.scale);
    sign.setVisible(true).setPosition(pad.x, pad.y + (there ? bob * 1.6 : 0));
    sign
      .setFrame(`pickup-${look.shape}`)
      .setTint(there ? look.colour : GROUND.quiet)
      .setAlpha(there ? 1 : 0.16);
    scaleImage(sign, look.scale * (there ? 1 : 0.8));
    if (there) this.#rings.lineStyle(2.4, look.colour, 0.85).strokeCircle(pad.x, pad.y, RING_RADIUS);
    else this.#drawReturn(pad, look.colour, serverTick);
  }

  /** The part of the return time that has passed, as an arc from the top. */
  #drawReturn(pad: PadState, colour: number, serverTick: number): void {
    const { returnTicks } = PICKUPS[pad.pickup as PickupId];
    const share = 1 - Math.min(1, (pad.availableAtTick - serverTick) / returnTicks);
    const start = -Math.PI / 2;
    this.#rings.lineStyle(2.4, colour, 0.5).beginPath();
    this.#rings.arc(pad.x, pad.y, RING_RADIUS, start, start + Math.PI * 2 * share).strokePath();
  }

  #imagesOf(key: string): Pad {
    const known = this.#pads.get(key);
    if (known !== undefined) return known;
    const stage = this.#stage;
    const pad = {
      plate: addImage(stage, 'pad', DEPTH.pad),
      glow: addImage(stage, 'glow', DEPTH.pad).setBlendMode('ADD'),
      sign: addImage(stage, 'pickup-health', DEPTH.pad),
    };
    this.#pads.set(key, pad);
    return pad;
  }
}
