import assert from 'node:assert/strict';
import { audienceOf, type Talker } from '../../../server/chat/audienceOf.ts';

const player = (id: string, team = 0): Talker => ({ id, role: 'player', team });
const spectator = (id: string): Talker => ({ id, role: 'spectator', team: 0 });

const ROOM = [player('ada', 1), player('bo', 1), player('cy', 2), spectator('eve'), spectator('flo')];
const heardBy = (speaker: Talker, wish: 'all' | 'team', room = ROOM): string[] =>
  audienceOf(speaker, wish, room).listeners.map(({ id }) => id);

describe('CH2 what a player says', () => {
  it('to all is heard by everybody, those who watch as well', () => {
    assert.deepEqual(heardBy(ROOM[0]!, 'all'), ['ada', 'bo', 'cy', 'eve', 'flo']);
  });

  it('to the team is heard by the team alone: nobody who watches could pass it on', () => {
    assert.deepEqual(heardBy(ROOM[0]!, 'team'), ['ada', 'bo']);
    assert.deepEqual(heardBy(ROOM[2]!, 'team'), ['cy']);
  });

  it('to the team is heard by nobody where there are no teams', () => {
    const room = [player('ada'), player('bo'), spectator('eve')];
    assert.deepEqual(heardBy(room[0]!, 'team', room), []);
  });
});

describe('CH3 what somebody says who watches', () => {
  it('is heard by those who watch alone, whatever they wish', () => {
    for (const wish of ['all', 'team'] as const) assert.deepEqual(heardBy(ROOM[3]!, wish), ['eve', 'flo']);
  });

  it('is marked as theirs', () => {
    assert.equal(audienceOf(ROOM[3]!, 'all', ROOM).to, 'spectators');
  });
});
