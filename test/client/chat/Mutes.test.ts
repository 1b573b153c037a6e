import assert from 'node:assert/strict';
import { Mutes, type MuteStore } from '../../../client/chat/Mutes.ts';

/** What a browser keeps, and what it keeps of it. */
function createStore(kept: string | null = null): MuteStore & { kept: string | null } {
  const store = {
    kept,
    getItem: () => store.kept,
    setItem: (_key: string, value: string) => void (store.kept = value),
  };
  return store;
}

const BO_PLAYS = { from: 'bo-plays', playerId: 'bo' };
const BO_WATCHES = { from: 'bo-watches', playerId: 'bo' };
const CY = { from: 'cy', playerId: 'cyrus' };
const NOBODY = { from: 'nobody' };

describe('Somebody who is muted (CH6)', () => {
  it('is heard neither as a player nor as somebody who watches, in whatever match', () => {
    const mutes = new Mutes(undefined);
    assert.ok(mutes.hears(BO_PLAYS));
    mutes.setMuted('bo-plays', true);
    assert.deepEqual([mutes.hears(BO_PLAYS), mutes.hears(BO_WATCHES), mutes.hears(CY)], [false, false, true]);
    assert.ok(mutes.isMuted('bo-watches'));
  });

  it('is muted before they have said a word, and everywhere from the first on', () => {
    const mutes = new Mutes(undefined);
    mutes.setMuted('bo-plays', true);
    assert.ok(mutes.isMuted('bo-plays'));
    assert.deepEqual([mutes.hears(BO_PLAYS), mutes.hears(BO_WATCHES)], [false, false]);
  });

  it('is heard again everywhere once they are', () => {
    const mutes = new Mutes(undefined);
    mutes.setMuted('bo-plays', true);
    for (const line of [BO_PLAYS, BO_WATCHES]) mutes.hears(line);
    mutes.setMuted('bo-watches', false);
    assert.deepEqual([mutes.hears(BO_PLAYS), mutes.hears(BO_WATCHES)], [true, true]);
  });

  it('stays so after the page was loaded anew, and beside those who are muted in another tab', () => {
    const store = createStore();
    const [one, other] = [new Mutes(store), new Mutes(store)];
    for (const [mutes, line] of [
      [one, BO_PLAYS],
      [other, CY],
    ] as const) {
      mutes.hears(line);
      mutes.setMuted(line.from, true);
    }
    const later = new Mutes(store);
    assert.deepEqual([later.hears(BO_WATCHES), later.hears(CY)], [false, false]);
  });

  it('is muted in their present seat alone when the server does not know them', () => {
    const store = createStore();
    const mutes = new Mutes(store);
    mutes.setMuted('nobody', true);
    assert.deepEqual([mutes.hears(NOBODY), mutes.hears({ from: 'another' })], [false, true]);
    assert.equal(store.kept, null);
  });

  it('is kept among the last two hundred, and whatever else the browser has in its place is nobody', () => {
    const store = createStore();
    const mutes = new Mutes(store);
    for (let count = 0; count <= 200; count++) {
      mutes.hears({ from: `seat-${count}`, playerId: `player-${count}` });
      mutes.setMuted(`seat-${count}`, true);
    }
    const later = new Mutes(store);
    const hears = (count: number) => later.hears({ from: `later-${count}`, playerId: `player-${count}` });
    assert.deepEqual([hears(0), hears(1), hears(200)], [true, false, false]);
    for (const kept of ['', '{}', '"bo"', '[7, null]', 'null', '[']) {
      assert.ok(new Mutes(createStore(kept)).hears(BO_PLAYS), kept);
    }
    const forbidden: MuteStore = {
      getItem: () => {
        throw new Error('forbidden');
      },
      setItem: () => {
        throw new Error('forbidden');
      },
    };
    const unkept = new Mutes(forbidden);
    unkept.hears(BO_PLAYS);
    unkept.setMuted('bo-plays', true);
    assert.equal(unkept.hears(BO_WATCHES), false);
  });
});
