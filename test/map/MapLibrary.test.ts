import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { MapLibrary } from '../../shared/map/MapLibrary.ts';

const FOUNDRY: unknown = JSON.parse(readFileSync(new URL('../../maps/foundry.tmj', import.meta.url), 'utf8'));

describe('MapLibrary', () => {
  it('downloads an arena once, however many ask for it', async () => {
    let downloads = 0;
    const library = new MapLibrary(async () => {
      downloads += 1;
      return FOUNDRY;
    });
    const [one, other] = await Promise.all([library.load('foundry'), library.load('foundry')]);
    assert.equal(one, other);
    assert.equal(downloads, 1);
  });

  it('asks again after an arena could not be had', async () => {
    let downloads = 0;
    const library = new MapLibrary(async () => {
      downloads += 1;
      if (downloads === 1) throw new Error('away');
      return FOUNDRY;
    });
    await assert.rejects(library.load('foundry'), /away/);
    assert.equal((await library.load('foundry')).id, 'foundry');
  });
});
