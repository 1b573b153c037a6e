import type { Vec } from '../../shared/math/vec.ts';

/** How far a thumb moves for full tilt, in CSS pixels: the travel of a thumb that stays on the glass. */
export const STICK_RADIUS_PX = 52;

/** How far a stick is tilted when the thumb came down at `origin` and is now at `thumb`: within the unit circle. */
export function stickTilt(origin: Readonly<Vec>, thumb: Readonly<Vec>): Vec {
  const x = (thumb.x - origin.x) / STICK_RADIUS_PX;
  const y = (thumb.y - origin.y) / STICK_RADIUS_PX;
  const length = Math.max(1, Math.hypot(x, y));
  return { x: x / length, y: y / length };
}
