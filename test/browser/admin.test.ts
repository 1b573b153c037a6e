import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import { ReportStore } from '../../server/persistence/ReportStore.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { launchBrowser } from '../support/chromium.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { SCRIPT_PAYLOADS } from '../support/scriptPayloads.ts';

const TOKEN = 'a-long-admin-token';

/** What the page has in its tables and in a report. */
const MADE = ['BUTTON', 'H3', 'H4', 'INPUT', 'LABEL', 'LI', 'OL', 'P', 'TD', 'TR', 'UL'];

describe('The page of the admin port', function () {
  this.timeout(60_000);
  let server: LocalServer;
  let browser: Browser;
  let page: Page;
  /** What went wrong in the page: errors, violations of its policy, and dialogs. */
  let problems: string[];

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0', ADMIN_TOKEN: TOKEN });
    page = await browser.newPage();
    problems = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('401')) problems.push(message.text());
    });
    page.on('dialog', (dialog) => {
      problems.push(dialog.message());
      void dialog.dismiss();
    });
  });
  afterEach(async () => {
    await page.close();
    await server.stop();
    assert.deepEqual(problems, []);
  });

  async function look(): Promise<void> {
    await page.goto(`${server.adminUrl}/admin`);
    await page.getByText('This needs the admin token').waitFor();
    assert.equal(await page.getByText('None.').isVisible(), false, 'nobody has looked');
    await page.getByLabel('Admin token').fill(TOKEN);
    await page.getByRole('button', { name: 'Look' }).click();
  }

  /** Has somebody report a person whom the server knows, and gives the connection of that one. */
  async function reportFor(reason: string, { accessToken }: SignIn): Promise<ArenaClient> {
    const reported = await ArenaClient.join(server.url, {}, accessToken);
    const reporter = await ArenaClient.join(server.url, { name: 'Ada' });
    const told = new Promise((resolve) => reporter.room.onMessage('notice', resolve));
    reporter.room.send('report', { player: reported.id, reason });
    await told;
    await server.app.services.reports.settle();
    return reported;
  }

  it('shows who plays to who has the token, and sends away whom they choose', async () => {
    const ada = await ArenaClient.join(server.url, { name: 'Ada' });
    await look();
    await page.getByRole('button', { name: 'Kick Ada' }).click();
    assert.equal((await ada.closed).code, CLOSE.kicked);
    await page.getByRole('button', { name: 'Kick Ada' }).waitFor({ state: 'detached' });
  });

  it('shows what was reported, saves the replay of it, and bans whom it is about', async () => {
    const mallory = await signInAsGuest(server.url, 'Mallory');
    const reported = await reportFor('cheating', mallory);
    await look();
    await page.getByRole('button', { name: 'Read about Mallory' }).click();
    await page.getByRole('heading', { name: 'Mallory, for cheating' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the replay' }).click(),
    ]);
    const name = download.suggestedFilename();
    const kept = await readFile(join(server.dataDir, 'reports', name));
    assert.deepEqual(await readFile(await download.path()), kept);
    await page.getByLabel('Why').fill('aims too well');
    await page.getByLabel('Days').fill('7');
    await page.getByRole('button', { name: 'Close: ban them' }).click();
    assert.equal((await reported.closed).code, CLOSE.signInEnded);
    await page.getByText('None.').waitFor();
    await page.getByRole('button', { name: 'Ban Mallory' }).waitFor({ state: 'detached' });
    const { db } = server.app.services;
    const bans = await db.selectFrom('bans').selectAll().execute();
    assert.deepEqual(
      bans.map((ban) => [ban.player_id, ban.reason, ban.banned_by, ban.expires_at! - ban.created_at]),
      [[mallory.player.id, 'aims too well', 'host', 7 * 86_400_000]],
    );
  });

  it('closes a report of which nothing comes, and tells of it beside the next about the same player', async () => {
    const mallory = await signInAsGuest(server.url, 'Mallory');
    await reportFor('spoiling', mallory);
    await look();
    await page.getByRole('button', { name: 'Read about Mallory' }).click();
    await page.getByRole('heading', { name: 'Before' }).locator('+ p', { hasText: 'Nothing.' }).waitFor();
    await page.getByRole('button', { name: 'Close: nothing is done' }).click();
    await page.getByText('None.').waitFor();
    await reportFor('cheating', mallory);
    await page.getByRole('button', { name: 'Look' }).click();
    await page.getByRole('button', { name: 'Read about Mallory' }).click();
    await page.getByText(/^Reported .+ for spoiling: nothing, by host$/).waitFor();
  });

  it('shows names, what was said and why somebody was banned as text, whatever it is (S19)', async () => {
    const { db } = server.app.services;
    const { player } = await signInAsGuest(server.url, 'Mallory');
    const store = new ReportStore(db);
    const party = { session: SCRIPT_PAYLOADS[0]!, playerId: player.id };
    const said = SCRIPT_PAYLOADS.map((text) => ({ tick: 0, to: 'all', said: { text } }) as const);
    const report = { reporter: party, reason: 'name', tick: 0, said, replay: 'x.replay' } as const;
    for (const [atMs, name] of SCRIPT_PAYLOADS.entries())
      await store.add({ ...report, id: randomUUID(), reported: { ...party, name }, matchId: name, atMs });
    const bans = SCRIPT_PAYLOADS.map((reason) => ({ playerId: player.id, reason, bannedBy: reason }));
    for (const ban of bans) await server.app.services.accounts.ban(ban);
    await look();
    const rows = page.locator('#reports tr');
    await rows.first().waitFor();
    for (let shown = await rows.count(); shown < SCRIPT_PAYLOADS.length; shown = await rows.count()) {
      await page.getByRole('button', { name: 'Show more' }).click();
      await rows.nth(shown).waitFor();
    }
    assert.deepEqual(await page.locator('#reports td:nth-child(2)').allTextContents(), SCRIPT_PAYLOADS);
    await rows.first().getByRole('button').click();
    await page.locator('#report ol li').first().waitFor();
    assert.deepEqual(
      await page.locator('#report ol li').allTextContents(),
      SCRIPT_PAYLOADS.map((text) => `0:00 to all: ${text}`),
    );
    assert.equal(await page.locator('#report ul li', { hasText: 'Banned' }).count(), 20);
    const elements = await page
      .locator('#report *, #reports *')
      .evaluateAll((all) => all.map(({ tagName }) => tagName));
    assert.deepEqual(
      [...new Set(elements)].filter((name) => !MADE.includes(name)),
      [],
    );
  });
});
