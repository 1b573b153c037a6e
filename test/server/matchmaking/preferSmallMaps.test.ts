import assert from 'node:assert/strict';
import { preferSmallMaps } from '../../../server/matchmaking/preferSmallMaps.ts';
import type { MapId } from '../../../shared/defs/maps.ts';

type People = Partial<Record<MapId, number>>;

/** What someone is to wish for while the fullest open match of each map has so many people. */
function preferAmong(people: People): Promise<MapId | undefined> {
  const matches = Object.entries(people)
    .map(([map, count]) => ({ map: map as MapId, people: count }))
    .toSorted((one, other) => other.people - one.people);
  return preferSmallMaps(async (map) => matches.find((match) => map === undefined || match.map === map));
}

describe('Whoever wishes for no map', () => {
  it('goes to the fullest match as long as that is on a map of the rotation', async () => {
    assert.equal(await preferAmong({}), undefined);
    assert.equal(await preferAmong({ crossfire: 3, foundry: 5, sprawl: 2 }), undefined);
  });

  it('goes to a small arena though more play on sprawl', async () => {
    assert.equal(await preferAmong({ sprawl: 40, crossfire: 1, foundry: 3 }), 'foundry');
    assert.equal(await preferAmong({ sprawl: 40, crossfire: 1 }), 'crossfire');
  });

  it('goes to sprawl when nothing else is open', async () => {
    assert.equal(await preferAmong({ sprawl: 1 }), undefined);
  });
});
