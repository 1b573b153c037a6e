import { MOVEMENT } from '../../shared/defs/tuning.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { hasLineOfSight } from '../../shared/map/raycast.ts';
import { angleTo, clamp, type Vec } from '../../shared/math/vec.ts';

/** How quickly a body comes out of the dark and sinks back into it, in milliseconds. */
const FADE_MS = 90;

/** Whether any of a body can be seen: its middle, or either flank. Places in units. */
export function seesBody(map: ArenaMap, eye: Readonly<Vec>, body: Readonly<Vec>): boolean {
  if (hasLineOfSight(map, eye, body)) return true;
  const across = angleTo(eye, body) + Math.PI / 2;
  const dx = Math.cos(across) * MOVEMENT.radiusUnits * 0.8;
  const dy = Math.sin(across) * MOVEMENT.radiusUnits * 0.8;
  return (
    hasLineOfSight(map, eye, { x: body.x + dx, y: body.y + dy }) ||
    hasLineOfSight(map, eye, { x: body.x - dx, y: body.y - dy })
  );
}

/** The next sight of a body, 0…1, `deltaMs` later. */
export function fadeSight(sight: number, seen: boolean, deltaMs: number): number {
  return clamp(sight + (seen ? deltaMs : -deltaMs) / FADE_MS, 0, 1);
}
