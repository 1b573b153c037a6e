import { nextFloat, nextInt } from '../../shared/math/prng.ts';
import { angleTo } from '../../shared/math/vec.ts';
import type { SessionView, Wish } from '../../shared/net/ArenaSession.ts';
import { BUTTON } from '../../shared/sim/Command.ts';

/** What plays a client: asked for each input, with what was last drawn. */
export type PlayStyle = (view: SessionView) => Wish;

export const STANDING: Wish = { moveX: 0, moveY: 0, aim: 0, buttons: 0, weapon: 0 };

/** Walks, turns, dashes and bumps into walls, as someone would who does not look. */
export function wander(seed: number): PlayStyle {
  const prng = { state: seed };
  let wish = STANDING;
  return () => {
    if (nextInt(prng, 18) === 0) {
      const moveX = (nextInt(prng, 3) - 1) * 127;
      const moveY = (nextInt(prng, 3) - 1) * 127;
      wish = { ...wish, moveX, moveY, aim: nextFloat(prng) * Math.PI * 2 };
    }
    return { ...wish, buttons: nextInt(prng, 60) === 0 ? BUTTON.dash : 0 };
  };
}

/** Runs up and down, turning at unforeseeable moments. */
export function strafe(seed: number): PlayStyle {
  const prng = { state: seed };
  let moveY = 127;
  return () => {
    if (nextInt(prng, 25) === 0) moveY = -moveY;
    return { ...STANDING, moveY };
  };
}

/** Aims exactly at where it sees the target and holds the trigger. */
export function snipe(targetId: () => string): PlayStyle {
  return (view) => {
    const target = view.others.get(targetId());
    if (target === undefined || view.own === undefined) return STANDING;
    return { ...STANDING, aim: angleTo(view.own, target), buttons: BUTTON.fire };
  };
}
