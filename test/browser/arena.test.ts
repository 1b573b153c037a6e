import assert from 'node:assert/strict';
import { FULL_WISH } from '../../shared/sim/Command.ts';
import { bringTogether } from '../support/bringTogether.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { ArenaPages, run, serverPlace, waitUntilMoved } from './arenaPages.ts';

describe('two people in one arena', function () {
  this.timeout(60_000);
  let pages: ArenaPages;
  let server: LocalServer;

  before(async () => {
    pages = await ArenaPages.around(async () => (server = await startLocalServer({ BOTS: '0' })));
  });

  after(() => pages.close());

  it('one sees the other run and hears the shots', async () => {
    const ann = await pages.enterArena('name=Ann&map=foundry');
    const bob = await pages.enterArena('name=Bob&map=foundry');
    const { id } = await serverPlace(ann.page);
    bringTogether(server.app, id, (await serverPlace(bob.page)).id);
    await bob.page.waitForFunction((ann) => globalThis.__fracas!.handle?.placeOf(ann) !== undefined, id);
    const drawn = await bob.page.evaluate((ann) => globalThis.__fracas!.handle!.placeOf(ann)!, id);
    await bob.page.evaluate((ann) => {
      globalThis.__fracas!.client.room.onMessage('events', (events: [number, { type: string; player?: string }][]) => {
        if (events.some(([, { type, player }]) => type === 'shot' && player === ann)) document.title = 'shot';
      });
    }, id);

    await ann.page.bringToFront();
    // From before she runs: soon she may be behind a wall.
    const seesRun = bob.page.waitForFunction(
      ([ann, from]) => {
        const place = globalThis.__fracas!.handle!.placeOf(ann);
        return place !== undefined && Math.hypot(place.x - from.x, place.y - from.y) > 12;
      },
      [id, { x: drawn.x, y: drawn.y }] as const,
    );
    await run(ann.page);
    await ann.page.mouse.move(400, 60);
    await ann.page.mouse.down();
    await seesRun;
    await bob.page.waitForFunction(() => document.title === 'shot');
    assert.equal(await bob.page.evaluate((ann) => globalThis.__fracas!.client.state.players.get(ann)!.name, id), 'Ann');
    assert.deepEqual([...ann.problems, ...bob.problems], []);
    await Promise.all([ann, bob].map(({ page }) => page.context().close()));
  });

  it('a page that loses the keyboard stands still instead of running on', async () => {
    const { page } = await pages.enterArena('map=foundry');
    const start = await serverPlace(page);
    await run(page);
    await waitUntilMoved(page, start, 8);
    const { moveX, moveY } = await page.evaluate(() => globalThis.__fracas!.client.room.input().data);
    assert.equal(Math.hypot(moveX, moveY), FULL_WISH);
    await page.evaluate(() => window.dispatchEvent(new Event('blur')));
    // What it wishes, not where it is: a wall would stop it too.
    await page.waitForFunction(() => {
      const { moveX, moveY } = globalThis.__fracas!.client.room.input().data;
      return moveX === 0 && moveY === 0;
    });
    await page.context().close();
  });
});
