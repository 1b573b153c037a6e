import assert from 'node:assert/strict';
import { ticksOf } from '../../../shared/defs/rates.ts';
import { rulesOf } from '../../../shared/defs/rules.ts';
import { MODES } from '../../../shared/defs/modes.ts';
import { readReplay } from '../../../shared/replay/readReplay.ts';
import { verifyReplay } from '../../../shared/replay/verifyReplay.ts';
import type { Phase } from '../../../shared/sim/SimEvent.ts';
import { Match } from '../../../server/match/Match.ts';
import { loadMaps } from '../../../server/match/loadMaps.ts';

const MAPS_READ = loadMaps(new URL('../../../maps/', import.meta.url));
const RULES = rulesOf('deathmatch', { scoreLimit: 3, timeLimitMinutes: 2 });

describe('RU1 a match with rules of its own', () => {
  let saved: Uint8Array[];

  beforeEach(() => (saved = []));

  const recordTo = { save: (_name: string, bytes: Uint8Array) => void saved.push(bytes) };

  function friends(): Match {
    const match = new Match({
      maps: MAPS_READ,
      recordTo,
      rules: RULES,
      bots: 3,
      mode: 'deathmatch',
      map: 'foundry',
      seed: 5,
    });
    match.join('ada', 'Ada');
    return match;
  }

  function stepUntil(match: Match, phase: Phase): void {
    for (let ticks = 0; match.world.phase !== phase; ticks++) {
      assert.ok(ticks < 30_000, `it never is in ${phase}`);
      match.step(new Map());
    }
  }

  it('is won with as many points as was wished, and lasts no longer than that', () => {
    const match = friends();
    stepUntil(match, 'live');
    assert.equal(match.world.phaseEndsAtTick - match.world.tick, ticksOf(120));
    match.world.players.get('ada')!.score = RULES.scoreLimit;
    match.step(new Map());
    assert.equal(match.world.phase, 'results');
  });

  it('is followed by matches with the same rules', () => {
    const match = friends();
    stepUntil(match, 'results');
    stepUntil(match, 'countdown');
    assert.equal(match.number, 2);
    assert.deepEqual(match.world.rules, RULES);
  });

  it('keeps them, and its bots, in another process', () => {
    const match = friends();
    stepUntil(match, 'live');
    const restored = Match.restore(JSON.parse(JSON.stringify(match.snapshot())), { maps: MAPS_READ, recordTo });
    assert.deepEqual(restored.world.rules, RULES);
    restored.join('bob', 'Bob');
    assert.deepEqual([restored.seats.people, restored.seats.bots], [2, 1]);
    const broken = { ...match.snapshot(), world: { ...match.snapshot().world, rules: { scoreLimit: 0 } } };
    assert.throws(() => Match.restore(broken, { maps: MAPS_READ, recordTo }), /rules/);
  });

  it('is played again from its replay, which goes another way without them', () => {
    const match = friends();
    stepUntil(match, 'results');
    match.end();
    const replay = readReplay(saved[0]!);
    assert.deepEqual(replay.header.rules, RULES);
    assert.equal(verifyReplay(replay, MAPS_READ.foundry).ok, true);
    const usual = { ...replay, header: { ...replay.header, rules: undefined } };
    assert.equal(verifyReplay(usual, MAPS_READ.foundry).ok, false);
  });
});

describe('the rules of a match', () => {
  it('are those of its mode wherever nobody wished for others', () => {
    const { scoreLimit, timeLimitTicks } = MODES.duel;
    assert.deepEqual(rulesOf('duel'), { scoreLimit, timeLimitTicks });
    assert.deepEqual(rulesOf('duel', { scoreLimit: 9 }), { scoreLimit: 9, timeLimitTicks });
    assert.deepEqual(rulesOf('duel', { timeLimitMinutes: 1 }), { scoreLimit, timeLimitTicks: ticksOf(60) });
  });
});
