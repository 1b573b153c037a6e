import { PlayerInput } from '../../shared/net/inputSchema.ts';
import type { Command } from '../../shared/sim/Command.ts';
import { InputFormat } from './InputFormat.ts';

/** How players' inputs travel. Nothing is cut to its range yet: `sanitiseInput` does that. */
export const PLAYER_INPUTS = new InputFormat<Command>(PlayerInput, (values, at) => ({
  moveX: values[at]!,
  moveY: values[at + 1]!,
  aim: values[at + 2]!,
  buttons: values[at + 3]!,
  weapon: values[at + 4]!,
  seenSubtick: values[at + 5]!,
}));
