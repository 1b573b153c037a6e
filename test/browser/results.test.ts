import assert from 'node:assert/strict';
import type { Match } from '../../server/match/Match.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { ArenaPages } from './arenaPages.ts';

describe('while results are shown', function () {
  this.timeout(60_000);
  let pages: ArenaPages;
  let server: LocalServer;

  before(async () => {
    pages = await ArenaPages.around(async () => (server = await startLocalServer({ BOTS: '2' })));
  });

  after(() => pages.close());

  function matchOfTest(): Match {
    const [match] = server.app.services.rooms;
    assert.ok(match !== undefined);
    return match;
  }

  it('someone who comes now sees them and the votes so far; someone who was away sees them on coming back', async () => {
    const ann = await pages.enterArena('name=Ann&map=foundry');
    const { world } = matchOfTest();
    await ann.page.evaluate(() => globalThis.__fracas!.client.room.connection.close());
    await ann.page.getByTestId('reconnecting').waitFor();
    Object.assign(world, { phase: 'results', phaseEndsAtTick: world.tick + 6000 });
    await ann.page.getByTestId('results').getByText('Vote for the next arena').waitFor();
    await ann.page.getByRole('button', { name: 'Vote for Crossfire' }).click();
    await ann.page.getByTestId('results').getByText('1 vote').waitFor();
    const bob = await pages.enterArena('name=Bob&map=foundry');
    await bob.page.getByTestId('results').getByText('1 vote').waitFor();
    assert.match((await bob.page.getByTestId('results').textContent()) ?? '', /Ann.*Bob|Bob.*Ann/);
    assert.deepEqual([...ann.problems, ...bob.problems], []);
  });
});
