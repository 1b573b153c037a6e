import { mixColours, type Palette } from './palette.ts';

/** Marks in the middle of a body, so that nobody is told apart by colour alone. */
export const MARKS = ['dot', 'bar', 'triangle', 'square', 'diamond', 'cross', 'chevron', 'twin'] as const;
export type Mark = (typeof MARKS)[number];

export interface PlayerLook {
  readonly body: 'round' | 'hexagon';
  readonly colour: number;
  readonly mark: Mark;
}

/** What the look depends on: who is drawn, and who looks. */
export interface Onlooker {
  readonly id: string;
  readonly team: number;
}

const SHADES = 5;

/**
 * How a player is drawn. With teams: amber rounds against cyan hexagons. Without: you are the amber round,
 * everyone else a hexagon between cyan and violet. The same player has the same mark on every screen.
 */
export function lookOf(player: Onlooker, viewer: Onlooker, palette: Palette): PlayerLook {
  const hash = hashId(player.id);
  const mark = player.id === viewer.id ? 'dot' : MARKS[hash % MARKS.length]!;
  if (player.team === 1) return { body: 'round', colour: palette.amber, mark };
  if (player.team === 2) return { body: 'hexagon', colour: palette.cyan, mark };
  if (player.id === viewer.id) return { body: 'round', colour: palette.amber, mark };
  const shade = Math.floor(hash / MARKS.length) % SHADES;
  return { body: 'hexagon', colour: mixColours(palette.cyan, palette.violet, shade / (SHADES - 1)), mark };
}

/** FNV-1a; neighbouring ids such as bot-1 and bot-2 get different marks, for the last step is odd. */
function hashId(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
