import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { ArenaPages, run, serverPlace, waitUntilMoved } from './arenaPages.ts';

declare global {
  /** What the content security policy has stopped on this page: the rule, and what it was about. */
  var __stopped: string[];
}

describe('A page under its content security policy (S25)', function () {
  this.timeout(60_000);
  let pages: ArenaPages;

  before(async () => {
    pages = await ArenaPages.open(4);
  });

  after(() => pages.close());

  async function reloadCounting(page: Page): Promise<void> {
    await page.addInitScript(() => {
      globalThis.__stopped = [];
      addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
        globalThis.__stopped.push(`${effectiveDirective} ${blockedURI}`);
      });
    });
    await page.reload();
  }

  it('plays a match, and watches one, without asking for anything the policy forbids', async () => {
    for (const button of ['play', 'watch']) {
      const { page, problems } = await pages.openMenu('sound=1');
      await reloadCounting(page);
      await page.getByTestId(button).click();
      await page.waitForFunction(() => (globalThis.__fracas?.client.state.players.size ?? 0) > 1);
      if (button === 'play') {
        await page.waitForFunction(() => {
          const { client } = globalThis.__fracas!;
          return client.state.players.get(client.playerId)?.alive === true;
        });
        const start = await serverPlace(page);
        await page.mouse.move(300, 100);
        await page.mouse.down();
        await run(page);
        await waitUntilMoved(page, start);
        await page.keyboard.press('Tab');
        await page.keyboard.press('Escape');
      }
      assert.deepEqual(await page.evaluate(() => globalThis.__stopped), []);
      assert.deepEqual(problems, []);
      await page.context().close();
    }
  });

  it('runs no script that is put into it, and connects to nobody else', async () => {
    const { page } = await pages.openMenu();
    await reloadCounting(page);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "evil"';
      document.head.append(script);
      document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="document.title = \'evil\'">');
      for (const open of [() => void fetch('https://evil.example/').catch(() => undefined), openSocket]) open();
      function openSocket(): void {
        const socket = new WebSocket('wss://evil.example/');
        socket.onerror = () => undefined;
      }
    });
    await page.waitForFunction(() => globalThis.__stopped.length >= 4);
    const stopped = await page.evaluate(() => globalThis.__stopped.map((what) => what.split(' ')[0]));
    assert.deepEqual(new Set(stopped), new Set(['connect-src', 'script-src-attr', 'script-src-elem']));
    assert.notEqual(await page.title(), 'evil');
    await page.context().close();
  });
});
