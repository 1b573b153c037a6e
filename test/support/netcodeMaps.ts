import { sketchMap } from './sketchMap.ts';

/** A shooting range: snipers on the left, their target on the right, nothing between. */
export const RANGE = sketchMap('range', [
  '########################',
  ...Array.from({ length: 14 }, () => '#S....................S#'),
  '########################',
]);

/** Blocks to bump into. */
export const YARD = sketchMap('yard', [
  '####################',
  '#S................S#',
  '#..................#',
  '#....##......##....#',
  '#....##......##....#',
  '#..................#',
  '#.......####.......#',
  '#..................#',
  '#..##..........##..#',
  '#..................#',
  '#S................S#',
  '####################',
]);
