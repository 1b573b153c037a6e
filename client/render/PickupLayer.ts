import type * as Phaser from 'phaser';
import { PICKUPS } from '../../shared/defs/pickups.ts';
import type { Vec } from '../../shared/math/vec.ts';
import type { PickupPad } from '../../shared/map/ArenaMap.ts';
import { GROUND } from './palette.ts';
import { pickupLook } from './drawPickups.ts';
import { addImage, DEPTH, scaleImage, type Stage } from './Stage.ts';

/** When what lies on the pads in sight may be taken, by their place in the map's list. */
export interface SeenPads {
  get(pad: string): { readonly availableAtTick: number } | undefined;
}

interface Pad {
  readonly plate: Phaser.GameObjects.Image;
  readonly glow: Phaser.GameObjects.Image;
  readonly sign: Phaser.GameObjects.Image;
}

/** When pads are drawn. */
export interface PadMoment {
  readonly serverTick: number;
  readonly nowMs: number;
}

type Area = Pick<Phaser.Geom.Rectangle, 'left' | 'right' | 'top' | 'bottom'>;

const RING_RADIUS = 19;
/** Nothing of a pad, glow and all, reaches further from its middle. */
const REACH_UNITS = 96;

/** The pads: what lies on those in sight, and a ring that closes until what was taken comes back. Of others the sign alone. */
export class PickupLayer {
  readonly #stage: Stage;
  readonly #pads: Pad[] = [];
  readonly #rings: Phaser.GameObjects.Graphics;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#rings = stage.scene.add.graphics().setDepth(DEPTH.pad);
  }

  /** Draws the pads in a part of the world, in units, as they are at a server tick. */
  draw(seen: SeenPads, { serverTick, nowMs }: PadMoment, view: Area): void {
    this.#rings.clear();
    this.#stage.map.pads.forEach((pad, index) => {
      if (!touches(view, pad)) return this.#hidePad(index);
      const availableAtTick = seen.get(String(index))?.availableAtTick;
      const there = availableAtTick !== undefined && serverTick >= availableAtTick;
      this.#drawPad(index, pad, there, nowMs);
      const { colour } = pickupLook(pad.pickup, this.#stage.palette);
      if (there) this.#rings.lineStyle(2.4, colour, 0.85).strokeCircle(pad.x, pad.y, RING_RADIUS);
      else if (availableAtTick !== undefined) this.#drawReturn(pad, colour, availableAtTick - serverTick);
    });
  }

  #hidePad(index: number): void {
    const pad = this.#pads[index];
    for (const image of pad === undefined ? [] : [pad.plate, pad.glow, pad.sign]) image.setVisible(false);
  }

  #drawPad(index: number, pad: PickupPad, there: boolean, nowMs: number): void {
    const look = pickupLook(pad.pickup, this.#stage.palette);
    const { plate, glow, sign } = this.#imagesOf(index);
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
  }

  /** The part of the return time that has passed, as an arc from the top. */
  #drawReturn(pad: PickupPad, colour: number, ticksLeft: number): void {
    const share = 1 - Math.min(1, ticksLeft / PICKUPS[pad.pickup].returnTicks);
    const start = -Math.PI / 2;
    this.#rings.lineStyle(2.4, colour, 0.5).beginPath();
    this.#rings.arc(pad.x, pad.y, RING_RADIUS, start, start + Math.PI * 2 * share).strokePath();
  }

  #imagesOf(index: number): Pad {
    const known = this.#pads[index];
    if (known !== undefined) return known;
    const stage = this.#stage;
    const pad = {
      plate: addImage(stage, 'pad', DEPTH.pad),
      glow: addImage(stage, 'glow', DEPTH.pad).setBlendMode('ADD'),
      sign: addImage(stage, 'pickup-health', DEPTH.pad),
    };
    this.#pads[index] = pad;
    return pad;
  }
}

function touches({ left, right, top, bottom }: Area, { x, y }: Readonly<Vec>): boolean {
  const isAcross = x > left - REACH_UNITS && x < right + REACH_UNITS;
  return isAcross && y > top - REACH_UNITS && y < bottom + REACH_UNITS;
}
