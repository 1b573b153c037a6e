import assert from 'node:assert/strict';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import { ResultStore } from '../../server/persistence/ResultStore.ts';
import { RANKED } from '../../shared/defs/ranked.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { matchId, samplePlayer, sampleResult } from '../support/sampleResults.ts';
import { ArenaPages, type ArenaTab } from './arenaPages.ts';

type Page = ArenaTab['page'];

/** One more than place a player. */
const MATCHES = RANKED.placementMatches + 1;

describe('the pages of records', function () {
  this.timeout(60_000);
  let server: LocalServer;
  let pages: ArenaPages;
  let ann: SignIn;
  let ben: SignIn;
  let tab: ArenaTab;

  before(async () => {
    pages = await ArenaPages.around(async () => (server = await startLocalServer({ BOTS: '0', TRUST_PROXY: 'true' })));
    [ann, ben] = [await signInAsGuest(server.url, 'Ann <b>'), await signInAsGuest(server.url, 'Ben')];
    const results = new ResultStore(server.app.services.db);
    for (let n = 1; n <= MATCHES; n++) {
      const endedAtMs = Date.now() - (20 - n) * 60_000;
      const players = [
        samplePlayer(ann.player.id, { name: 'Ann <b>', team: 1 }),
        samplePlayer(ben.player.id, { name: 'Ben', team: 2, place: 2, score: 2 }),
      ];
      const times = { startedAtMs: endedAtMs - 125_000, endedAtMs };
      await results.write(sampleResult({ ...times, matchId: matchId(n), mode: 'duel', map: 'foundry', players }));
    }
  });

  after(() => pages.close());

  beforeEach(async () => {
    tab = await pages.openMenu();
  });

  afterEach(async () => {
    assert.deepEqual(tab.problems, []);
    await tab.page.context().close();
  });

  async function visit(page: Page, path: string): Promise<void> {
    await page.goto(server.url + path);
    await page.locator('#record h1').waitFor();
  }

  const textOf = async (page: Page, row: number) => (await page.locator('tbody tr').nth(row).innerText()).split(/\s+/);

  it('stand on a phone with all their columns, whatever people are called', async () => {
    const { page } = tab;
    const name = 'W'.repeat(16);
    const cyd = await signInAsGuest(server.url, name);
    const wide = matchId(MATCHES + 1);
    const own = { name, team: 1, kills: 120, deaths: 118 };
    const players = [samplePlayer(cyd.player.id, own), samplePlayer(ben.player.id, { name: 'Ben', team: 2, place: 2 })];
    const results = new ResultStore(server.app.services.db);
    await results.write(sampleResult({ matchId: wide, mode: 'teamDeathmatch', map: 'sprawl', players }));
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 600 });
      for (const path of ['/leaderboard', `/players/${cyd.player.id}`, `/matches/${wide}`]) {
        await visit(page, path);
        const content = await page.locator('.records').evaluate(({ scrollWidth }) => scrollWidth);
        assert.ok(content <= width, `${path}: ${content} in ${width}`);
      }
    }
  });

  it('lead from the menu to the best, to what somebody played, to a match and its replay', async () => {
    const { page } = tab;
    await page.getByText('Leaderboard').click();
    await page.locator('tbody tr').first().waitFor();
    assert.match(page.url(), /\/leaderboard$/);
    assert.deepEqual((await textOf(page, 0)).slice(0, 3), ['1', 'Ann', '<b>']);
    await page.getByText('Ann <b>').click();
    await page.locator('h1', { hasText: 'Ann <b>' }).waitFor();
    assert.equal(await page.title(), 'Ann <b> · Fracas');
    assert.equal(await page.locator('tbody tr').count(), MATCHES);
    assert.match((await textOf(page, 0)).join(' '), /\+\d+$/);
    assert.match((await textOf(page, 1)).join(' '), /placement$/);
    await page.locator('tbody a').first().click();
    await page.locator('h1', { hasText: 'Duel' }).waitFor();
    assert.match(await page.locator('#record').innerText(), /Foundry · ranked · 2:05/);
    assert.match((await textOf(page, 0)).join(' '), /1st Ann <b> Rings .*\+\d+/);
    assert.match((await textOf(page, 1)).join(' '), /2nd Ben Hexes .*[−±]\d+/);
    const replay = await page.getByText('Download the replay').getAttribute('href');
    assert.equal(replay, `/api/matches/${matchId(MATCHES)}/replay`);
  });

  it('are opened by their links, without fetching the game', async () => {
    const fetched: string[] = [];
    const page = await tab.page.context().newPage();
    page.on('request', (request) => fetched.push(request.url()));
    await visit(page, `/players/${ben.player.id}`);
    assert.match(await page.locator('#record').innerText(), /Won\s*0\s%/i);
    assert.deepEqual(
      fetched.filter((url) => /phaser|net-/.test(url)),
      [],
    );
    await visit(page, '/leaderboard?mode=teamDeathmatch');
    assert.match(await page.locator('#record').innerText(), /Nobody is placed here yet/);
  });

  it('say in words when there is nothing at an address', async () => {
    const { page } = tab;
    await page.goto(`${server.url}/players/${matchId(99)}`);
    await page.getByTestId('record-problem').getByText('There is no player of this id').waitFor();
    // The refusal is an error of the browser too, and the only one.
    assert.match(tab.problems.splice(0).join(), /^[^,]*404[^,]*$/);
  });

  it('say in words when too much was asked from an address, and go on when that is over', async () => {
    const { page } = tab;
    const { limits } = server.app.services;
    const address = '203.0.113.9';
    await page.setExtraHTTPHeaders({ 'x-forwarded-for': address });
    while ((await limits.spend('records', address)) === undefined);
    await page.goto(`${server.url}/leaderboard`);
    const problem = page.getByTestId('record-problem');
    await problem.getByText('Too many requests came from your address').waitFor();
    assert.match(await problem.innerText(), /Wait a minute and try again/);
    assert.match(tab.problems.splice(0).join(), /^[^,]*429[^,]*$/);
    await limits.forgive('records', address);
    await page.reload();
    await page.locator('tbody tr').first().waitFor();
  });
});
