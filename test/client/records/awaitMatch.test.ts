import assert from 'node:assert/strict';
import { awaitMatch } from '../../../client/records/awaitMatch.ts';
import type { PlayedMatch } from '../../../shared/net/records.ts';

const MATCH: PlayedMatch = {
  id: 'm 1',
  mode: 'duel',
  map: 'foundry',
  ranked: true,
  startedAtMs: 0,
  endedAtMs: 1,
  players: [],
};

/** Asks a server that has the match on record from the given try on; gives the answer and what was done for it, in turn. */
async function ask(fromTry: number) {
  const done: unknown[] = [];
  const match = await awaitMatch(MATCH.id, {
    async fetch(path) {
      done.push(path);
      if (done.filter((step) => step === path).length < fromTry) throw new Error('not yet');
      return MATCH;
    },
    async wait(ms) {
      done.push(ms);
    },
  });
  return { match, done };
}

describe('a match that has just ended', () => {
  const PATH = '/api/matches/m%201';

  it('is asked for once when it is on record', async () => {
    assert.deepEqual(await ask(1), { match: MATCH, done: [PATH] });
  });

  it('is asked for again, after a pause, while it is not on record yet', async () => {
    assert.deepEqual(await ask(3), { match: MATCH, done: [PATH, 2000, PATH, 2000, PATH] });
  });

  it('is given up without a word when it does not get there', async () => {
    const { match, done } = await ask(Infinity);
    assert.equal(match, undefined);
    assert.equal(done.filter((step) => step === PATH).length, 5);
    assert.equal(done.at(-1), PATH, 'nobody waits for nothing');
  });
});
