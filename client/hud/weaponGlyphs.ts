import type { WeaponId } from '../../shared/defs/weapons.ts';

/** Outlines of the weapons on a grid of 48×20, drawn as filled paths. */
const PATHS: Readonly<Record<WeaponId, string>> = {
  pistol: 'M12 6h22v5H24l-2 2h-2l-1 6h-6l2-8h-3z',
  smg: 'M6 6h28v2h8v2h-8v2h-8v7h-5v-7h-3l-2 5h-5l2-5H6z',
  shotgun: 'M3 7h41v2H30v2H20l-3 2h-4l-8 4H2l1-6z M22 12h9v2h-9z',
  railgun: 'M2 6h8v2h34v2H30v2h14v2H24l-2 4h-5l1-4h-6l-4 3H2z',
  grenade: 'M20 2h8v3h4l5 4v3l-6-3h-2a7 7 0 1 1-9 0z',
  rocket: 'M3 6h30l3-2h9l-2 5 2 5h-9l-3-2H22v6h-5v-6H3z',
};

const SVG = 'http://www.w3.org/2000/svg';

/** A weapon's outline as an SVG element that takes the colour of the text. */
export function makeWeaponGlyph(weapon: WeaponId): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 48 20');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('glyph');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[weapon]);
  path.setAttribute('fill', 'currentColor');
  svg.append(path);
  return svg;
}
