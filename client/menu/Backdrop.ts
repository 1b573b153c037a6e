import type { MapId } from '../../shared/defs/maps.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { computeLightPolygon } from '../../shared/map/lightPolygon.ts';
import { mergedWalls, type WallBlock } from '../../shared/map/mergedWalls.ts';
import { TILE_UNITS } from '../../shared/map/ArenaMap.ts';
import { collideWithWalls, type Circle } from '../../shared/map/collide.ts';
import { distance, type Vec } from '../../shared/math/vec.ts';
import { paintMapPreview } from '../hud/mapPreview.ts';
import { loadMap } from '../net/loadMap.ts';
import { cssColour, GROUND } from '../render/palette.ts';
import type { Settings } from '../settings/Settings.ts';

/** Width of the world that the page shows, in units, whatever the screen. */
const SHOWN_UNITS = 1280;
const FRAME_MS = 33;
const LAMP_UNITS_PER_SECOND = 34;
const LAMP_RADIUS_UNITS = 24;
/** After a pause the lamp goes on where it was, not where it would be. */
const LONGEST_STEP_SECONDS = 0.1;

/** How wide the menu is; the lamp stands in the middle of what it leaves free on the left. */
const MENU_PX = 560;
const LEAST_MARGIN_PX = 40;
const BODY_UNITS = 15;

/** The arena behind the menu, lit by a lamp that wanders through it: the look of the game before it begins. */
export class Backdrop {
  readonly #canvas = document.getElementById('backdrop') as HTMLCanvasElement;
  readonly #calm: boolean;
  #map: ArenaMap | undefined;
  #blocks: readonly WallBlock[] = [];
  readonly #outline: number[] = [];
  #lamp: Circle = { x: 0, y: 0, vx: LAMP_UNITS_PER_SECOND, vy: 0 };
  #drawnAtMs = 0;
  #isStale = true;

