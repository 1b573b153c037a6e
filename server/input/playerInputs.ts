import { PlayerInput } from '../../shared/net/inputSchema.ts';
import type { Command } from '../../shared/sim/Command.ts';
import { InputFormat } from './InputFormat.ts';

/** How players' inputs travel. Nothing is cut to its range yet: `sanitiseInput` does that. */
export const PLAYER_INPUTS = new InputFormat<Command>(PlayerInput, (values) => ({
  moveX: values[0]!,
  moveY: values[1]!,
  aim: values[2]!,
  buttons: values[3]!,
  weapon: values[4]!,
  seenSubtick: values[5]!,
}));
