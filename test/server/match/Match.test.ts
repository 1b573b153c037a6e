import assert from 'node:assert/strict';
import { Match, type MatchOptions } from '../../../server/match/Match.ts';
import { MAPS } from '../../../shared/defs/maps.ts';
import { INPUT } from '../../../shared/defs/tuning.ts';
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
  return new Match({ mode: 'deathmatch', map: 'crossfire', maps: MAPS_READ, bots: 4, seed: 7, recordTo, ...options });
}

function stepUntil(match: Match, phase: Phase, wishes: ReadonlyMap<string, Command> = NOBODY): void {
  for (let ticks = 0; match.world.phase !== phase; ticks++) {
    assert.ok(ticks < 60 * 60, `the match never came to ${phase}`);
    match.step(wishes);
  }
}

/** As if the last kill had just been made. */
function endMatch(match: Match): void {
  stepUntil(match, 'live');
  for (const player of match.world.players.values()) player.score = 25;
  stepUntil(match, 'results');
}

function playersOf(match: Match): string[] {
  return [...match.world.players.keys()];
}

describe('SE1 seats', () => {
  it('are filled up with bots, which give way to people one by one', () => {
    const match = createMatch();
    assert.deepEqual(playersOf(match), ['bot-1', 'bot-2', 'bot-3', 'bot-4']);
    match.join('ada', 'Ada');
    assert.deepEqual(playersOf(match), ['ada', 'bot-1', 'bot-2', 'bot-3']);
    for (const id of ['b', 'c', 'd', 'e']) match.join(id, id);
    assert.deepEqual(playersOf(match), ['ada', 'b', 'c', 'd', 'e']);
    for (const id of ['b', 'c', 'd']) match.leave(id);
    assert.deepEqual(playersOf(match), ['ada', 'bot-1', 'bot-2', 'e']);
  });

  it('are never filled beyond what the map is comfortable with', () => {
    const match = createMatch({ map: 'foundry', bots: 16 });
    assert.equal(match.world.players.size, MAPS.foundry.comfortablePlayers);
  });

  it('are all filled on the largest map when the host wants as many bots', () => {
    const names = [...createMatch({ map: 'sprawl', bots: 64 }).world.players.values()].map(({ name }) => name);
    assert.equal(new Set(names).size, 64);
  });

  it('of a match that waits for its people are filled when the first has come, until the last has gone', () => {
    const match = createMatch({ awaitsPeople: true });
    assert.deepEqual(playersOf(match), []);
    match.join('ada', 'Ada');
    assert.deepEqual(playersOf(match), ['ada', 'bot-1', 'bot-2', 'bot-3']);
    match.leave('ada');
    assert.deepEqual(playersOf(match), []);
  });

  it('are left empty when the host wants no bots', () => {
    assert.equal(createMatch({ bots: 0 }).world.players.size, 0);
  });

  it('mark bots as bots, under names of their own', () => {
    const players = [...createMatch({ bots: 16 }).world.players.values()];
    assert.ok(players.every(({ bot }) => bot));
    assert.equal(new Set(players.map(({ name }) => name)).size, 16);
  });

  it('tell two people of the same name apart', () => {
    const match = createMatch({ bots: 0 });
    match.join('one', 'Ada');
    match.join('two', 'Ada');
    assert.deepEqual(
      [...match.world.players.values()].map(({ name }) => name),
      ['Ada', 'Ada 2'],
    );
  });
});

describe('SE2 someone whose connection drops', () => {
  it('goes on fighting, played by a bot, and moves by their own hand again when they are back', () => {
    const match = createMatch({ bots: 0 });
    match.join('ada', 'Ada');
    match.join('bo', 'Bo');
    match.seats.setConnected('ada', false);
    assert.ok(match.seats.isOnAutopilot('ada'), 'clients are told');
    const ada = match.world.players.get('ada')!;
    const from = { x: ada.x, y: ada.y };
    for (let tick = 0; tick < 240; tick++) match.step(NOBODY);
    assert.ok(Math.hypot(ada.x - from.x, ada.y - from.y) > 50, 'a bot plays');
    match.seats.setConnected('ada', true);
    const clock = ada.ownTick;
    for (let tick = 0; tick < 10; tick++) match.step(NOBODY);
    assert.equal(ada.ownTick, clock, 'nobody plays until the first input comes');
  });
});

describe('SE3 someone who has long not moved', () => {
  it('is played by a bot until they wish for something else', () => {
    const match = createMatch({ bots: 0 });
    match.join('ada', 'Ada');
    const idle = new Map([['ada', idleCommand(0)]]);
    for (let tick = 0; tick < INPUT.idleTicks; tick++) match.step(idle);
    const ada = match.world.players.get('ada')!;
    const from = { x: ada.x, y: ada.y };
    for (let tick = 0; tick < 240; tick++) match.step(idle);
    assert.ok(Math.hypot(ada.x - from.x, ada.y - from.y) > 50, 'a bot plays');
    ada.vx = 0;
    ada.vy = 0;
    match.step(new Map([['ada', RUN]]));
    assert.equal(ada.aim, 0, 'they aim where they wish');
    assert.ok(!match.seats.isOnAutopilot('ada'));
  });
});

