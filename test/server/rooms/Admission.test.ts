import assert from 'node:assert/strict';
import { HTTP_ERRORS } from '../../../server/errors.ts';
import { Match } from '../../../server/match/Match.ts';
import { Admission } from '../../../server/rooms/Admission.ts';
import { Muster } from '../../../server/rooms/Muster.ts';
import type { ModeId } from '../../../shared/defs/modes.ts';
import { TICK_RATE } from '../../../shared/defs/rates.ts';
import { CLOSE } from '../../../shared/net/protocol.ts';
import { readMap } from '../../support/readMap.ts';

const maps = { crossfire: readMap('crossfire'), foundry: readMap('foundry'), sprawl: readMap('sprawl') };
const recordTo = { save: () => {} };
const GATHERING_TICKS = 12 * TICK_RATE;

function matchOf(isPlanned: boolean, mode: ModeId = 'duel'): Match {
  return new Match({ mode, map: 'foundry', maps, isPlanned, bots: 0, seed: 1, recordTo });
}

/** As the room does it for somebody who comes with a token. */
function sit(match: Match, admission: Admission, playerId: string): void {
  match.join(playerId, playerId, { team: admission.admit(playerId) });
  match.seats.setOwner(playerId, playerId);
}

describe('Who is let into a room', () => {
  const refused = (row: { readonly code: number }) => ({ code: row.code });
  let muster: Muster;
  /** What the queue was told. */
  let keptOut: (readonly string[])[];
  let recalled: (readonly [matchId: string, waited: ReadonlyMap<string, number>])[];
  let letIn: (readonly string[])[];
  let missed: (readonly [matchId: string, playerIds: readonly string[]])[];

  beforeEach(() => {
    [keptOut, recalled, letIn, missed] = [[], [], [], []];
    muster = new Muster({
      called: [
        { playerId: 'ann', team: 1, waitedMs: 40_000 },
        { playerId: 'bob', team: 2, waitedMs: 7000 },
      ],
      arrived: [],
    });
  });

  const tickets = {
    keepOut: async (playerIds: readonly string[]) => void keptOut.push(playerIds),
    letIn: async (playerIds: readonly string[]) => void letIn.push(playerIds),
    noteMissed: async (matchId: string, playerIds: readonly string[]) => void missed.push([matchId, playerIds]),
    recall: async (matchId: string, waited: ReadonlyMap<string, number>) => void recalled.push([matchId, waited]),
  };
  const open = (match: Match, called?: Muster, fence?: number): Admission =>
    new Admission({ match, isPrivate: called !== undefined, muster: called, fence }, { matchId: 'm', tickets });
  const openRanked = (match = matchOf(true)) => ({ match, admission: open(match, muster) });

  it('is everybody, in no planned team, where nobody was called', () => {
    const admission = open(matchOf(false));
    assert.equal(admission.admit(undefined), undefined);
    assert.equal(admission.admit('eve'), undefined);
  });

  it('is who was called to a ranked match, in their team, and they are noted as come', () => {
    const { admission } = openRanked();
    assert.equal(admission.admit('bob'), 2);
    assert.throws(() => admission.admit('eve'), refused(HTTP_ERRORS.notInMatch));
    assert.throws(() => admission.admit(undefined), refused(HTTP_ERRORS.notInMatch));
    assert.deepEqual(admission.snapshot().muster?.arrived, ['bob']);
  });

  it('is who was called and had not come yet, just the same, when another process goes on with the match', () => {
    const first = openRanked();
    sit(first.match, first.admission, 'bob');
    const kept = first.admission.snapshot();
    assert.equal(kept.isPrivate, true);
    const match = Match.restore(first.match.snapshot(), { maps, recordTo });
    const admission = open(match, new Muster(kept.muster!));
    assert.throws(() => admission.admit('eve'), refused(HTTP_ERRORS.notInMatch));
    sit(match, admission, 'ann');
    assert.equal(match.world.players.get('ann')!.team, 1);
    match.world.tick = GATHERING_TICKS;
    assert.equal(admission.findEnding(), undefined, 'both have come, each to another process');
  });

  it('is nobody once a duel is on', () => {
    const { match, admission } = openRanked();
    match.world.phase = 'live';
    assert.throws(() => admission.admit('ann'), refused(HTTP_ERRORS.roomFull));
  });

  it('is nobody for a second time while they play in a ranked match, nor for half a minute after they left it (RK10)', () => {
    const { match, admission } = openRanked(matchOf(true, 'teamDeathmatch'));
    for (const id of ['ann', 'bob']) sit(match, admission, id);
    assert.equal(admission.admit('ann'), 1, 'before it is on nobody gains anything by it');
    match.world.phase = 'live';
    assert.throws(() => admission.admit('ann'), refused(HTTP_ERRORS.seatInMatch));
    admission.release('ann');
    match.world.tick += 30 * TICK_RATE - 1;
    assert.throws(() => admission.admit('ann'), refused(HTTP_ERRORS.seatInMatch));
    match.world.tick += 1;
    assert.equal(admission.admit('ann'), 1);
  });

  it('is nobody for half a minute after they left a ranked match, though it has moved to another process meanwhile (RK10)', () => {
    const first = openRanked(matchOf(true, 'teamDeathmatch'));
    for (const id of ['ann', 'bob']) sit(first.match, first.admission, id);
    first.match.world.phase = 'live';
    first.admission.release('ann');
    const match = Match.restore(first.match.snapshot(), { maps, recordTo });
    const admission = open(match, new Muster(first.admission.snapshot().muster!));
    assert.throws(() => admission.admit('ann'), refused(HTTP_ERRORS.seatInMatch));
    match.world.tick += 30 * TICK_RATE;
    assert.equal(admission.admit('ann'), 1);
  });

  it('is whoever comes, at any time, in a match that is not ranked', () => {
    const match = matchOf(false, 'teamDeathmatch');
    const admission = open(match);
    sit(match, admission, 'ann');
    match.world.phase = 'live';
    admission.admit('ann');
    admission.release('ann');
    admission.admit('ann');
  });

  it('has to go when the match is called off, or the one match is over', () => {
    const { match, admission } = openRanked();
    assert.equal(admission.findEnding(), undefined);
    match.world.phase = 'results';
    match.world.phaseEndsAtTick = 0;
    assert.equal(admission.findEnding(), CLOSE.rankedOver);
    muster.isCalledOff = true;
    assert.equal(admission.findEnding(), CLOSE.matchCalledOff);
  });

  it('has to go when somebody does not come in time, and who came queues on as if nothing had been (QU7)', () => {
    const { match, admission } = openRanked();
    sit(match, admission, 'ann');
    match.world.tick = GATHERING_TICKS - 1;
    assert.equal(admission.findEnding(), undefined);
    assert.deepEqual(recalled, []);
    match.world.tick++;
    assert.equal(admission.findEnding(), CLOSE.matchCalledOff);
    const waited = new Map([
      ['ann', 52_000],
      ['bob', 0],
    ]);
    assert.deepEqual(recalled, [['m', waited]]);
  });

  it('has to go when somebody who had come leaves before the match begins, and only who stayed queues on (QU7)', () => {
    const { match, admission } = openRanked();
    sit(match, admission, 'ann');
    admission.release('ann');
    assert.equal(admission.findEnding(), undefined, 'the other may not have come yet');
    match.world.tick = 2 * TICK_RATE;
    sit(match, admission, 'bob');
    assert.equal(admission.findEnding(), CLOSE.matchCalledOff);
    const waited = new Map([
      ['ann', 0],
      ['bob', 9000],
    ]);
    assert.deepEqual(recalled, [['m', waited]]);
  });

  it('waits before the next match when they did not come, or came and left before it began; who stayed does not (QU9)', () => {
    const late = openRanked();
    sit(late.match, late.admission, 'ann');
    late.match.world.tick = GATHERING_TICKS;
    late.admission.findEnding();
    assert.deepEqual(missed.splice(0), [['m', ['bob']]]);
    const left = openRanked();
    for (const id of ['ann', 'bob']) sit(left.match, left.admission, id);
    left.admission.release('ann');
    left.admission.findEnding();
    assert.deepEqual(missed, [['m', ['ann']]]);
  });

  it('is not to blame when nobody was called after all, nor when the match has moved to another process (QU9)', () => {
    const { match, admission } = openRanked();
    match.world.tick = GATHERING_TICKS;
    const fence = 2;
    const moved = open(match, new Muster(admission.snapshot().muster!), fence);
    muster.isCalledOff = true;
    for (const each of [admission, moved]) assert.equal(each.findEnding(), CLOSE.matchCalledOff);
    assert.deepEqual(missed, []);
  });

  it('stays when somebody leaves a match that is on: they have lost it', () => {
    const { match, admission } = openRanked();
    for (const id of ['ann', 'bob']) sit(match, admission, id);
    match.world.phase = 'live';
    admission.release('ann');
    match.world.tick = GATHERING_TICKS;
    assert.equal(admission.findEnding(), undefined);
  });

  it('keeps those out of the queue who leave a ranked match that is on, for as long as it is (RK7)', () => {
    const { match, admission } = openRanked();
    for (const id of ['ann', 'bob']) sit(match, admission, id);
    admission.release('bob');
    assert.deepEqual(keptOut, [], 'it has not begun');
    sit(match, admission, 'bob');
    match.world.phase = 'live';
    admission.release('ann');
    assert.deepEqual(keptOut, [['ann']]);
    const play = (ticks: number) => {
      for (const end = match.world.tick + ticks; match.world.tick < end; match.world.tick++) admission.findEnding();
    };
    play(20 * TICK_RATE);
    assert.equal(keptOut.length, 5);
    match.world.phase = 'results';
    match.world.phaseEndsAtTick = match.world.tick + 20 * TICK_RATE;
    play(20 * TICK_RATE);
    assert.equal(keptOut.length, 5, 'until it is on record the last word holds');
  });

  it('keeps nobody out who came back, nor who left a match that is not ranked', () => {
    for (const isPlanned of [true, false]) {
      const match = matchOf(isPlanned);
      const admission = open(match, isPlanned ? muster : undefined);
      for (const id of ['ann', 'bob']) sit(match, admission, id);
      match.world.phase = 'live';
      match.leave('ann');
      if (isPlanned) {
        match.join('ann again', 'ann', { team: 1 });
        match.seats.setOwner('ann again', 'ann');
      }
      match.world.tick = 0;
      admission.findEnding();
    }
    assert.deepEqual(keptOut.flat(), []);
  });

  it('lets who left in again when the match is called off after all: nobody has left it (RK8)', () => {
    const { match, admission } = openRanked();
    sit(match, admission, 'ann');
    match.world.phase = 'live';
    admission.release('ann');
    match.world.tick = GATHERING_TICKS;
    assert.equal(admission.findEnding(), CLOSE.matchCalledOff);
    assert.deepEqual(letIn, [['ann', 'bob']]);
  });
});
