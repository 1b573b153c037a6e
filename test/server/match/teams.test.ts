import assert from 'node:assert/strict';
import { Match, type MatchOptions } from '../../../server/match/Match.ts';
import { TICK_RATE } from '../../../shared/defs/rates.ts';
import { rulesOf } from '../../../shared/defs/rules.ts';
import { readReplay } from '../../../shared/replay/readReplay.ts';
import { verifyReplay } from '../../../shared/replay/verifyReplay.ts';
import { idleCommand, type Command } from '../../../shared/sim/Command.ts';
import type { Phase } from '../../../shared/sim/SimEvent.ts';
import { readMap } from '../../support/readMap.ts';

const MAPS_READ = { foundry: readMap('foundry'), crossfire: readMap('crossfire'), sprawl: readMap('sprawl') };
const NOBODY = new Map<string, Command>();
const RUN: Command = { ...idleCommand(0), moveX: 127 };

function createMatch(options: Partial<MatchOptions> = {}): Match {
  const recordTo = { save: () => {} };
  const standard = { mode: 'teamDeathmatch', map: 'crossfire', maps: MAPS_READ, bots: 6, seed: 7, recordTo } as const;
  return new Match({ ...standard, ...options });
}

function createDuel(options: Partial<MatchOptions> = {}): Match {
  return createMatch({ mode: 'duel', map: 'foundry', ...options });
}

function stepUntil(match: Match, phase: Phase): void {
  for (let ticks = 0; match.world.phase !== phase; ticks++) {
    assert.ok(ticks < 60 * 60, `the match never came to ${phase}`);
    match.step(NOBODY);
  }
}

function join(match: Match, ...ids: readonly string[]): void {
  for (const id of ids) match.join(id, id);
}

/** Who is in which team, people and bots, each in the order of their ids. */
function teamsOf(match: Match): string[] {
  return [1, 2].map((team) => {
    const members = [...match.world.players.values()].filter((player) => player.team === team);
    return members.map(({ id }) => id).join(' ');
  });
}

const sizesOf = (match: Match) => teamsOf(match).map((ids) => (ids === '' ? 0 : ids.split(' ').length));

describe('TM2 the teams of a match', () => {
  it('are filled evenly with bots, and give way to people evenly', () => {
    const match = createMatch();
    assert.deepEqual(sizesOf(match), [3, 3]);
    join(match, 'ann', 'bo', 'cy', 'di');
    assert.deepEqual(sizesOf(match), [3, 3]);
    assert.deepEqual(
      teamsOf(match).map((ids) => ids.replace(/bot-\d/g, 'bot')),
      ['ann cy bot'.split(' ').sort().join(' '), 'bo bot di'],
    );
  });

  it('are kept even by bots that change over while the match is on, and people stay where they are', () => {
    const match = createMatch({ bots: 8 });
    join(match, 'ann', 'bo', 'cy', 'di');
    stepUntil(match, 'live');
    const teamOf = (id: string) => match.world.players.get(id)!.team;
    const ann = teamOf('ann');
    const others = ['bo', 'cy', 'di'].filter((id) => teamOf(id) !== ann);
    for (const id of others) match.leave(id);
    assert.deepEqual(sizesOf(match), [4, 4]);
    assert.equal(teamOf('ann'), ann);
    assert.equal(match.world.phase, 'live');
  });

  it('stay uneven in a match that is on when only people play, and are evened for the next', () => {
    const match = createMatch({ bots: 0 });
    join(match, 'ann', 'bo', 'cy', 'di', 'ed', 'flo');
    stepUntil(match, 'live');
    for (const id of ['bo', 'di']) match.leave(id);
    match.step(NOBODY);
    assert.deepEqual([match.world.phase, ...teamsOf(match)], ['live', 'ann cy ed', 'flo']);
    match.world.teams[0]!.score = 60;
    stepUntil(match, 'results');
    assert.deepEqual(teamsOf(match), ['ann cy ed', 'flo'], 'also while results are shown');
    stepUntil(match, 'countdown');
    assert.deepEqual(teamsOf(match), ['ann cy', 'ed flo']);
  });

  it('are evened as soon as somebody leaves before it has begun', () => {
    const match = createMatch({ bots: 0 });
    join(match, 'ann', 'bo', 'cy', 'di');
    stepUntil(match, 'countdown');
    for (const id of ['bo', 'di']) match.leave(id);
    assert.deepEqual(teamsOf(match), ['ann', 'cy']);
    stepUntil(match, 'live');
  });

  it('are the same in the next match where they are even', () => {
    const match = createMatch();
    join(match, 'ann', 'bo', 'cy', 'di');
    const before = teamsOf(match);
    stepUntil(match, 'live');
    match.world.teams[0]!.score = 60;
    stepUntil(match, 'results');
    stepUntil(match, 'countdown');
    assert.deepEqual(teamsOf(match), before);
  });
});