describe('MA1 after the results', () => {
  it('the next match begins on the map most players voted for, with the same people from nought', () => {
    const match = createMatch();
    match.join('ada', 'Ada');
    endMatch(match);
    assert.ok(match.vote('ada', 'foundry'));
    const { tick } = match.world;
    stepUntil(match, 'countdown');
    assert.equal(match.number, 2);
    assert.equal(match.world.map.id, 'foundry');
    assert.equal(match.world.players.get('ada')?.name, 'Ada');
    assert.equal(match.world.players.get('ada')?.score, 0);
    assert.ok(match.world.tick > tick, 'ticks grow over the whole life of a room');
    assert.deepEqual(match.votes, {});
    const minds = [...match.seats.all.values()].filter(({ bot }) => bot).map(({ brain }) => brain?.map.id);
    assert.deepEqual([...new Set(minds)], ['foundry'], 'bots know where they are');
  });

  it('a changed mind counts once, a vote at any other time not at all, nor that of a stranger', () => {
    const match = createMatch();
    match.join('ada', 'Ada');
    assert.ok(!match.vote('ada', 'foundry'));
    endMatch(match);
    assert.ok(!match.vote('nobody', 'foundry'));
    match.vote('ada', 'foundry');
    match.vote('ada', 'crossfire');
    assert.deepEqual(match.votes, { crossfire: 1 });
    match.leave('ada');
    assert.deepEqual(match.votes, {});
  });

  it('only maps that hold everybody are offered, and other votes do not count', () => {
    const match = createMatch({ map: 'sprawl', bots: 0 });
    for (let person = 1; person <= MAPS.foundry.maxPlayers; person++) match.join(`p${person}`, '');
    endMatch(match);
    assert.deepEqual(match.results().maps, ['crossfire', 'foundry', 'sprawl']);
    assert.ok(match.vote('p1', 'foundry'));
    match.join('one more', '');
    match.seats.setConnected('p3', false);
    assert.deepEqual(match.results().maps, ['crossfire', 'sprawl']);
    assert.ok(!match.vote('p2', 'foundry'));
    assert.deepEqual(match.votes, {});
    stepUntil(match, 'countdown');
    assert.equal(match.mapId, 'crossfire');
    assert.equal(match.seats.people, MAPS.foundry.maxPlayers + 1);
  });

  it('the room has as many seats as the next map holds', () => {
    const match = createMatch();
    match.join('ada', 'Ada');
    assert.equal(match.maxPeople, 16);
    endMatch(match);
    match.vote('ada', 'sprawl');
    assert.equal(match.maxPeople, 16);
    stepUntil(match, 'countdown');
    assert.equal(match.maxPeople, 64);
  });

  it('the results name every player, bots too', () => {
    const match = createMatch();
    match.join('ada', 'Ada');
    endMatch(match);
    assert.equal(match.results().standings.length, 4);
  });
});

describe('RE1 the replay of a match', () => {
  it('plays again to the very same end, with joins, leaves, bots and dropped people in it', () => {
    const saved: Uint8Array[] = [];
    const match = createMatch({ recordTo: { save: (_id, bytes) => void saved.push(bytes) } });
    match.join('ada', 'Ada');
    stepUntil(match, 'live', new Map([['ada', RUN]]));
    match.join('bo', 'Bo');
    for (let tick = 0; tick < 100; tick++) match.step(new Map([['bo', RUN]]));
    match.leave('bo');
    match.seats.setConnected('ada', false);
    for (let tick = 0; tick < 100; tick++) match.step(NOBODY);
    match.end();
    assert.equal(saved.length, 1);
    const verdict = verifyReplay(readReplay(saved[0]!), MAPS_READ.crossfire);
    assert.ok(verdict.ok, JSON.stringify(verdict));
    assert.equal(verdict.ticks, match.world.tick);
  });

  it('is not kept of a match in which no tick was played: it would push out a real one', () => {
    const saved: string[] = [];
    const match = createMatch({ recordTo: { save: (id) => void saved.push(id) } });
    match.join('ada', 'Ada');
    match.end();
    assert.deepEqual(saved, []);
  });

  it('is handed over when the next match begins, and that match has a record of its own', () => {
    const saved: string[] = [];
    const match = createMatch({ recordTo: { save: (id) => void saved.push(id) } });
    endMatch(match);
    stepUntil(match, 'countdown');
    assert.equal(saved.length, 1);
    match.end();
    assert.equal(new Set(saved).size, 2);
  });
});
