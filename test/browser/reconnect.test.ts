import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { startServerProcess, type ServerProcess } from '../support/gameServer.ts';
import { ArenaPages } from './arenaPages.ts';

/** What must be the same before and after. */
async function seatOf(page: Page): Promise<object> {
  return page.evaluate(() => {
    const { client } = globalThis.__fracas!;
    const { name, score, life } = client.state.players.get(client.playerId)!;
    return { id: client.playerId, name, score, life, players: client.state.players.size };
  });
}

describe('a lost connection', function () {
  this.timeout(60_000);
  let pages: ArenaPages;

  before(async () => {
    pages = await ArenaPages.open(0);
  });

  after(() => pages.close());

  it('comes back by itself into the same seat, and plays on', async () => {
    const { page, problems } = await pages.enterArena('name=Ann&map=foundry');
    const before = await seatOf(page);
    await page.evaluate(() => globalThis.__fracas!.client.room.connection.close());
    await page.getByTestId('reconnecting').waitFor();
    await page.getByTestId('reconnecting').waitFor({ state: 'hidden' });
    assert.deepEqual(await seatOf(page), before);
    // The new session's inputs are counted from one again: the server must take them.
    const start = await page.evaluate(() => globalThis.__fracas!.client.session.stats.inputs);
    await page.waitForFunction((sent) => {
      const { session } = globalThis.__fracas!.client;
      return session.stats.inputs > sent + 20 && session.unacknowledged < 20;
    }, start);
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it('shows how often it was tried while the network is away', async () => {
    // Alone: with whoever was there before, the match would begin meanwhile, and everybody anew.
    const { page } = await pages.enterArena('name=Bob&map=crossfire');
    const before = await seatOf(page);
    await page.context().setOffline(true);
    await page
      .getByTestId('reconnecting')
      .getByText(/attempt ([3-9]|\d\d)/)
      .waitFor();
    await page.context().setOffline(false);
    await page.getByTestId('reconnecting').waitFor({ state: 'hidden' });
    assert.deepEqual(await seatOf(page), before);
    await page.context().close();
  });

  it('wakes in its seat without a storm of jumps when its page slept', async () => {
    const bob = await pages.enterArena('name=Bob&map=foundry');
    const { page, problems } = await pages.enterArena('name=Ann&map=foundry');
    const cdp = await page.context().newCDPSession(page);
    const inputs = () => page.evaluate(() => globalThis.__fracas!.client.session.stats.inputs);
    const tick = await page.evaluate(() => globalThis.__fracas!.client.state.tick);
    await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
    await bob.page.waitForFunction((from) => globalThis.__fracas!.client.state.tick > from + 120, tick);
    await cdp.send('Page.setWebLifecycleState', { state: 'active' });
    await page.waitForFunction((slept) => globalThis.__fracas!.client.state.tick > slept + 120, tick);
    const sent = await inputs();
    await page.waitForFunction((from) => globalThis.__fracas!.client.session.stats.inputs > from + 60, sent);
    const { jumps, unacknowledged } = await page.evaluate(() => {
      const { session } = globalThis.__fracas!.client;
      return { jumps: session.stats.correctionsAboveOneUnit, unacknowledged: session.unacknowledged };
    });
    assert.ok(jumps < 3, `${jumps} corrections above 1 unit`);
    assert.ok(unacknowledged < 30, `${unacknowledged} inputs unacknowledged`);
    assert.deepEqual(problems, []);
    await Promise.all([page, bob.page].map((each) => each.context().close()));
  });
});

describe('a server that falls silent', function () {
  this.timeout(60_000);

  it('is missed though its socket is open, and the seat is won back when it speaks again', async () => {
    let server: ServerProcess | undefined;
    const pages = await ArenaPages.around(async () => (server = await startServerProcess({ BOTS: '0' })));
    try {
      const { page, problems } = await pages.enterArena('name=Ann&map=foundry');
      const before = await seatOf(page);
      server!.signal('SIGSTOP');
      await page.getByTestId('reconnecting').waitFor();
      server!.signal('SIGCONT');
      await page.getByTestId('reconnecting').waitFor({ state: 'hidden' });
      assert.deepEqual(await seatOf(page), before);
      assert.deepEqual(problems, []);
    } finally {
      server!.signal('SIGCONT');
      await pages.close();
    }
  });
});

describe('a server that goes away', function () {
  this.timeout(60_000);

  it('sends its players back to the menu with a reason', async () => {
    const pages = await ArenaPages.open(0);
    try {
      const { page } = await pages.enterArena('map=foundry');
      await pages.server.stop();
      await page.getByTestId('notice').getByText('restarting').waitFor();
      assert.equal(await page.getByTestId('play').isVisible(), true);
    } finally {
      await pages.close();
    }
  });
});
