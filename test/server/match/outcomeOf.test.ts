import assert from 'node:assert/strict';
import { Match, type MatchOptions } from '../../../server/match/Match.ts';
import type { MatchClaim } from '../../../server/persistence/ResultStore.ts';
import type { MatchResult } from '../../../server/match/MatchResult.ts';
import { outcomeOf } from '../../../server/match/outcomeOf.ts';
import { submitResult, takeResultOver } from '../../../server/match/submitResult.ts';
import { TICK_RATE } from '../../../shared/defs/rates.ts';
import type { Command } from '../../../shared/sim/Command.ts';
import type { Phase } from '../../../shared/sim/SimEvent.ts';
import { readMap } from '../../support/readMap.ts';

const MAPS_READ = { foundry: readMap('foundry'), crossfire: readMap('crossfire'), sprawl: readMap('sprawl') };
const NOBODY = new Map<string, Command>();
const NOW_MS = 1_800_000_000_000;

const room = { maps: MAPS_READ, bots: 4, recordTo: { save: () => {} } };

/** People of these ids, each known to the server under the same id with a `p` before it. */
function createMatch(ids: readonly string[], change: Partial<MatchOptions> = {}): Match {
  const match = new Match({ ...room, mode: 'deathmatch', map: 'crossfire', seed: 7, ...change });
  for (const id of ids) join(match, id);
  return match;
}

function join(match: Match, id: string, playerId = `p${id}`): void {
  match.join(id, id);
  match.seats.setOwner(id, playerId);
}

function stepUntil(match: Match, phase: Phase): void {
  for (let ticks = 0; match.world.phase !== phase; ticks++) {
    assert.ok(ticks < 60 * 60, `the match never came to ${phase}`);
    match.step(NOBODY);
  }
}

/** Ends it in favour of somebody. */
function decide(match: Match, winner: string): void {
  const player = match.world.players.get(winner)!;
  player.score = 100;
  for (const team of match.world.teams) if (team.number === player.team) team.score = 100;
  stepUntil(match, 'results');
}

const placesOf = (match: Match) =>
  outcomeOf(match, NOW_MS)?.players.map(({ playerId, leftEarly }) => (leftEarly ? `${playerId} left` : playerId));

describe('RC1 what goes on record of a match', () => {
  it('is what the people did in it whom the server knows, best first, and none of the bots', () => {
    const match = createMatch(['ann', 'bo']);
    match.join('nobody', 'known');
    stepUntil(match, 'live');
    match.world.players.get('bo')!.kills = 3;
    decide(match, 'bo');
    const outcome = outcomeOf(match, NOW_MS)!;
    const [bo, ann] = outcome.players;
    assert.equal(outcome.players.length, 2);
    assert.deepEqual([bo?.playerId, bo?.name, bo?.place, bo?.score, bo?.kills], ['pbo', 'bo', 1, 100, 3]);
    assert.ok(ann!.place > 1, 'bots take places too');
    assert.deepEqual([outcome.mode, outcome.map, outcome.ranked], ['deathmatch', 'crossfire', false]);
  });

  it('is nothing when nobody is in it whom the server knows', () => {
    const match = createMatch([]);
    match.join('nobody', 'known');
    stepUntil(match, 'live');
    decide(match, 'nobody');
    assert.equal(outcomeOf(match, NOW_MS), undefined);
  });

  it('is dated by when it was decided, and as long as it was live', () => {
    const match = createMatch(['ann']);
    stepUntil(match, 'live');
    for (let tick = 0; tick < TICK_RATE; tick++) match.step(NOBODY);
    decide(match, 'ann');
    const outcome = outcomeOf(match, NOW_MS)!;
    assert.deepEqual([outcome.ticks, outcome.endedAtMs], [TICK_RATE + 1, NOW_MS]);
    assert.equal(outcome.startedAtMs, Math.round(NOW_MS - ((TICK_RATE + 1) * 1000) / TICK_RATE));
    for (let tick = 0; tick < TICK_RATE; tick++) match.step(NOBODY);
    assert.deepEqual(outcomeOf(match, NOW_MS + 1000), outcome);
  });

  it('says who had left before it was decided, after those who stayed', () => {
    const match = createMatch(['ann', 'bo', 'cy']);
    match.leave('cy');
    stepUntil(match, 'live');
    match.leave('ann');
    decide(match, 'bo');
    match.leave('bo');
    assert.deepEqual(placesOf(match), ['pann left'], 'bo left too late for it to count');
  });

  it('leaves those who left early in the place of their team', () => {
    const match = createMatch(['ann', 'bo', 'cy', 'di'], { mode: 'teamDeathmatch', bots: 0 });
    stepUntil(match, 'live');
    const mate = [...match.world.players.values()].find(
      ({ id, team }) => id !== 'ann' && team === match.world.players.get('ann')!.team,
    )!;
    match.leave('ann');
    decide(match, mate.id);
    const { place, leftEarly } = outcomeOf(match, NOW_MS)!.players.find(({ playerId }) => playerId === 'pann')!;
    assert.deepEqual([place, leftEarly], [1, true]);
  });

  it('counts who came back as one who stayed, once', () => {
    const match = createMatch(['ann', 'bo']);
    stepUntil(match, 'live');
    match.leave('ann');
    join(match, 'ann again', 'pann');
    decide(match, 'bo');
    assert.deepEqual(placesOf(match)?.toSorted(), ['pann', 'pbo']);
  });

  it('is the same in the process that takes the match over', () => {
    const match = createMatch(['ann', 'bo', 'cy'], { isPlanned: true });
    stepUntil(match, 'live');
    match.leave('cy');
    const other = Match.restore(JSON.parse(JSON.stringify(match.snapshot())), room);
    for (const each of [match, other]) decide(each, 'ann');
    assert.deepEqual(placesOf(other)?.toSorted(), ['pann', 'pbo', 'pcy left']);
    assert.deepEqual(outcomeOf(other, NOW_MS), outcomeOf(match, NOW_MS));
    assert.equal(outcomeOf(other, NOW_MS)?.ranked, true);
  });
});

describe('Who goes on with a match of another process', () => {
  const sent: (MatchResult | MatchClaim)[] = [];
  const right = (fence: number | undefined) => ({
    fence,
    results: {
      submit: async (result: MatchResult) => void sent.push(result),
      claim: async (claim: MatchClaim) => void sent.push(claim),
    },
  });
  beforeEach(() => sent.splice(0));

  it('claims its record while it is on', () => {
    const match = createMatch(['ann']);
    takeResultOver(match, right(8));
    assert.deepEqual(sent, [], 'there is none before it is live');
    stepUntil(match, 'live');
    takeResultOver(match, right(8));
    assert.deepEqual(
      sent.map(({ matchId, fence }) => [matchId, fence]),
      [[match.snapshot().matchId, 8]],
    );
  });

  it('sends its result once more when it is decided: the other may have died before it could', () => {
    const match = createMatch(['ann']);
    stepUntil(match, 'live');
    decide(match, 'ann');
    takeResultOver(match, right(8));
    submitResult(match, right(undefined));
    const [taken, own] = sent as MatchResult[];
    assert.deepEqual([taken?.fence, own?.fence], [8, 0]);
    assert.deepEqual(taken?.players, own?.players);
  });
});
