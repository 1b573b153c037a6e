import assert from 'node:assert/strict';
import { HTTP_ERRORS } from '../../../server/errors.ts';
import { Match } from '../../../server/match/Match.ts';
import { Admission } from '../../../server/rooms/Admission.ts';
import type { Muster } from '../../../server/rooms/Muster.ts';
import { TICK_RATE } from '../../../shared/defs/rates.ts';
import { CLOSE } from '../../../shared/net/protocol.ts';
import { readMap } from '../../support/readMap.ts';

const maps = { crossfire: readMap('crossfire'), foundry: readMap('foundry'), sprawl: readMap('sprawl') };

function matchOf(isPlanned: boolean): Match {
  return new Match({ mode: 'duel', map: 'foundry', maps, isPlanned, bots: 0, seed: 1, recordTo: { save: () => {} } });
}

/** As the room does it for somebody who comes with a token. */
function sit(match: Match, admission: Admission, playerId: string): void {
  match.join(playerId, playerId, { team: admission.admit(playerId) });
  match.seats.setOwner(playerId, playerId);
}

describe('Who is let into a room', () => {
  const refused = (row: { readonly code: number }) => ({ code: row.code });
  let muster: Muster;
  let keptOut: (readonly string[])[];
  const tickets = {
    async keepOut(playerIds: readonly string[]): Promise<void> {
      keptOut.push(playerIds);
    },
  };

  beforeEach(() => {
    const teams = new Map([
      ['ann', 1],
      ['bob', 2],
    ]);
    keptOut = [];
    muster = { teams, arrived: new Set(), isCalledOff: false };
  });

  it('is everybody, in no planned team, where nobody was called', () => {
    const admission = new Admission({ match: matchOf(false), isPrivate: false }, tickets);
    assert.equal(admission.admit(undefined), undefined);
    assert.equal(admission.admit('eve'), undefined);
  });

  it('is who was called to a ranked match, in their team, and they are noted as come', () => {
    const admission = new Admission({ match: matchOf(true), isPrivate: true, muster }, tickets);
    assert.equal(admission.admit('bob'), 2);
    assert.deepEqual(muster.arrived, new Set(['bob']));
    assert.throws(() => admission.admit('eve'), refused(HTTP_ERRORS.notInMatch));
    assert.throws(() => admission.admit(undefined), refused(HTTP_ERRORS.notInMatch));
    assert.deepEqual(muster.arrived, new Set(['bob']));
  });

  it('is nobody new in a ranked match that another process went on with', () => {
    const admission = new Admission({ match: matchOf(true), isPrivate: true }, tickets);
    assert.throws(() => admission.admit('ann'), refused(HTTP_ERRORS.notInMatch));
  });

  it('is nobody once a duel is on', () => {
    const match = matchOf(true);
    match.world.phase = 'live';
    const admission = new Admission({ match, isPrivate: true, muster }, tickets);
    assert.throws(() => admission.admit('ann'), refused(HTTP_ERRORS.roomFull));
  });

  it('has to go when the match is called off, or the one match is over', () => {
    const match = matchOf(true);
    const admission = new Admission({ match, isPrivate: true, muster }, tickets);
    assert.equal(admission.findEnding(), undefined);
    match.world.phase = 'results';
    match.world.phaseEndsAtTick = 0;
    assert.equal(admission.findEnding(), CLOSE.rankedOver);
    muster.isCalledOff = true;
    assert.equal(admission.findEnding(), CLOSE.matchCalledOff);
  });

  it('has to go when somebody who had come leaves before the match begins, and only who stayed has come (QU7)', () => {
    const match = matchOf(true);
    const admission = new Admission({ match, isPrivate: true, muster }, tickets);
    const come = (id: string) => sit(match, admission, id);
    come('ann');
    match.leave('ann');
    assert.equal(admission.findEnding(), undefined, 'the other may not have come yet');
    come('bob');
    assert.equal(admission.findEnding(), CLOSE.matchCalledOff);
    assert.deepEqual(muster.arrived, new Set(['bob']));
  });

  it('stays when somebody leaves a match that is on: they have lost it', () => {
    const match = matchOf(true);
    const admission = new Admission({ match, isPrivate: true, muster }, tickets);
    for (const id of ['ann', 'bob']) sit(match, admission, id);
    match.world.phase = 'live';
    match.leave('ann');
    assert.equal(admission.findEnding(), undefined);
  });

  it('keeps those out of the queue who leave a ranked match that is on, for as long as it is (RK7)', () => {
    const match = matchOf(true);
    const admission = new Admission({ match, isPrivate: true, muster }, tickets);
    for (const id of ['ann', 'bob']) sit(match, admission, id);
    admission.release('bob');
    assert.deepEqual(keptOut, [], 'it has not begun');
    sit(match, admission, 'bob');
    match.world.phase = 'live';
    admission.release('ann');
    assert.deepEqual(keptOut, [['ann']]);
    const { tick } = match.world;
    for (; match.world.tick < tick + 20 * TICK_RATE; match.world.tick++) admission.findEnding();
    assert.equal(keptOut.length, 5);
    match.world.phase = 'results';
    match.world.phaseEndsAtTick = match.world.tick + 20 * TICK_RATE;
    for (const end = match.world.phaseEndsAtTick; match.world.tick < end; match.world.tick++) admission.findEnding();
    assert.equal(keptOut.length, 5, 'until it is on record the last word holds');
  });

  it('keeps nobody out who came back, nor who left a match that is not ranked', () => {
    for (const isPlanned of [true, false]) {
      const match = matchOf(isPlanned);
      const admission = new Admission({ match, isPrivate: true, ...(isPlanned && { muster }) }, tickets);
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
});
