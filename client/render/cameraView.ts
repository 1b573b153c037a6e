import type { Vec } from '../../shared/math/vec.ts';

/** The most of the world that any screen shows, in units: a larger screen draws it larger, never more of it. */
export const VISIBLE_UNITS = { width: 1280, height: 720 } as const;

/** How far the view leads towards where one aims, in units. */
const LOOK_AHEAD_UNITS = 56;
/** Time constants of the camera: how fast it follows a turn of the aim, in milliseconds. */
const LEAD_MS = 160;
/** A jump longer than this is a new life, not a run: the camera cuts instead of gliding. */
const CUT_UNITS = 260;

/** Pixels per unit that fill a screen of the given size without showing more than `VISIBLE_UNITS`. */
export function zoomFor(widthPx: number, heightPx: number): number {
  return Math.max(widthPx / VISIBLE_UNITS.width, heightPx / VISIBLE_UNITS.height);
}

/** Where the camera looks, and how far it leads. */
export interface CameraAim {
  /** Centre of the screen, in units. */
  x: number;
  y: number;
  leadX: number;
  leadY: number;
}

/** Leads the camera ahead of a body, in place; call once per frame. `aim` in radians. */
export function followBody(camera: CameraAim, body: Readonly<Vec>, aim: number, deltaMs: number): void {
  const cut = Math.hypot(body.x + camera.leadX - camera.x, body.y + camera.leadY - camera.y) > CUT_UNITS;
  const share = cut ? 1 : 1 - Math.exp(-deltaMs / LEAD_MS);
  camera.leadX += (Math.cos(aim) * LOOK_AHEAD_UNITS - camera.leadX) * share;
  camera.leadY += (Math.sin(aim) * LOOK_AHEAD_UNITS - camera.leadY) * share;
  // The body itself is followed without delay: any lag here would be felt as lag of the controls.
  camera.x = body.x + camera.leadX;
  camera.y = body.y + camera.leadY;
}
