import type { Vec } from '../../shared/math/vec.ts';

const FULL_TURN = 2 * Math.PI;

/**
 * Which of the phrases around a wheel is pointed at, counted clockwise from the top.
 * @param away from the middle of the wheel, y downwards
 * @param least shorter than this nothing is pointed at
 */
export function chosenPhrase(away: Readonly<Vec>, phrases: number, least: number): number | undefined {
  if (Math.hypot(away.x, away.y) < least) return undefined;
  const fromTop = Math.atan2(away.x, -away.y) / FULL_TURN;
  return (Math.round(fromTop * phrases) + phrases) % phrases;
}
