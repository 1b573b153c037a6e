import assert from 'node:assert/strict';
import { Match, type MatchOptions } from '../../../server/match/Match.ts';
import { TICK_RATE } from '../../../shared/defs/rates.ts';
import { readReplay } from '../../../shared/replay/readReplay.ts';
import type { Replay } from '../../../shared/replay/Replay.ts';
import { verifyReplay, type Verdict } from '../../../shared/replay/verifyReplay.ts';
import { hashWorld } from '../../../shared/sim/hashWorld.ts';
import { readMap } from '../../support/readMap.ts';

const MAPS = { crossfire: readMap('crossfire'), foundry: readMap('foundry'), sprawl: readMap('sprawl') };

function createMatch(options: Partial<MatchOptions> = {}, saved = new Map<string, Uint8Array>()): Match {
  const recordTo = { save: (name: string, bytes: Uint8Array) => void saved.set(name, bytes) };
  return new Match({ mode: 'deathmatch', map: 'crossfire', maps: MAPS, bots: 6, seed: 5, recordTo, ...options });
}

function step(match: Match, seconds: number): void {
  for (let tick = 0; tick < seconds * TICK_RATE; tick++) match.step(new Map());
}

function verify(bytes: Uint8Array): { replay: Replay; verdict: Verdict } {
  const replay = readReplay(bytes);
  return { replay, verdict: verifyReplay(replay, MAPS[replay.header.map as keyof typeof MAPS]) };
}

describe('RE3 the slice of a match', () => {
  it('plays again from half a minute ago to the very world it was cut at', () => {
    const match = createMatch();
    step(match, 73.5);
    const { bytes, matchId, tick } = match.slice();
    const { replay, verdict } = verify(bytes);
    assert.deepEqual(verdict, { ok: true, ticks: replay.ticks.length, hash: hashWorld(match.world) });
    assert.equal(tick, match.world.tick);
    assert.equal(matchId, match.snapshot().matchId);
    const seconds = replay.ticks.length / TICK_RATE;
    assert.ok(seconds >= 30 && seconds < 40, `${seconds} s`);
  });

  it('is all there is of a match that is younger', () => {
    const match = createMatch();
    step(match, 12);
    const { replay, verdict } = verify(match.slice().bytes);
    assert.ok(verdict.ok);
    assert.equal(replay.ticks.length, 12 * TICK_RATE);
    assert.equal(replay.header.startTick, 0);
  });

  it('holds who came and went within it, and who has only just come', () => {
    const match = createMatch({ bots: 2 });
    match.join('ada', 'Ada');
    step(match, 25);
    match.join('bo', 'Bo');
    step(match, 30);
    match.leave('ada');
    step(match, 2);
    match.join('cy', 'Cy');
    const { replay, verdict } = verify(match.slice().bytes);
    assert.ok(verdict.ok && verdict.hash === hashWorld(match.world));
    assert.ok(replay.finalRoster.some((change) => change.type === 'join' && change.player.id === 'cy'));
  });

  it('can be cut again and again, and the replay of the match is none the worse for it', () => {
    const saved = new Map<string, Uint8Array>();
    const match = createMatch({}, saved);
    for (let cut = 0; cut < 5; cut++) {
      step(match, 11.3);
      assert.ok(verify(match.slice().bytes).verdict.ok, `cut ${cut}`);
    }
    match.end();
    const { verdict } = verify([...saved.values()][0]!);
    assert.ok(verdict.ok && verdict.hash === hashWorld(match.world));
  });

  it('begins with the match where another process took it up', () => {
    const match = createMatch();
    step(match, 8);
    const recordTo = { save: () => undefined };
    const restored = Match.restore(JSON.parse(JSON.stringify(match.snapshot())), { maps: MAPS, recordTo });
    step(restored, 5);
    const young = verify(restored.slice().bytes);
    assert.ok(young.verdict.ok && young.replay.header.startTick === 8 * TICK_RATE);
    step(restored, 60);
    assert.ok(verify(restored.slice().bytes).verdict.ok);
  });

  it('is read with 64 players in it', () => {
    const match = createMatch({ map: 'sprawl', bots: 0 });
    for (let player = 0; player < 64; player++) match.join(`player-${player}`, `Somebody ${player}`);
    step(match, 42);
    assert.ok(verify(match.slice().bytes).verdict.ok);
  });

  it('is refused with the reason when what was before it is not that of its players', () => {
    const match = createMatch();
    step(match, 45);
    const text = Buffer.from(match.slice().bytes);
    const at = text.indexOf('lastCommands');
    const id = text.indexOf('bot-', at);
    text[id + 4] = 'x'.charCodeAt(0);
    assert.throws(() => readReplay(text), /the commands before it are of other players/);
  });
});
