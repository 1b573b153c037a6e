import assert from 'node:assert/strict';
import { Match } from '../../../server/match/Match.ts';
import { Muster } from '../../../server/rooms/Muster.ts';
import { openRoom } from '../../../server/rooms/openRoom.ts';
import { RoomPlans } from '../../../server/rooms/RoomPlans.ts';
import type { Services } from '../../../server/services.ts';
import { readMap } from '../../support/readMap.ts';

const maps = { crossfire: readMap('crossfire'), foundry: readMap('foundry'), sprawl: readMap('sprawl') };
const recordTo = { save: () => {} };

describe('The room of a match that another process began', () => {
  /** Whether it stays open while nobody is in it. */
  function isAwaited(seated: readonly string[], muster?: Muster): boolean {
    const match = new Match({ mode: 'duel', map: 'foundry', maps, bots: 0, seed: 1, recordTo });
    const roster = seated.map((sessionId) => ({ sessionId, tokens: ['token'] }));
    const plans = new RoomPlans();
    plans.add('room', { kind: 'adopted', isPrivate: true, match, fence: 1, roster, muster });
    return openRoom('room', {}, { plans } as Services).isAwaited;
  }
  const called = ['ann', 'bob'].map((playerId, index) => ({ playerId, team: index + 1, waitedMs: 0 }));

  it('stays open for who was invited when nobody had come yet, and ends with the last of those who had', () => {
    assert.deepEqual([isAwaited([]), isAwaited(['ann'])], [true, false]);
  });

  it('stays open for who was called and had not come yet, whoever had', () => {
    assert.equal(isAwaited(['ann'], new Muster({ called, arrived: ['ann'] })), true);
    assert.equal(isAwaited(['ann'], new Muster({ called, arrived: ['ann', 'bob'] })), false);
  });
});

describe('The room of a ranked match', () => {
  it('QU7 has a match that begins with all who were called, and not before', () => {
    const called = ['ann', 'bob', 'cat', 'dan'].map((playerId) => ({ playerId, team: 1, waitedMs: 0 }));
    const plans = new RoomPlans();
    plans.add('room', {
      kind: 'ranked',
      mode: 'teamDeathmatch',
      map: 'crossfire',
      muster: new Muster({ called, arrived: [] }),
    });
    const services = {
      plans,
      maps,
      recorder: recordTo,
      rooms: new Set(),
      config: { maxRooms: 1, bots: 0 },
      load: { takesMatches: true },
    };
    const { match } = openRoom('room', {}, services as unknown as Services);
    assert.equal(match.world.rules.minPeople, 4);
  });
});
