import type { PickupId } from '../../shared/defs/pickups.ts';
import type { Draw } from './AtlasCanvas.ts';
import type { Palette } from './palette.ts';

export const PICKUP_SHAPES = [
  'smg',
  'shotgun',
  'railgun',
  'rocket',
  'grenade',
  'ammunition',
  'health',
  'armour',
  'haste',
  'doubleDamage',
] as const;
export type PickupShape = (typeof PICKUP_SHAPES)[number];

/** How a pickup is drawn: its sign, its colour, and how large compared to the smallest. */
export interface PickupLook {
  readonly shape: PickupShape;
  readonly colour: number;
  readonly scale: number;
}

/** The look of what lies on a pad. */
export function pickupLook(pickup: PickupId, palette: Palette): PickupLook {
  switch (pickup) {
    case 'health25':
    case 'health75':
      return { shape: 'health', colour: palette.green, scale: pickup === 'health75' ? 1.25 : 0.9 };
    case 'armour25':
    case 'armour100':
      return { shape: 'armour', colour: palette.cyan, scale: pickup === 'armour100' ? 1.25 : 0.9 };
    case 'railgun':
      return { shape: 'railgun', colour: palette.violet, scale: 1 };
    case 'doubleDamage':
      return { shape: 'doubleDamage', colour: palette.red, scale: 1.15 };
    case 'haste':
      return { shape: 'haste', colour: palette.cyan, scale: 1.15 };
    default:
      return { shape: pickup, colour: palette.amber, scale: 1 };
  }
}

/** SVG paths in a square of 28 units around (14, 14). */
const PATHS: Readonly<Record<PickupShape, string>> = {
  smg: 'M5 11h15v-1h4v4h-4v1h-4v7h-4v-7h-2l-1 4h-4z',
  shotgun: 'M3 11h22v2h-6v3h-8l-3 5h-4l2-6h-3z',
  railgun: 'M2 12h6v-2h5v2h12v1h-12v2h12v1h-12v2h-5v-2h-1l-2 4h-3z',
  rocket: 'M9 11h8c3.5 0 6 1.4 8 3c-2 1.6-4.5 3-8 3h-8z M4 7h4l5 3h-6z M4 21h4l5-3h-6z M3 13h4.5v2h-4.5z',
  grenade: 'M11 4h7v3h3l3 3v3l-4-3h-2a7 7 0 1 1-7 0z',
  ammunition: 'M6 11l2-3l2 3v9h-4z M12 11l2-3l2 3v9h-4z M18 11l2-3l2 3v9h-4z',
  health: 'M11.5 6h5v5.5h5.5v5h-5.5v5.5h-5v-5.5h-5.5v-5h5.5z',
  armour: 'M14 5l8 3v6c0 5-4 8-8 9.5c-4-1.5-8-4.5-8-9.5v-6z',
  haste: 'M6 7l7 7l-7 7h4l7-7l-7-7z M13 7l7 7l-7 7h4l7-7l-7-7z',
  doubleDamage: 'M14 4l3 6l6-1l-3 5l4 4l-6 1l-1 6l-3-5l-3 5l-1-6l-6-1l4-4l-3-5l6 1z',
};

export function drawPickup(shape: PickupShape): Draw {
  return (context) => {
    context.fillStyle = '#fff';
    context.fill(new Path2D(PATHS[shape]));
  };
}
