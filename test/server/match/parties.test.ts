import assert from 'node:assert/strict';
import { Match, type MatchOptions } from '../../../server/match/Match.ts';
import { readReplay } from '../../../shared/replay/readReplay.ts';
import { verifyReplay } from '../../../shared/replay/verifyReplay.ts';
import type { Command } from '../../../shared/sim/Command.ts';
import type { Phase } from '../../../shared/sim/SimEvent.ts';
import { readMap } from '../../support/readMap.ts';

const MAPS_READ = { foundry: readMap('foundry'), crossfire: readMap('crossfire'), sprawl: readMap('sprawl') };
const NOBODY = new Map<string, Command>();

function createMatch(options: Partial<MatchOptions> = {}): Match {
  const recordTo = { save: () => {} };
  const standard = { mode: 'teamDeathmatch', map: 'crossfire', maps: MAPS_READ, bots: 0, seed: 7, recordTo } as const;
  return new Match({ ...standard, ...options });
}

/** Lets people in, one after the other, each with their party: `ann bo/x`. */
function join(match: Match, people: string): void {
  for (const person of people.split(' ')) {
    const [id = '', party] = person.split('/');
    match.join(id, id, { party });
  }
}

function stepUntil(match: Match, phase: Phase): void {
  for (let ticks = 0; match.world.phase !== phase; ticks++) {
    assert.ok(ticks < 60 * 60, `the match never came to ${phase}`);
    match.step(NOBODY);
  }
}

/** Plays the match to its end, and on to the next one. */
function playOn(match: Match): void {
  if (match.world.phase !== 'live') stepUntil(match, 'live');
  match.world.teams[0]!.score = 60;
  stepUntil(match, 'results');
  stepUntil(match, 'countdown');
}

/** The people of each team, in the order they came. */
function teamsOf(match: Match): string[] {
  const people = [...match.seats.all.values()].filter(({ bot }) => !bot);
  return [1, 2].map((number) => {
    const members = people.filter(({ id }) => match.world.players.get(id)!.team === number);
    return members.map(({ id }) => id).join(' ');
  });
}

function sizesOf({ world }: Match): number[] {
  return [1, 2].map((number) => [...world.players.values()].filter(({ team }) => team === number).length);
}

describe('TM7 a party in a match of teams', () => {
  it('is on one side from the beginning, and bots fill up the other', () => {
    const match = createMatch({ bots: 8 });
    join(match, 'ann/x bo/x cy/x');
    assert.deepEqual([...teamsOf(match), ...sizesOf(match)], ['ann bo cy', '', 4, 4]);
    stepUntil(match, 'live');
    assert.deepEqual([...teamsOf(match), ...sizesOf(match)], ['ann bo cy', '', 4, 4]);
  });

  it('has those who came alone make way for it until the match is live', () => {
    const match = createMatch();
    join(match, 'ann bo cy di ed/x flo/x');
    assert.deepEqual(teamsOf(match), ['ann ed flo', 'bo cy di']);
  });

  it('meets another party on the other side', () => {
    const match = createMatch();
    join(match, 'ann/x bo/y cy/x di/y ed/y');
    assert.deepEqual(teamsOf(match), ['ann cy', 'bo di ed']);
  });

  it('comes to one side of a match that is on where teams are large enough to bear it, and nobody changes over', () => {
    const match = createMatch();
    join(match, 'a b c d e f g h');
    stepUntil(match, 'live');
    const [first, second] = teamsOf(match);
    join(match, 'ann/x bo/x');
    assert.deepEqual(teamsOf(match), [`${first} ann bo`, second]);
  });

  it('goes together in place of bots of a match that is on', () => {
    const match = createMatch({ bots: 8 });
    join(match, 'a b');
    stepUntil(match, 'live');
    join(match, 'ann/x bo/x cy/x');
    assert.deepEqual([...teamsOf(match), ...sizesOf(match)], ['a ann bo cy', 'b', 4, 4]);
  });

  it('is parted in a match that is on where teams would not be even, and together in the next', () => {
    const match = createMatch();
    join(match, 'a b c d');
    stepUntil(match, 'live');
    join(match, 'ann/x bo/x');
    assert.deepEqual(teamsOf(match), ['a c ann', 'b d bo']);
    playOn(match);
    assert.deepEqual(teamsOf(match), ['a ann bo', 'b c d']);
  });

  it('of everybody there is parted in halves, for a match needs two sides', () => {
    const match = createMatch();
    join(match, 'ann/x bo/x cy/x di/x');
    assert.deepEqual(teamsOf(match), ['ann cy', 'bo di']);
    stepUntil(match, 'live');
  });

  it('is none in a duel, nor where there are no teams', () => {
    const duel = createMatch({ mode: 'duel', map: 'foundry' });
    join(duel, 'ann/x bo/x');
    assert.deepEqual(teamsOf(duel), ['ann', 'bo']);
    const brawl = createMatch({ mode: 'deathmatch' });
    join(brawl, 'ann/x bo/x');
    assert.deepEqual(sizesOf(brawl), [0, 0]);
  });

  it('is still one in another process, which takes them together into the next match', () => {
    const match = createMatch();
    join(match, 'a b c d');
    stepUntil(match, 'live');
    join(match, 'ann/x bo/x');
    const snapshot: unknown = JSON.parse(JSON.stringify(match.snapshot()));
    const restored = Match.restore(snapshot, { maps: MAPS_READ, recordTo: { save: () => {} } });
    for (const each of [match, restored]) playOn(each);
    assert.deepEqual(teamsOf(match), ['a ann bo', 'b c d']);
    assert.deepEqual(teamsOf(restored), teamsOf(match));
  });

  it('plays again to the very same end in a replay (RE1)', () => {
    const saved: Uint8Array[] = [];
    const match = createMatch({ bots: 6, recordTo: { save: (_name, bytes) => void saved.push(bytes) } });
    join(match, 'a b ann/x bo/x');
    stepUntil(match, 'live');
    join(match, 'd cy/x');
    match.leave('b');
    for (let tick = 0; tick < 300; tick++) match.step(NOBODY);
    match.end();
    const replay = readReplay(saved[0]!);
    assert.ok(replay.ticks.some(({ roster }) => roster.some(({ type }) => type === 'changeTeam')));
    const verdict = verifyReplay(replay, MAPS_READ.crossfire);
    assert.ok(verdict.ok, JSON.stringify(verdict));
  });
});