  /** @param calm whether the lamp stands still, and nothing is drawn that has not changed */
  constructor(settings: Settings, calm: boolean) {
    this.#calm = calm;
    const choose = async (): Promise<void> => {
      this.#map = await loadMap(settings.get('map')).catch(() => undefined);
      if (this.#map === undefined) return;
      this.#blocks = mergedWalls(this.#map);
      this.#lamp = { ...centralSpawn(this.#map), vx: LAMP_UNITS_PER_SECOND, vy: 0 };
      this.#isStale = true;
    };
    settings.onChange((key) => {
      if (key === 'map') void choose();
    });
    void choose();
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>('canvas[data-map]')) {
      void paintMapPreview(canvas, canvas.dataset.map as MapId);
    }
    addEventListener('resize', () => (this.#isStale = true));
    requestAnimationFrame((nowMs) => this.#onFrame(nowMs));
  }

  #onFrame(nowMs: number): void {
    requestAnimationFrame((next) => this.#onFrame(next));
    const hidden = this.#canvas.offsetParent === null && this.#canvas.getClientRects().length === 0;
    if (hidden || this.#map === undefined || nowMs - this.#drawnAtMs < FRAME_MS) return;
    if (this.#calm && !this.#isStale) return;
    if (!this.#calm)
      wander(this.#lamp, this.#map, Math.min(LONGEST_STEP_SECONDS, (nowMs - this.#drawnAtMs) / 1000), nowMs);
    this.#drawnAtMs = nowMs;
    this.#isStale = false;
    this.#draw(this.#map, this.#lamp);
    this.#canvas.classList.add('is-lit');
  }

  #draw(map: ArenaMap, lamp: Readonly<Vec>): void {
    const { innerWidth: width, innerHeight: height } = window;
    this.#canvas.width = width;
    this.#canvas.height = height;
    const pen = this.#canvas.getContext('2d');
    if (pen === null) return;
    const scale = Math.max(width / SHOWN_UNITS, height / (SHOWN_UNITS * 0.5625));
    pen.fillStyle = cssColour(GROUND.void);
    pen.fillRect(0, 0, width, height);
    const left = lamp.x - Math.max(LEAST_MARGIN_PX, (width - MENU_PX) / 4) / scale;
    const top = lamp.y - (height * 0.56) / scale;
    pen.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
    const bounds = { left, top, right: left + width / scale, bottom: top + height / scale };
    this.#lightFloor(pen, lamp, computeLightPolygon(map, lamp, bounds, this.#outline));
    this.#drawWalls(pen);
    drawBody(pen, lamp, Math.atan2(this.#lamp.vy, this.#lamp.vx));
  }

  #lightFloor(pen: CanvasRenderingContext2D, lamp: Readonly<Vec>, outline: readonly number[]): void {
    const glow = pen.createRadialGradient(lamp.x, lamp.y, 20, lamp.x, lamp.y, 980);
    glow.addColorStop(0, '#4a629c');
    glow.addColorStop(0.45, '#2c3d68');
    glow.addColorStop(1, '#18223a');
    pen.fillStyle = glow;
    pen.beginPath();
    for (let i = 0; i < outline.length; i += 2) pen.lineTo(outline[i]!, outline[i + 1]!);
    pen.fill();
  }

  #drawWalls(pen: CanvasRenderingContext2D): void {
    const paint = (colour: string, dx: number, dy: number, grow: number): void => {
      pen.fillStyle = colour;
      for (const { column, row, columns, rows } of this.#blocks) {
        const [x, y] = [column * TILE_UNITS + dx, row * TILE_UNITS + dy];
        pen.fillRect(x - grow, y - grow, columns * TILE_UNITS + grow * 2, rows * TILE_UNITS + grow * 2);
      }
    };
    paint(cssColour(GROUND.wallFront), 0, 10, 0);
    paint(cssColour(GROUND.wallEdge), 0, 0, 0);
    paint(cssColour(GROUND.wallTop), 0, 0, -2);
  }
}

/** The one who carries the lamp: an amber ring, as everyone is on their own screen. */
function drawBody(pen: CanvasRenderingContext2D, at: Readonly<Vec>, heading: number): void {
  pen.save();
  pen.translate(at.x, at.y);
  pen.rotate(heading);
  pen.shadowColor = 'rgba(255, 180, 84, 0.9)';
  pen.shadowBlur = 26;
  pen.fillStyle = pen.strokeStyle = '#ffb454';
  pen.fillRect(BODY_UNITS - 2, -4, 16, 8);
  pen.lineWidth = 5;
  pen.beginPath();
  pen.arc(0, 0, BODY_UNITS, 0, Math.PI * 2);
  pen.stroke();
  pen.beginPath();
  pen.arc(0, 0, 5, 0, Math.PI * 2);
  pen.fill();
  pen.restore();
}

/** Moves the lamp on; it curves gently, slides along walls, and turns about where it would stand still. */
function wander(lamp: Circle, map: ArenaMap, seconds: number, nowMs: number): void {
  const turn = Math.sin(nowMs / 2900) * 0.5 + Math.sin(nowMs / 1100) * 0.3;
  const speed = Math.hypot(lamp.vx, lamp.vy);
  const slowed = speed < LAMP_UNITS_PER_SECOND * 0.6;
  const heading = Math.atan2(lamp.vy, lamp.vx) + (slowed ? Math.PI * 0.6 : turn * seconds);
  lamp.vx = Math.cos(heading) * LAMP_UNITS_PER_SECOND;
  lamp.vy = Math.sin(heading) * LAMP_UNITS_PER_SECOND;
  lamp.x += lamp.vx * seconds;
  lamp.y += lamp.vy * seconds;
  collideWithWalls(lamp, LAMP_RADIUS_UNITS, map);
}

/** The spawn nearest the middle: the busiest picture to begin with. */
function centralSpawn(map: ArenaMap): Vec {
  const centre = { x: map.widthUnits / 2, y: map.heightUnits / 2 };
  const near = map.spawns.toSorted((a, b) => distance(a, centre) - distance(b, centre));
  return near[0] ?? centre;
}
