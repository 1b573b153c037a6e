/** Bits of `Command.buttons`. Reload and use are kept for modes that know them. */
export const BUTTON = { fire: 1, dash: 2, reload: 4, use: 8 } as const;

/** The length of a wish to run at full speed, and the most either axis can say. */
export const FULL_WISH = 127;

/** What a player wishes for one tick. Every field is already within its range. */
export interface Command {
  /** Wished direction, whole numbers in −127…127; a vector longer than 127 counts as 127. */
  readonly moveX: number;
  readonly moveY: number;
  /** Radians in [0, 2π), 0 to the right, growing clockwise on screen. */
  readonly aim: number;
  readonly buttons: number;
  /** Number of the weapon to change to, 0 to keep. */
  readonly weapon: number;
  /** The instant at which others were drawn when this was wished, in 1/16 tick; 0: judge by the present. */
  readonly seenSubtick: number;
}

/** Empty hands: stand still, look where one looked. */
export function idleCommand(aim: number): Command {
  return { moveX: 0, moveY: 0, aim, buttons: 0, weapon: 0, seenSubtick: 0 };
}

/**
 * The commands of one tick, one for each player whose time goes on.
 * A player without one is *held*: its body and its timers wait, so late inputs cause no correction.
 */
export type Commands = ReadonlyMap<string, Command>;
