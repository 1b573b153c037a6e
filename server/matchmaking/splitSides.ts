import type { Waiting } from './WaitingLine.ts';

/** Two sides of a match; those who queued together stand on the same. */
export type Sides = readonly [readonly Waiting[], readonly Waiting[]];

/** The way to part a full match into two sides that are closest in strength; undefined when they cannot be parted in halves. */
export function splitSides(group: readonly Waiting[], sideSize: number): Sides | undefined {
  let best: Sides | undefined;
  let leastGap = Infinity;
  // The first stays on the first side, so each way to part them is seen once.
  for (let mask = 1; mask < 1 << group.length; mask += 2) {
    const sides = part(group, mask);
    if (countPlayers(sides[0]) !== sideSize || countPlayers(sides[1]) !== sideSize) continue;
    const gap = Math.abs(gapBetween(sides));
    if (gap >= leastGap) continue;
    leastGap = gap;
    best = sides;
  }
  return best;
}

/** By how much the first side is stronger, all its players together. */
export function gapBetween([first, second]: Sides): number {
  return strengthOf(first) - strengthOf(second);
}

function part(group: readonly Waiting[], mask: number): Sides {
  const isFirst = (_: Waiting, index: number) => ((mask >> index) & 1) === 1;
  return [group.filter(isFirst), group.filter((waiting, index) => !isFirst(waiting, index))];
}

function strengthOf(side: readonly Waiting[]): number {
  return side.reduce((sum, { strength, ticket }) => sum + strength * ticket.players.length, 0);
}

function countPlayers(side: readonly Waiting[]): number {
  return side.reduce((count, { ticket }) => count + ticket.players.length, 0);
}
