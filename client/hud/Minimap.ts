import { PICKUPS } from '../../shared/defs/pickups.ts';
import { isWall, TILE_UNITS, type ArenaMap } from '../../shared/map/ArenaMap.ts';
import { hasLineOfSight } from '../../shared/map/raycast.ts';
import type { Vec } from '../../shared/math/vec.ts';
import { cssColour, GROUND, PALETTES } from '../render/palette.ts';
import { lookOf } from '../render/playerLook.ts';
import { make, setText } from './dom.ts';
import type { HudFrame } from './HudFrame.ts';
import { minimapCorner } from './minimapCorner.ts';

const SIZE_PX = 148;
/** More of an arena would be a grey nothing at this size: of a larger one only the part around oneself is shown. */
const MOST_UNITS = 80 * TILE_UNITS;
/** The map moves slowly on it, so it is drawn on every fourth frame only. */
const FRAMES_PER_DRAWING = 4;
const FPS_WINDOW_MS = 500;

/** The arena from above with oneself, one's team and whoever is in sight; under it round trip and frames per second. */
export class Minimap {
  readonly root: HTMLElement;
  readonly #canvas = make('canvas', { testId: 'minimap', label: 'Map of the arena' });
  readonly #line = make('div', { class: 'ping' });
  readonly #walls: HTMLCanvasElement;
  readonly #map: ArenaMap;
  /** Canvas pixels per unit. */
  readonly #scale: number;
  /** The upper left corner of what is shown, in units. */
  #corner: Vec = { x: 0, y: 0 };
  #frames = 0;
  #windowStartMs = 0;
  #windowFrames = 0;
  #fps = 0;

  constructor(map: ArenaMap) {
    this.#map = map;
    const ratio = Math.min(2, window.devicePixelRatio);
    this.#canvas.width = this.#canvas.height = Math.round(SIZE_PX * ratio);
    const wholeUnits = Math.max(map.widthUnits, map.heightUnits);
    this.#scale = this.#canvas.width / Math.min(wholeUnits, MOST_UNITS);
    this.#walls = drawWalls(map, Math.round(wholeUnits * this.#scale));
    this.root = make('div', { class: 'minimap' }, [make('div', { class: 'panel' }, [this.#canvas, this.#line])]);
  }

  update(frame: HudFrame): void {
    this.#measureFps(frame.nowMs);
    this.#frames += 1;
    if (this.#frames % FRAMES_PER_DRAWING !== 1) return;
    const muted = frame.settings.get('muted') ? '\nmuted' : '';
    setText(this.#line, `${Math.round(frame.client.pingMs)} ms  ${Math.round(this.#fps)} fps${muted}`);
    this.#draw(frame);
  }

  #measureFps(nowMs: number): void {
    this.#windowFrames += 1;
    const elapsedMs = nowMs - this.#windowStartMs;
    if (elapsedMs < FPS_WINDOW_MS) return;
    if (this.#windowStartMs > 0) this.#fps = (this.#windowFrames * 1000) / elapsedMs;
    this.#windowStartMs = nowMs;
    this.#windowFrames = 0;
  }

  #draw(frame: HudFrame): void {
    const pen = this.#canvas.getContext('2d');
    if (pen === null) return;
    const { own, others } = frame.view;
    const shownUnits = this.#canvas.width / this.#scale;
    if (own !== undefined) this.#corner = minimapCorner(this.#map, own, shownUnits);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    // From here on everything is drawn where it lies on the whole arena.
    pen.translate(-Math.round(this.#corner.x * this.#scale), -Math.round(this.#corner.y * this.#scale));
    pen.drawImage(this.#walls, 0, 0);
    this.#drawPads(pen, frame);
    const viewer = { id: frame.client.playerId, team: frame.player?.team ?? 0 };
    const palette = PALETTES[frame.settings.get('palette')];
    for (const [id, place] of others) {
      const player = frame.state.players.get(id);
      if (player === undefined || !player.alive) continue;
      const mate = viewer.team !== 0 && player.team === viewer.team;
      if (!mate && (own === undefined || !hasLineOfSight(this.#map, own, place))) continue;
      const look = lookOf({ id, team: player.team }, viewer, palette);
      this.#dot(pen, place, { colour: cssColour(look.colour), units: 40, square: look.body === 'hexagon' });
    }
    if (own === undefined) return;
    this.#cone(pen, own, own.aim);
    this.#dot(pen, own, { colour: cssColour(lookOf(viewer, viewer, palette).colour), units: 54, square: false });
  }

  /** Where things lie is common knowledge; whether they are there now is for those to know who can see the pad. */
  #drawPads(pen: CanvasRenderingContext2D, frame: HudFrame): void {
    const palette = PALETTES[frame.settings.get('palette')];
    const colours: Partial<Record<string, number>> = {
      health: palette.green,
      armour: palette.cyan,
      weapon: palette.violet,
    };
    pen.globalAlpha = 0.6;
    for (const pad of this.#map.pads) {
      const colour = colours[PICKUPS[pad.pickup].kind] ?? GROUND.quiet;
      this.#dot(pen, pad, { colour: cssColour(colour), units: 22, square: true });
    }
    pen.globalAlpha = 1;
  }

  #dot(
    pen: CanvasRenderingContext2D,
    at: Readonly<Vec>,
    dot: { colour: string; units: number; square: boolean },
  ): void {
    const radius = (dot.units * this.#scale) / 1.4;
    pen.fillStyle = dot.colour;
    pen.beginPath();
    if (dot.square) pen.rect(at.x * this.#scale - radius, at.y * this.#scale - radius, radius * 2, radius * 2);
    else pen.arc(at.x * this.#scale, at.y * this.#scale, radius, 0, Math.PI * 2);
    pen.fill();
  }

  #cone(pen: CanvasRenderingContext2D, at: Readonly<Vec>, aim: number): void {
    pen.fillStyle = 'rgba(232, 238, 252, 0.12)';
    pen.beginPath();
    pen.moveTo(at.x * this.#scale, at.y * this.#scale);
    pen.arc(at.x * this.#scale, at.y * this.#scale, 420 * this.#scale, aim - 0.5, aim + 0.5);
    pen.fill();
  }
}

/** The walls of an arena on a transparent square of `size` device pixels. */
export function drawWalls(map: ArenaMap, size: number): HTMLCanvasElement {
  const canvas = make('canvas');
  canvas.width = canvas.height = size;
  const pen = canvas.getContext('2d');
  if (pen === null) return canvas;
  const tile = size / Math.max(map.widthTiles, map.heightTiles);
  pen.fillStyle = cssColour(GROUND.wallEdge);
  for (let row = 0; row < map.heightTiles; row++) {
    for (let column = 0; column < map.widthTiles; column++) {
      // Whole pixels, or the seams between tiles show.
      const left = Math.round(column * tile);
      const top = Math.round(row * tile);
      const width = Math.round((column + 1) * tile) - left;
      const height = Math.round((row + 1) * tile) - top;
      if (isWall(map, column, row)) pen.fillRect(left, top, width, height);
    }
  }
  return canvas;
}
