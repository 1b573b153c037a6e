/** Throws when something holds that no input can bring about: a fault of ours, never of a player. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Impossible: ${message}`);
}
