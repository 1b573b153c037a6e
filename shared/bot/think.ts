import { clamp } from '../math/vec.ts';
import { normalizeAngle } from '../math/angle.ts';
import { WEAPONS } from '../defs/weapons.ts';
import { BUTTON, FULL_WISH, idleCommand, type Command } from '../sim/Command.ts';
import { moveAim, wantsFire } from './aimAndFire.ts';
import type { BotView } from './BotView.ts';
import type { Brain } from './Brain.ts';
import { chooseGoal } from './chooseGoal.ts';
import { chooseTarget } from './chooseTarget.ts';
import { chooseWeapon } from './chooseWeapon.ts';
import { perceive } from './perceive.ts';
import { steer } from './steer.ts';

/**
 * One tick of a bot's mind: from what it sees to what it wishes. Pure but for the brain, which it changes.
 * The command carries no lag-compensation stamp; whoever draws others in the past sets it.
 */
export function think(brain: Brain, view: BotView): Command {
  if (!view.self.alive || view.phase === 'results') {
    brain.wasAlive = false;
    return idleCommand(brain.aim);
  }
  if (!brain.wasAlive) wake(brain, view);
  perceive(brain, view);
  chooseTarget(brain, view);
  chooseGoal(brain, view);
  const step = steer(brain, view);
  moveAim(brain, view);
  const weapon = chooseWeapon(brain, view);
  const fire = wantsFire(brain, view) ? BUTTON.fire : 0;
  return {
    moveX: step === undefined ? 0 : wishOf(Math.cos(step.radians)),
    moveY: step === undefined ? 0 : wishOf(Math.sin(step.radians)),
    aim: normalizeAngle(brain.aim),
    buttons: fire | (step?.dash === true ? BUTTON.dash : 0),
    weapon: weapon === undefined ? 0 : WEAPONS[weapon].number,
    seenSubtick: 0,
  };
}

/** A life begins: what it was about in the last one is forgotten. */
function wake(brain: Brain, view: BotView): void {
  brain.wasAlive = true;
  brain.aim = view.self.aim;
  brain.goal = undefined;
  brain.path = [];
  brain.anchor = { x: view.self.x, y: view.self.y, tick: view.tick };
  brain.tracks.clear();
}

function wishOf(share: number): number {
  return clamp(Math.round(share * FULL_WISH), -FULL_WISH, FULL_WISH);
}
