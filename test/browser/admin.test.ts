import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { CLOSE } from '../../shared/net/protocol.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { launchBrowser } from '../support/chromium.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';

const TOKEN = 'a-long-admin-token';

describe('The page of the admin port', function () {
  this.timeout(60_000);
  let server: LocalServer;
  let browser: Browser;

  before(async () => {
    server = await startLocalServer({ BOTS: '0', ADMIN_TOKEN: TOKEN });
    browser = await launchBrowser();
  });

  after(async () => {
    await browser.close();
    await server.stop();
  });

  it('shows who plays to who has the token, and sends away whom they choose', async () => {
    const ada = await ArenaClient.join(server.url, { name: 'Ada' });
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('401')) problems.push(message.text());
    });
    await page.goto(`${server.adminUrl}/admin`);
    await page.getByText('This needs the admin token').waitFor();
    await page.getByLabel('ADMIN_TOKEN').fill(TOKEN);
    await page.getByRole('button', { name: 'Look' }).click();
    await page.getByRole('button', { name: 'Kick Ada' }).click();
    assert.equal((await ada.closed).code, CLOSE.kicked);
    await page.getByRole('button', { name: 'Kick Ada' }).waitFor({ state: 'detached' });
    assert.deepEqual(problems, []);
  });
});
