export interface Vec {
  x: number;
  y: number;
}

export function distance(a: Readonly<Vec>, b: Readonly<Vec>): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

/** The angle from one point to another, in radians, 0 to the right and growing clockwise on screen. */
export function angleTo(from: Readonly<Vec>, to: Readonly<Vec>): number {
  return Math.atan2(to.y - from.y, to.x - from.x);
}

export function lerp(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

export function clamp(value: number, min: number, max: number): number {
  return value < min ? min : value > max ? max : value;
}
