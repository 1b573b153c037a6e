import type { MapId } from '../../shared/defs/maps.ts';
import { mergedWalls } from '../../shared/map/mergedWalls.ts';
import { loadMap } from '../net/loadMap.ts';
import { cssColour, GROUND } from '../render/palette.ts';

const SIZE_PX = 132;

/** Paints a little picture of an arena: blocks with their front edges and shadows. A map that cannot be had stays blank. */
export async function paintMapPreview(canvas: HTMLCanvasElement, id: MapId): Promise<void> {
  const ratio = Math.min(2, window.devicePixelRatio);
  canvas.width = canvas.height = SIZE_PX * ratio;
  const map = await loadMap(id).catch(() => undefined);
  const pen = canvas.getContext('2d');
  if (map === undefined || pen === null) return;
  const tile = canvas.width / Math.max(map.widthTiles, map.heightTiles);
  pen.fillStyle = cssColour(GROUND.floor);
  pen.fillRect(0, 0, canvas.width, canvas.height);
  const walls = mergedWalls(map);
  const paint = (colour: string, dx: number, dy: number): void => {
    pen.fillStyle = colour;
    for (const { column, row, columns, rows } of walls) {
      pen.fillRect((column + dx) * tile, (row + dy) * tile, columns * tile, rows * tile);
    }
  };
  paint('rgba(5, 8, 15, 0.6)', 0.5, 0.7);
  paint(cssColour(GROUND.wallFront), 0, 0.45);
  paint(cssColour(GROUND.wallEdge), 0, 0);
}
