import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAP_IDS, MAPS } from '../../shared/defs/maps.ts';
import { checkMaps } from '../../tools/checkMaps.ts';
import { findMapProblems } from '../../tools/maps/findMapProblems.ts';
import { readMap } from '../support/readMap.ts';

describe('checkMaps', () => {
  for (const id of MAP_IDS) {
    it(`finds nothing wrong with ${id}`, () => {
      assert.deepEqual(findMapProblems(readMap(id), MAPS[id].maxPlayers), []);
    });
  }

  it('tells one line a map and succeeds when all are fine, and draws them when asked', function () {
    // Twenty thousand tiles of sprawl are looked from.
    this.timeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), 'fracas-maps-'));
    try {
      const lines: string[] = [];
      assert.equal(
        checkMaps(['check', '--png', folder], (line) => lines.push(line)),
        0,
      );
      assert.deepEqual(
        lines.map((line) => line.split(':')[0]),
        MAP_IDS,
      );
      for (const id of MAP_IDS) {
        const png = readFileSync(join(folder, `${id}.png`));
        assert.equal(png.toString('latin1', 1, 4), 'PNG');
        assert.equal(png.readUInt32BE(16), readMap(id).widthTiles * 16);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('explains itself when it is called with anything else', () => {
    for (const argv of [[], ['chek'], ['check', '--pgn', 'x']]) {
      const lines: string[] = [];
      assert.equal(
        checkMaps(argv, (line) => lines.push(line)),
        2,
      );
      assert.match(lines.join('\n'), /npm run maps -- check/);
    }
  });
});
