import type { Phase } from './SimEvent.ts';

/**
 * Whether commands move a body at this moment: never when dead, never while results are shown.
 * The owner's client asks the same before it predicts.
 */
export function mayAct(phase: Phase, alive: boolean): boolean {
  return alive && phase !== 'results';
}
