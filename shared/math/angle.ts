export const FULL_TURN = Math.PI * 2;
const WIRE_STEPS = 2 ** 16;

/** The angle in [0, 2π). */
export function normalizeAngle(radians: number): number {
  const turned = radians % FULL_TURN;
  return turned < 0 ? turned + FULL_TURN : turned;
}

/** The shortest turn from one angle to another, in (−π, π]. */
export function angleDifference(from: number, to: number): number {
  const turn = normalizeAngle(to - from);
  return turn > Math.PI ? turn - FULL_TURN : turn;
}

/** The angle `share` of the way from one to the other, the short way round. */
export function lerpAngle(from: number, to: number, share: number): number {
  return normalizeAngle(from + angleDifference(from, to) * share);
}

/** The angle a peer reads after it has travelled as 16 bits of a full turn. Not finite: 0. */
export function wireRoundAngle(radians: number): number {
  if (!Number.isFinite(radians)) return 0;
  const step = Math.floor((normalizeAngle(radians) / FULL_TURN) * WIRE_STEPS + 0.5) % WIRE_STEPS;
  return (step / WIRE_STEPS) * FULL_TURN;
}
