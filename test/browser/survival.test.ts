import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Cluster } from '../../tools/cluster/Cluster.ts';
import { startCluster } from '../support/cluster.ts';
import { ArenaPages, waitUntilAlive } from './arenaPages.ts';

/** Which process the page's socket leads to, by its name in the address. */
function processOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { url } = (globalThis.__fracas!.client.room.connection.transport as unknown as { ws: WebSocket }).ws;
    return new URL(url).pathname.split('/')[1]!;
  });
}

function seatOf(page: Page): Promise<{ id: string; name: string; room: string; tick: number }> {
  return page.evaluate(() => {
    const { client } = globalThis.__fracas!;
    const { name } = client.state.players.get(client.playerId)!;
    return { id: client.playerId, name, room: client.room.roomId, tick: client.state.tick };
  });
}

describe('A page whose server process dies', function () {
  this.timeout(90_000);
  let pages: ArenaPages;
  let cluster: Cluster;

  before(async () => {
    pages = await ArenaPages.around(async () => (cluster = await startCluster()));
  });

  after(() => pages.close());

  for (const [signal, how] of [
    ['SIGKILL', 'killed'],
    ['SIGTERM', 'replaced by a deploy'],
  ] as const) {
    it(`plays on in the same match on another process, with nothing to press, when it is ${how}`, async () => {
      const { page } = await pages.enterArena(`name=Ann&map=foundry`);
      const before = await seatOf(page);
      const owner = await processOf(page);
      cluster.processes.find(({ name }) => name === owner)!.signal(signal);
      await page.waitForFunction((gone) => {
        const { status, room } = globalThis.__fracas!.client;
        const { url } = (room.connection.transport as unknown as { ws: WebSocket }).ws;
        return status.kind === 'playing' && !url.includes(`/${gone}/`);
      }, owner);
      await waitUntilAlive(page);
      const after = await seatOf(page);
      assert.deepEqual({ ...after, tick: 0 }, { ...before, tick: 0 });
      const sent = await page.evaluate(() => globalThis.__fracas!.client.session.stats.inputs);
      await page.waitForFunction((from) => {
        const { session } = globalThis.__fracas!.client;
        return session.stats.inputs > from + 30 && session.unacknowledged < 20;
      }, sent);
      assert.ok((await seatOf(page)).tick > before.tick, 'the clock of the match went on');
      await page.context().close();
    });
  }
});
