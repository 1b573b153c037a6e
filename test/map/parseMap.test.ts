import assert from 'node:assert/strict';
import { isWall } from '../../shared/map/ArenaMap.ts';
import { parseMap } from '../../shared/map/parseMap.ts';

const WIDTH = 5;
const HEIGHT = 4;
const FLIPPED = 0x80000000;

const WALLS = [
  [4, 4, 4, 4, 4],
  [4, 0, 0, 0, 4],
  [4, 0, 0, 0, 4],
  [4, 4, 4, 4, 4],
].flat();

const SPAWN = { id: 1, type: 'spawn', point: true, x: 48, y: 48, rotation: 90 };
const PAD = { id: 2, type: 'pickup', point: true, x: 112, y: 80, properties: [{ name: 'pickup', value: 'rocket' }] };

interface Changes {
  readonly map?: object;
  readonly walls?: readonly number[];
  readonly wallLayer?: object;
  readonly objects?: readonly object[];
}

/** A small map as Tiled writes it, with some of it changed. */
function tiledMap({ map = {}, walls = WALLS, wallLayer = {}, objects = [SPAWN, PAD] }: Changes = {}): unknown {
  return {
    type: 'map',
    orientation: 'orthogonal',
    infinite: false,
    width: WIDTH,
    height: HEIGHT,
    tilewidth: 32,
    tileheight: 32,
    layers: [
      { type: 'tilelayer', name: 'floor', data: WALLS.map((_, index) => 1 + (index % 3)) },
      { type: 'tilelayer', name: 'walls', data: walls, ...wallLayer },
      { type: 'objectgroup', name: 'objects', objects },
    ],
    ...map,
  };
}

function problemsOf(tmj: unknown): string[] {
  try {
    parseMap('sketch', tmj);
    return [];
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message.split('\n').slice(1);
  }
}

describe('parseMap', () => {
  it('gives the ground to draw', () => {
    assert.deepEqual(parseMap('sketch', tiledMap()).floor.slice(0, 4), Uint8Array.of(1, 2, 3, 1));
  });

  it('gives walls, spawns and pads in units, with angles in radians', () => {
    const map = parseMap('sketch', tiledMap());
    assert.deepEqual(
      [map.id, map.widthTiles, map.heightTiles, map.widthUnits, map.heightUnits],
      ['sketch', 5, 4, 160, 128],
    );
    assert.equal(isWall(map, 0, 1), true);
    assert.equal(isWall(map, 1, 1), false);
    assert.deepEqual(map.spawns, [{ x: 48, y: 48, facing: Math.PI / 2, team: 0 }]);
    assert.deepEqual(map.pads, [{ x: 112, y: 80, pickup: 'rocket' }]);
  });

  it('lets properties of a spawn say its team and, before the rotation, where it faces', () => {
    const properties = [
      { name: 'facing', value: -90 },
      { name: 'team', value: 2 },
    ];
    const map = parseMap('sketch', tiledMap({ objects: [{ ...SPAWN, properties }] }));
    assert.deepEqual(map.spawns, [{ x: 48, y: 48, facing: 1.5 * Math.PI, team: 2 }]);
  });

  it('reads the class of objects as Tiled 1.9 wrote it', () => {
    const { type, ...rest } = SPAWN;
    assert.equal(parseMap('sketch', tiledMap({ objects: [{ ...rest, class: type }] })).spawns.length, 1);
  });

  it('takes a flipped tile for wall and a flipped nothing for none', () => {
    const walls = [...WALLS];
    walls[0] = FLIPPED + 4;
    walls[7] = FLIPPED;
    const map = parseMap('sketch', tiledMap({ walls }));
    assert.deepEqual([isWall(map, 0, 0), isWall(map, 2, 1)], [true, false]);
  });

  it('tells a map maker everything that is wrong with the format at once', () => {
    const map = { orientation: 'isometric', infinite: true, tilewidth: 16, width: 2.5, layers: [] };
    assert.deepEqual(problemsOf(tiledMap({ map })), [
      '- "orientation" must be "orthogonal"',
      '- infinite maps cannot be read: switch "infinite" off in the map properties',
      '- "tilewidth" must be 32',
      '- "width" must be a whole number of tiles, 3 to 255',
      '- there is no layer "floor" of type "tilelayer"',
      '- there is no layer "walls" of type "tilelayer"',
      '- there is no layer "objects" of type "objectgroup"',
    ]);
  });

  it('tells a map maker everything that is wrong with the objects at once', () => {
    const walls = [...WALLS];
    walls[1] = 0;
    walls[14] = 0;
    const objects = [
      { ...SPAWN, x: 40 },
      { ...SPAWN, id: 3, properties: [{ name: 'facing', value: 'north' }] },
      { ...SPAWN, id: 4, properties: [{ name: 'team', value: 3 }] },
      { ...SPAWN, id: 5, point: undefined },
      { ...PAD, id: 6, x: 16 },
      { ...PAD, id: 7, properties: [{ name: 'pickup', value: 'toString' }] },
      { ...PAD, id: 8, type: 'flag' },
    ];
    const problems = problemsOf(tiledMap({ walls, objects }));
    assert.deepEqual(
      problems.map((problem) => problem.replace(/one of .*, not/, 'one of …, not')),
      [
        '- the border must be wall all round; it is open at 1,0 4,2',
        '- object 1 at 40,48 stands in a wall',
        '- object 3 at 48,48: "facing" must be a number of degrees',
        '- object 4 at 48,48: "team" must be 0 (anyone), 1 or 2',
        '- object 5 at 48,48 must be a point',
        '- object 6 at 16,80 lies in a wall',
        '- object 7 at 112,80: "pickup" must be one of …, not "toString"',
        '- object 8 at 112,80: the class must be "spawn" or "pickup", not "flag"',
      ],
    );
  });

  it('says what to do about tiles that are encoded, missing or no numbers', () => {
    const encoded = { data: 'AAAA', encoding: 'base64', compression: 'zlib' };
    assert.match(problemsOf(tiledMap({ wallLayer: encoded })).join(), /set "tile layer format" to CSV/);
    assert.match(problemsOf(tiledMap({ walls: [4, 4] })).join(), /layer "walls" has 2 tiles, not 20/);
    assert.match(problemsOf(tiledMap({ walls: WALLS.with(3, -1) })).join(), /no tile number at position 3/);
  });

  it('refuses a map nobody could enter, and files that are no maps', () => {
    assert.deepEqual(problemsOf(tiledMap({ objects: [PAD] })), ['- there is no spawn: nobody could enter']);
    for (const nothing of [undefined, null, 7, 'map', [], {}]) assert.ok(problemsOf(nothing).length > 3);
  });
});
