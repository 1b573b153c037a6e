import assert from 'node:assert/strict';
import { planSeats } from '../../../server/match/planSeats.ts';
import { addPlayer } from '../../../shared/sim/addPlayer.ts';
import { createWorld } from '../../../shared/sim/createWorld.ts';
import type { Phase } from '../../../shared/sim/SimEvent.ts';
import { sketchMap } from '../../support/sketchMap.ts';

const BOX = sketchMap('box', ['####', '#S.#', '#..#', '####']);

/**
 * What is planned for a match of teams; bots have names that begin with `bot`, a party stands behind a stroke (`ann/x`), and all came in
 * the order they stand here.
 */
function planFor(phase: Phase, wantedBots: number, teams: readonly [string, string]) {
  const world = createWorld({ map: BOX, mode: 'teamDeathmatch', seed: 1, startTick: 0 });
  const seats: { id: string; party: string | undefined }[] = [];
  teams.forEach((members, index) => {
    for (const member of members.split(' ').filter((name) => name !== '')) {
      const [id = '', party] = member.split('/');
      addPlayer(world, { id, name: id, bot: id.startsWith('bot'), team: index + 1 });
      seats.push({ id, party });
    }
  });
  world.phase = phase;
  return planSeats({ world, seats, wantedBots });
}

describe('TM2 what is planned for teams', () => {
  it('is nothing when they are even, or uneven by one', () => {
    assert.equal(planFor('live', 1, ['ann bo', 'cy bot-1']), undefined);
    assert.equal(planFor('live', 0, ['ann bo', 'cy']), undefined);
  });

  it('is to seat the bots that are missing, and to send away the latest of the larger team', () => {
    assert.deepEqual(planFor('live', 3, ['ann', 'bot-1']), { kind: 'seatBot' });
    assert.deepEqual(planFor('live', 2, ['bot-1 bot-2', 'ann bot-3']), { kind: 'unseatBot', id: 'bot-3' });
    assert.deepEqual(planFor('live', 2, ['ann bot-1 bot-2', 'bot-3']), { kind: 'unseatBot', id: 'bot-2' });
  });

  it('is that a bot changes over while the match is on, and never a person', () => {
    assert.deepEqual(planFor('live', 2, ['ann bot-1 bot-2', 'bo']), { kind: 'changeTeam', id: 'bot-2', team: 2 });
    assert.equal(planFor('live', 0, ['ann bo cy', 'di']), undefined);
    assert.equal(planFor('results', 0, ['ann bo cy', 'di']), undefined);
  });

  it('is that the person who came last changes over before it has begun, whatever bots there are', () => {
    for (const phase of ['waiting', 'countdown'] as const) {
      assert.deepEqual(planFor(phase, 0, ['ann bo', '']), { kind: 'changeTeam', id: 'bo', team: 2 });
      assert.deepEqual(planFor(phase, 2, ['bot-1 bot-2', 'ann bo']), { kind: 'changeTeam', id: 'bo', team: 1 });
    }
  });

  it('is that who came alone makes way for a party before it has begun, and a bot once it has (TM7)', () => {
    const uneven = ['ann bo/x cy/x bot-1', 'di bot-2'] as const;
    assert.deepEqual(planFor('countdown', 2, uneven), { kind: 'changeTeam', id: 'ann', team: 2 });
    assert.deepEqual(planFor('live', 2, uneven), { kind: 'changeTeam', id: 'bot-1', team: 2 });
  });

  it('is that a party finds together before it has begun, and not once it has (TM7)', () => {
    const parted = ['ann bo/x', 'cy/x di'] as const;
    assert.deepEqual(planFor('waiting', 0, parted), { kind: 'changeTeam', id: 'bo', team: 2 });
    for (const phase of ['live', 'results'] as const) assert.equal(planFor(phase, 0, parted), undefined);
  });
});
