import assert from 'node:assert/strict';
import { Match, type MatchOptions, type RestoreOptions } from '../../../server/match/Match.ts';
import { SnapshotRefused, type MatchSnapshot } from '../../../server/match/MatchSnapshot.ts';
import { readReplay } from '../../../shared/replay/readReplay.ts';
import { verifyReplay } from '../../../shared/replay/verifyReplay.ts';
import { idleCommand, type Command } from '../../../shared/sim/Command.ts';
import { hashWorld } from '../../../shared/sim/hashWorld.ts';
import type { Phase } from '../../../shared/sim/SimEvent.ts';
import { readMap } from '../../support/readMap.ts';

const MAPS_READ = { foundry: readMap('foundry'), crossfire: readMap('crossfire'), sprawl: readMap('sprawl') };
const NOBODY = new Map<string, Command>();
const RUN: Command = { ...idleCommand(0), moveX: 127 };

type Saved = Map<string, Uint8Array>;

function optionsOf(saved: Saved = new Map()): RestoreOptions {
  const recordTo = {
    save: (name: string, bytes: Uint8Array) => {
      assert.ok(!saved.has(name), `${name} is written twice`);
      saved.set(name, bytes);
    },
  };
  return { maps: MAPS_READ, recordTo };
}

/** Ada, a nameless guest and two bots on the way to a live match. */
function createMatch(saved?: Saved): Match {
  const options: MatchOptions = { ...optionsOf(saved), bots: 4, mode: 'deathmatch', map: 'crossfire', seed: 7 };
  const match = new Match(options);
  match.join('ada', 'Ada');
  match.join('no-name', '');
  return match;
}

function step(match: Match, ticks: number, wishes: ReadonlyMap<string, Command> = new Map([['ada', RUN]])): void {
  for (let tick = 0; tick < ticks; tick++) match.step(wishes);
}

function stepUntil(match: Match, phase: Phase): void {
  for (let ticks = 0; match.world.phase !== phase; ticks++) {
    assert.ok(ticks < 60 * 60, `the match never came to ${phase}`);
    match.step(NOBODY);
  }
}

function endMatch(match: Match): void {
  stepUntil(match, 'live');
  for (const player of match.world.players.values()) player.score = 25;
  stepUntil(match, 'results');
}

/** As it arrives in another process. */
function takeDown(match: Match): MatchSnapshot {
  return JSON.parse(JSON.stringify(match.snapshot()));
}

function verify(bytes: Uint8Array | undefined) {
  assert.ok(bytes, 'the part was written');
  const replay = readReplay(bytes);
  return { replay, verdict: verifyReplay(replay, MAPS_READ[replay.header.map as keyof typeof MAPS_READ]) };
}

describe('SU2 a restored match', () => {
  it('is the one it was taken from: same world, match number, map, seats and names', () => {
    const match = createMatch();
    stepUntil(match, 'live');
    step(match, 100);
    const restored = Match.restore(takeDown(match), optionsOf());
    assert.equal(hashWorld(restored.world), hashWorld(match.world));
    assert.deepEqual([restored.number, restored.mapId], [1, 'crossfire']);
    const named = (each: Match) => [...each.seats.all.values()].map(({ id, name, bot }) => [id, name, bot]);
    assert.deepEqual(named(restored), named(match));
    assert.deepEqual(takeDown(restored), takeDown(match));
  });

  it('has every person away, with a bot on the seat, until they are back; bots fight on', () => {
    const match = createMatch();
    stepUntil(match, 'live');
    const restored = Match.restore(takeDown(match), optionsOf());
    const places = () => [...restored.world.players.values()].map(({ x, y }) => [x, y]);
    const before = places();
    for (const id of ['ada', 'no-name']) {
      assert.ok(!restored.seats.isConnected(id));
      assert.ok(restored.seats.isOnAutopilot(id));
    }
    step(restored, 60, NOBODY);
    places().forEach((place, index) => assert.notDeepEqual(place, before[index], `player ${index} stands still`));
    restored.seats.setConnected('ada', true);
    const ada = restored.world.players.get('ada')!;
    const clock = ada.ownTick;
    step(restored, 3, NOBODY);
    assert.equal(ada.ownTick, clock, 'she plays herself again: nobody wished for anything');
  });

  it('goes on to the next match by the votes cast before, as the first would have', () => {
    const match = createMatch();
    endMatch(match);
    match.vote('ada', 'foundry');
    const restored = Match.restore(takeDown(match), optionsOf());
    assert.deepEqual(restored.votes, { foundry: 1 });
    assert.deepEqual(restored.results(), match.results());
    for (const each of [match, restored]) stepUntil(each, 'countdown');
    assert.deepEqual([restored.number, restored.mapId], [2, 'foundry']);
    assert.equal(Match.restore(takeDown(restored), optionsOf()).number, 2);
    assert.equal(restored.world.seed, match.world.seed, 'chance goes on as well');
    assert.equal(restored.world.tick, match.world.tick);
  });

  it('gives the next guest the next number, and the seat of a bot that came last', () => {
    const match = createMatch();
    const restored = Match.restore(takeDown(match), optionsOf());
    for (const each of [match, restored]) each.join('late', undefined);
    assert.equal(restored.seats.all.get('late')?.name, match.seats.all.get('late')?.name);
    assert.deepEqual([...restored.seats.all.keys()], [...match.seats.all.keys()]);
  });

  it('can be taken down and restored again and again', () => {
    let match = createMatch();
    for (let move = 0; move < 5; move++) {
      step(match, 77);
      match = Match.restore(takeDown(match), optionsOf());
    }
    assert.equal(match.world.tick, 5 * 77);
    assert.equal(match.seats.all.size, 4);
  });
});