describe('TM5 a team that everybody has left', () => {
  it('goes on with bots where there are some, and has lost where there are none', () => {
    for (const [bots, phase] of [
      [4, 'live'],
      [0, 'results'],
    ] as const) {
      const match = createMatch({ bots });
      join(match, 'ann', 'bo');
      stepUntil(match, 'live');
      match.leave('bo');
      match.step(NOBODY);
      assert.equal(match.world.phase, phase, `${bots} bots`);
    }
  });
});

describe('a duel', () => {
  it('DU1 has a bot to warm up with until somebody comes, who takes its place', () => {
    const match = createDuel();
    join(match, 'ann');
    assert.deepEqual(sizesOf(match), [1, 1]);
    for (let tick = 0; tick < 600; tick++) match.step(NOBODY);
    assert.equal(match.world.phase, 'waiting');
    join(match, 'bo');
    assert.deepEqual([...match.world.players.keys()], ['ann', 'bo']);
    assert.deepEqual(sizesOf(match), [1, 1]);
    stepUntil(match, 'live');
  });

  it('DU1 has the bot back when the other leaves before it has begun', () => {
    const match = createDuel();
    join(match, 'ann', 'bo');
    stepUntil(match, 'countdown');
    match.leave('bo');
    match.step(NOBODY);
    assert.deepEqual([match.world.phase, ...sizesOf(match)], ['waiting', 1, 1]);
  });

  it('DU4 takes nobody in while it is on; whoever leaves has lost it, and the next begins with somebody else', () => {
    const match = createDuel();
    join(match, 'ann', 'bo');
    assert.ok(match.takesPeople);
    stepUntil(match, 'live');
    assert.ok(!match.takesPeople);
    match.world.players.get('bo')!.score = 4;
    match.world.teams[1]!.score = 4;
    match.leave('bo');
    assert.deepEqual([...match.world.players.keys()], ['ann'], 'no bot stands in for one who gave up');
    match.step(NOBODY);
    assert.equal(match.world.phase, 'results');
    assert.ok(match.takesPeople);
    const { teams, standings } = match.results();
    assert.deepEqual(
      teams.map(({ team, place, score }) => [team, place, score]),
      [
        [1, 1, 0],
        [2, 2, 4],
      ],
    );
    assert.deepEqual(
      standings.map(({ player, place }) => [player, place]),
      [['ann', 1]],
    );
    assert.deepEqual(match.leavers, [
      { player: 'bo', playerId: undefined, name: 'bo', team: 2, score: 4, kills: 0, deaths: 0 },
    ]);
    join(match, 'cy');
    stepUntil(match, 'countdown');
    assert.deepEqual([match.number, match.leavers.length, ...teamsOf(match)], [2, 0, 'ann', 'cy']);
  });

  it('DU4 is played on its own map again and again', () => {
    const match = createDuel();
    join(match, 'ann', 'bo');
    assert.equal(match.maxPeople, 2);
    stepUntil(match, 'live');
    match.world.teams[0]!.rounds = 2;
    stepUntil(match, 'results');
    assert.deepEqual(match.results().maps, ['foundry']);
    assert.ok(!match.vote('ann', 'sprawl'));
    stepUntil(match, 'countdown');
    assert.equal(match.mapId, 'foundry');
  });
});

