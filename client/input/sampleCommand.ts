import { normalizeAngle } from '../../shared/math/angle.ts';
import type { Vec } from '../../shared/math/vec.ts';
import { BUTTON, FULL_WISH } from '../../shared/sim/Command.ts';
import type { Wish } from '../../shared/net/ArenaSession.ts';
import type { KeyAction } from '../settings/keyBindings.ts';
import type { PadState } from './readGamepad.ts';

/** Both thumbs on the glass, each within the unit circle; undefined while lifted. */
export interface TouchState {
  readonly move: Readonly<Vec> | undefined;
  readonly aim: Readonly<Vec> | undefined;
  readonly dash: boolean;
}

/** What the hands do at this moment, on all devices. */
export interface DeviceState {
  readonly held: ReadonlySet<KeyAction>;
  /** The mouse, in CSS pixels from the surface's corner; undefined until it has moved. */
  readonly pointer: Readonly<Vec> | undefined;
  readonly touch: TouchState;
  readonly pad: PadState | undefined;
}

/** A thumb further out than this share of its stick fires; closer in it only aims. */
const FIRE_TILT = 0.55;
const AIM_TILT = 0.12;

/**
 * What the hands wish for one tick: all devices count at once. The thumb aims before the pad's stick, the
 * stick before the mouse; while none of them points anywhere the last aim stays.
 *
 * @param selfOnScreen where the own avatar is drawn, in CSS pixels, for the mouse to aim from
 */
export function sampleCommand(
  devices: DeviceState,
  selfOnScreen: Readonly<Vec>,
  lastAim: number,
): Omit<Wish, 'weapon'> {
  const move = clampToCircle(wishedMove(devices));
  const fire = devices.held.has('fire') || devices.pad?.fire === true || tilt(devices.touch.aim) > FIRE_TILT;
  const dash = devices.held.has('dash') || devices.pad?.dash === true || devices.touch.dash;
  return {
    moveX: Math.round(move.x * FULL_WISH),
    moveY: Math.round(move.y * FULL_WISH),
    aim: wishedAim(devices, selfOnScreen) ?? lastAim,
    buttons: (fire ? BUTTON.fire : 0) | (dash ? BUTTON.dash : 0),
  };
}

function wishedMove({ held, touch, pad }: DeviceState): Vec {
  const keyX = Number(held.has('right')) - Number(held.has('left'));
  const keyY = Number(held.has('down')) - Number(held.has('up'));
  return {
    x: keyX + (touch.move?.x ?? 0) + (pad?.move.x ?? 0),
    y: keyY + (touch.move?.y ?? 0) + (pad?.move.y ?? 0),
  };
}

function wishedAim({ pointer, touch, pad }: DeviceState, selfOnScreen: Readonly<Vec>): number | undefined {
  if (touch.aim !== undefined && tilt(touch.aim) > AIM_TILT) return angleOf(touch.aim);
  if (pad !== undefined && tilt(pad.look) > 0) return angleOf(pad.look);
  if (pointer === undefined) return undefined;
  const away = { x: pointer.x - selfOnScreen.x, y: pointer.y - selfOnScreen.y };
  return tilt(away) > 0 ? angleOf(away) : undefined;
}

function clampToCircle(wish: Readonly<Vec>): Vec {
  const length = Math.max(1, tilt(wish));
  return { x: wish.x / length, y: wish.y / length };
}

function tilt(vector: Readonly<Vec> | undefined): number {
  return vector === undefined ? 0 : Math.hypot(vector.x, vector.y);
}

function angleOf(vector: Readonly<Vec>): number {
  return normalizeAngle(Math.atan2(vector.y, vector.x));
}
