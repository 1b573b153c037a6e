import assert from 'node:assert/strict';
import { KeptWish } from '../../../client/menu/KeptWish.ts';
import { memoryStore } from '../../support/memoryStore.ts';

describe('What one waits for in the queue', () => {
  it('is there for the next page of the tab until it is dropped, a party’s code too', () => {
    const store = memoryStore();
    const wish = { mode: 'teamDeathmatch', party: { code: '7K3QZM4XWV', size: 2 } } as const;
    new KeptWish(store).keep({ mode: 'duel' });
    new KeptWish(store).keep(wish);
    assert.deepEqual(new KeptWish(store).wish, wish);
    new KeptWish(store).drop();
    assert.equal(new KeptWish(store).wish, undefined);
  });

  it('is nothing when what was kept is no wish', () => {
    for (const text of ['', '{', 'null', '7', '{"mode":"chess"}']) {
      const store = memoryStore();
      store.setItem('fracas.queue', text);
      assert.equal(new KeptWish(store).wish, undefined);
    }
  });
});
