import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { RANKED } from '../../shared/defs/ranked.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { SCRIPT_PAYLOADS } from '../support/scriptPayloads.ts';
import { ArenaPages } from './arenaPages.ts';

/** What a leaderboard has in its table. */
const MADE = ['A', 'B', 'TABLE', 'TBODY', 'TD', 'TH', 'THEAD', 'TR'];

describe('Names on the leaderboard that would run as scripts', function () {
  this.timeout(60_000);
  let server: LocalServer;
  let pages: ArenaPages;

  before(async () => {
    pages = await ArenaPages.around(async () => (server = await startLocalServer({ BOTS: '0' })));
    const { db } = server.app.services;
    const nowMs = Date.now();
    // Past all that cleans names on their way in: nothing may depend on it alone.
    const players = SCRIPT_PAYLOADS.map((name) => ({ id: randomUUID(), name }));
    const times = { created_at: nowMs, seen_at: nowMs };
    await db
      .insertInto('players')
      .values(players.map((player) => ({ ...player, ...times, kind: 'guest' as const })))
      .execute();
    const rating = { mode: 'duel' as const, mu: 30, sigma: 1, matches: RANKED.placementMatches, last_played_at: nowMs };
    await db
      .insertInto('ratings')
      .values(players.map(({ id }) => ({ ...rating, player_id: id })))
      .execute();
  });
  after(() => pages.close());

  it('are text: every one is shown as it is, no script runs and no element is made (S19)', async () => {
    const { page, problems } = await pages.openMenu();
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(`${server.url}/leaderboard`);
    const rows = page.locator('tbody tr');
    await rows.first().waitFor();
    while ((await rows.count()) < SCRIPT_PAYLOADS.length) {
      const before = await rows.count();
      await page.getByTestId('more').click();
      await rows.nth(before).waitFor();
    }
    assert.deepEqual((await page.locator('tbody a').allTextContents()).toSorted(), SCRIPT_PAYLOADS.toSorted());
    const elements = await page.locator('table *').evaluateAll((all) => all.map(({ tagName }) => tagName));
    assert.deepEqual(
      [...new Set(elements)].filter((name) => !MADE.includes(name)),
      [],
    );
    assert.deepEqual([dialogs, problems], [[], []]);
    await page.context().close();
  });
});
