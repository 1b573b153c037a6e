import { TILE_UNITS, type ArenaMap, type PickupPad, type SpawnPoint } from '../../shared/map/ArenaMap.ts';

/**
 * Builds a map from rows of text, for tests: `#` wall, `.` floor, `S` spawn.
 * Pickups are placed by `pads`, in units.
 */
export function sketchMap(id: string, rows: readonly string[], pads: readonly PickupPad[] = []): ArenaMap {
  const widthTiles = rows[0]?.length ?? 0;
  const spawns: SpawnPoint[] = [];
  const walls = new Uint8Array(widthTiles * rows.length);
  rows.forEach((line, row) => {
    if (line.length !== widthTiles)
      throw new Error(`map ${id}: row ${row} is ${line.length} tiles wide, not ${widthTiles}`);
    Array.from(line, (tile, column) => {
      if (tile === '#') walls[row * widthTiles + column] = 1;
      if (tile === 'S')
        spawns.push({ x: (column + 0.5) * TILE_UNITS, y: (row + 0.5) * TILE_UNITS, facing: 0, team: 0 });
    });
  });
  return {
    id,
    widthTiles,
    heightTiles: rows.length,
    widthUnits: widthTiles * TILE_UNITS,
    heightUnits: rows.length * TILE_UNITS,
    walls,
    floor: new Uint8Array(walls.length).fill(1),
    spawns,
    pads,
  };
}