describe('SU3 a snapshot', () => {
  const sound = takeDown(createMatch());
  const refused = (data: unknown, reason: RegExp) =>
    assert.throws(
      () => Match.restore(data, optionsOf()),
      (error) => error instanceof SnapshotRefused && reason.test(error.message),
    );

  it('of a map or mode that is unknown here, or of another edition of the map, is refused', () => {
    const { world } = sound;
    refused({ ...sound, world: { ...world, map: 'moon' } }, /played on moon, which is unknown here/);
    refused({ ...sound, world: { ...world, map: 'foundry' } }, /another edition of foundry/);
    refused({ ...sound, mapHash: 1 }, /another edition of crossfire/);
    refused({ ...sound, world: { ...world, mode: 'tag' } }, /mode tag is unknown/);
    refused({ ...sound, world: { ...world, layout: 1 } }, /another layout/);
  });

  it('that is malformed is refused, and nothing has begun', () => {
    const { world, seats } = sound;
    for (const data of [undefined, null, 7, '', [], {}, { ...sound, more: 1 }]) refused(data, /malformed/);
    refused({ ...sound, matchId: '../../etc/passwd' }, /malformed[^]*matchId/);
    refused({ ...sound, votes: [['ada', 'moon']] }, /malformed[^]*votes/);
    refused({ ...sound, world: { ...world, tick: 'soon' } }, /tick is no whole number/);
    refused({ ...sound, world: { ...world, pickups: [] } }, /another edition/);
    refused({ ...sound, seats: { ...seats, taken: seats.taken.slice(1) } }, /seats and players differ/);
    const twice = { ...seats, taken: [...seats.taken.slice(1), seats.taken[1]] };
    refused({ ...sound, seats: twice }, /seats and players differ/);
  });

  it('never breaks the server, whatever is missing from it or changed in it', () => {
    const text = JSON.stringify(sound);
    for (let at = 3; at < text.length; at += 41) {
      for (const other of ['', '9', '"x"', '-']) {
        const damaged = text.slice(0, at) + other + text.slice(at + 1);
        try {
          step(Match.restore(JSON.parse(damaged), optionsOf()), 30, NOBODY);
        } catch (error) {
          assert.ok(
            error instanceof SnapshotRefused || error instanceof SyntaxError,
            `${at} ${other}: ${String(error)}`,
          );
        }
      }
    }
  });
});

describe('RE2 the replay of a match that moved', () => {
  it('is one part for each owner, and each plays again to the tick and world where the next one begins', () => {
    const saved: Saved = new Map();
    const first = createMatch(saved);
    stepUntil(first, 'live');
    step(first, 90);
    const snapshot = takeDown(first);
    const second = Match.restore(snapshot, optionsOf(saved));
    first.end();
    second.join('bo', 'Bo');
    step(second, 200, new Map([['bo', RUN]]));
    second.leave('ada');
    const third = Match.restore(takeDown(second), optionsOf(saved));
    second.end();
    step(third, 70, new Map([['bo', RUN]]));
    third.end();

    const id = snapshot.matchId;
    const moves = [first.world.tick, second.world.tick];
    assert.deepEqual([...saved.keys()], [id, `${id}.from-${moves[0]}`, `${id}.from-${moves[1]}`]);
    const parts = [...saved.values()].map(verify);
    assert.deepEqual(
      parts.map(({ verdict }) => verdict.ok && verdict.hash),
      [first, second, third].map((match) => hashWorld(match.world)),
    );
    assert.deepEqual(
      parts.map(({ replay }) => replay.header.startTick),
      [0, ...moves],
    );
  });

  it('ends with the match wherever it ends, and the next match is recorded from its beginning', () => {
    const saved: Saved = new Map();
    const match = createMatch();
    stepUntil(match, 'live');
    const snapshot = takeDown(match);
    const restored = Match.restore(snapshot, optionsOf(saved));
    endMatch(restored);
    stepUntil(restored, 'countdown');
    restored.end();
    const [part, next = ''] = saved.keys();
    assert.equal(part, `${snapshot.matchId}.from-${snapshot.world.tick}`);
    assert.match(next, /^[0-9a-f-]{36}$/);
    assert.notEqual(next, snapshot.matchId);
    assert.deepEqual(
      [...saved.values()].map((bytes) => verify(bytes).replay.header.start === undefined),
      [false, true],
    );
  });

  it('is written once, and not at all by an owner that was deposed', () => {
    const saved: Saved = new Map();
    const handedOver = createMatch(saved);
    step(handedOver, 10);
    handedOver.end();
    handedOver.end();
    assert.equal(saved.size, 1);
    const deposed = createMatch(saved);
    step(deposed, 10);
    deposed.abandon();
    deposed.end();
    assert.equal(saved.size, 1);
  });
});