describe('MA6 a planned match', () => {
  const planned = (options: Partial<MatchOptions> = {}) => {
    const match = createMatch({ isPlanned: true, ...options });
    match.join('ann', 'Ann', { team: 2 });
    match.join('bo', 'Bo', { team: 2 });
    match.join('cy', 'Cy', { team: 1 });
    return match;
  };

  it('has the teams it was planned with and no bots, whoever leaves before it begins', () => {
    const match = planned();
    assert.deepEqual(teamsOf(match), ['cy', 'ann bo']);
    match.join('di', 'Di', { team: 2 });
    match.leave('cy');
    assert.deepEqual(teamsOf(match), ['', 'ann bo di']);
  });

  it('QU7 begins only when everybody is there, and not without who leaves during the countdown', () => {
    const match = planned({ rules: { ...rulesOf('teamDeathmatch'), minPeople: 4 } });
    for (let tick = 0; tick < 20 * TICK_RATE; tick++) match.step(NOBODY);
    assert.equal(match.world.phase, 'waiting');
    match.join('di', 'Di', { team: 1 });
    match.step(NOBODY);
    assert.equal(match.world.phase, 'countdown');
    match.leave('di');
    match.step(NOBODY);
    assert.equal(match.world.phase, 'waiting');
    match.join('ed', 'Ed', { team: 1 });
    stepUntil(match, 'live');
  });

  it('is over for good after its results, with no vote, and no other follows', () => {
    const match = planned();
    stepUntil(match, 'live');
    match.world.teams[1]!.score = 60;
    stepUntil(match, 'results');
    assert.deepEqual([match.results().maps, match.vote('ann', 'foundry')], [[], false]);
    assert.ok(!match.isFinished);
    while (match.world.tick < match.world.phaseEndsAtTick) match.step(NOBODY);
    assert.ok(match.isFinished);
    for (let tick = 0; tick < 600; tick++) match.step(NOBODY);
    assert.deepEqual([match.number, match.world.phase], [1, 'results']);
  });

  it('is still one in another process, which knows who left as well', () => {
    const match = planned();
    stepUntil(match, 'live');
    Object.assign(match.world.players.get('bo')!, { score: -1, kills: 2, deaths: 3 });
    match.leave('bo');
    const snapshot: unknown = JSON.parse(JSON.stringify(match.snapshot()));
    const restored = Match.restore(snapshot, { maps: MAPS_READ, recordTo: { save: () => {} } });
    assert.deepEqual(restored.leavers, [{ player: 'bo', name: 'Bo', team: 2, score: -1, kills: 2, deaths: 3 }]);
    restored.leave('ann');
    assert.deepEqual(teamsOf(restored), ['cy', '']);
    stepUntil(restored, 'results');
    assert.deepEqual(restored.results().maps, []);
  });
});

describe('RE1 the replay of a match of teams', () => {
  it('plays again to the very same end, with people and bots who change over in it', () => {
    const saved: Uint8Array[] = [];
    const match = createMatch({ bots: 5, recordTo: { save: (_id, bytes) => void saved.push(bytes) } });
    join(match, 'ann', 'bo', 'cy', 'di');
    stepUntil(match, 'countdown');
    for (const id of ['bo', 'di']) match.leave(id);
    stepUntil(match, 'live');
    join(match, 'ed', 'flo');
    for (let tick = 0; tick < 300; tick++) match.step(new Map([['ann', RUN]]));
    for (const id of ['ed', 'flo', 'cy']) match.leave(id);
    for (let tick = 0; tick < 600; tick++) match.step(NOBODY);
    match.end();
    const replay = readReplay(saved[0]!);
    const moves = replay.ticks.flatMap(({ roster }) => roster.filter(({ type }) => type === 'changeTeam'));
    assert.ok(moves.length > 1, `${moves.length} changed over`);
    const verdict = verifyReplay(replay, MAPS_READ.crossfire);
    assert.ok(verdict.ok, JSON.stringify(verdict));
    assert.equal(verdict.ticks, match.world.tick);
  });
});
