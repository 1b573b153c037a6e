import type { Vec } from '../../shared/math/vec.ts';

/** What a game pad says, each stick within the unit circle. */
export interface PadState {
  readonly move: Readonly<Vec>;
  readonly look: Readonly<Vec>;
  readonly fire: boolean;
  readonly dash: boolean;
  readonly nextWeapon: boolean;
  readonly previousWeapon: boolean;
  readonly scoreboard: boolean;
  readonly sayAll: boolean;
  readonly sayTeam: boolean;
  readonly pause: boolean;
}

/** The part of the browser's `Gamepad` that is read. */
export interface PadReading {
  readonly axes: readonly number[];
  readonly buttons: readonly { readonly pressed: boolean; readonly value: number }[];
}

/** Sticks rest anywhere within this share of their way. */
export const DEAD_ZONE = 0.18;
const TRIGGER_PULLED = 0.35;

/** Button numbers of the W3C "standard gamepad" layout. */
const PAD = {
  a: 0,
  b: 1,
  x: 2,
  y: 3,
  leftBumper: 4,
  rightBumper: 5,
  leftTrigger: 6,
  rightTrigger: 7,
  back: 8,
  start: 9,
  up: 12,
  down: 13,
};

/**
 * A stick's place without its dead zone: 0 within, growing from 0 at its edge to 1 at full tilt,
 * so slow walking needs no jump over the edge. The direction is kept.
 */
export function withoutDeadZone(x: number, y: number): Vec {
  const tilt = Math.hypot(x, y);
  if (!(tilt > DEAD_ZONE)) return { x: 0, y: 0 };
  const share = Math.min(1, (tilt - DEAD_ZONE) / (1 - DEAD_ZONE)) / tilt;
  return { x: x * share, y: y * share };
}

/** Reads a pad of the standard layout. Axes and buttons it does not have rest. */
export function readGamepad(pad: PadReading): PadState {
  const axis = (index: number): number => pad.axes[index] ?? 0;
  const pressed = (index: number): boolean => {
    const button = pad.buttons[index];
    return button !== undefined && (button.pressed || button.value > TRIGGER_PULLED);
  };
  return {
    move: withoutDeadZone(axis(0), axis(1)),
    look: withoutDeadZone(axis(2), axis(3)),
    fire: pressed(PAD.rightTrigger),
    dash: pressed(PAD.a) || pressed(PAD.leftBumper) || pressed(PAD.leftTrigger),
    nextWeapon: pressed(PAD.rightBumper) || pressed(PAD.y),
    previousWeapon: pressed(PAD.x),
    scoreboard: pressed(PAD.back),
    sayAll: pressed(PAD.up),
    sayTeam: pressed(PAD.down),
    pause: pressed(PAD.start),
  };
}
