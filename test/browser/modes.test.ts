import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Match } from '../../server/match/Match.ts';
import type { World } from '../../shared/sim/World.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { ArenaPages, isOnScreen, type ArenaTab } from './arenaPages.ts';

describe('modes on the page', function () {
  this.timeout(90_000);
  let pages: ArenaPages;
  let server: LocalServer;

  before(async () => {
    pages = await ArenaPages.around(async () => (server = await startLocalServer({ BOTS: '6' })));
  });

  after(() => pages.close());

  async function matchOf({ page }: ArenaTab): Promise<Match> {
    const id = await page.evaluate(() => globalThis.__fracas!.client.playerId);
    const match = [...server.app.services.rooms].find(({ seats }) => seats.all.has(id));
    assert.ok(match !== undefined);
    return match;
  }

  /** From now on only the test scores. */
  function stillBots(world: World): void {
    for (const player of world.players.values()) {
      if (player.bot) Object.assign(player, { alive: false, respawnAtTick: world.tick + 1_000_000 });
    }
  }

  /** As after kills of that team in the present round. */
  function score(world: World, team: number, points: number): void {
    world.teams[team - 1]!.score = points;
  }

  it('team deathmatch shows the score of both teams, each under its table, and who of them has won', async () => {
    const ann = await pages.enterArena('name=Ann&mode=teamDeathmatch&map=foundry');
    const { world } = await matchOf(ann);
    await waitForPhase(ann.page, 'live');
    stillBots(world);
    const team = await ann.page.evaluate(() => {
      const { client } = globalThis.__fracas!;
      return client.state.players.get(client.playerId)!.team;
    });
    score(world, team, 31);
    score(world, 3 - team, 28);
    await ann.page.getByTestId('score-own').getByText('31').waitFor();
    assert.equal(await ann.page.getByTestId('score-rival').textContent(), '28');
    assert.equal(await ann.page.getByText('Your team').isVisible(), true);
    await ann.page.keyboard.down('Tab');
    const tables = ann.page.getByTestId('scoreboard').getByRole('table');
    await tables.nth(1).waitFor();
    assert.match((await tables.nth(0).textContent()) ?? '', /^Rings · /);
    assert.match((await tables.nth(1).textContent()) ?? '', /^Hexes · /);
    await ann.page.keyboard.up('Tab');
    score(world, 3 - team, 60);
    await ann.page.getByTestId('results').getByRole('heading', { name: 'Defeat' }).waitFor();
    assert.match((await ann.page.getByTestId('team-totals').textContent()) ?? '', /60.*31$/);
    world.phaseEndsAtTick = world.tick;
    assert.deepEqual(ann.problems, []);
    await ann.page.context().close();
  });

  it('two small teams are read on a phone held upright as well', async () => {
    const viewport = { width: 390, height: 844 };
    const query = `name=${'W'.repeat(16)}&mode=teamDeathmatch&map=foundry`;
    const { page } = await pages.enterArena(query, { viewport, hasTouch: true, isMobile: true });
    await page.getByTestId('touch-scores').tap();
    const teams = page.getByTestId('scoreboard').locator('table');
    await teams.nth(1).waitFor();
    for (const team of await teams.all()) {
      assert.ok(await isOnScreen(team));
      const letters = await team.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
      assert.ok(letters >= 11, `letters of ${letters} px`);
    }
    await page.context().close();
  });

  it('a duel shows the rounds, tells who won one, and names the winner by name', async () => {
    const ann = await pages.enterArena('name=Ann&mode=duel&map=sprawl');
    const bo = await pages.enterArena('name=Bo&mode=duel');
    const { world } = await matchOf(ann);
    assert.equal(world.map.id, 'foundry', 'where it is played');
    await Promise.all([ann, bo].map(({ page }) => waitForPhase(page, 'live')));
    await ann.page.getByText('Round 1 of 3 · first to 5').waitFor();
    score(world, 1, 5);
    await ann.page.getByText('Round won').waitFor();
    await bo.page.getByText('Round lost').waitFor();
    await ann.page.getByText('●○').waitFor();
    await ann.page.getByText('Round 2 of 3 · first to 5').waitFor();
    await ann.page.keyboard.down('Tab');
    for (const name of ['Ann', 'Bo']) {
      await ann.page
        .getByTestId('scoreboard')
        .getByRole('caption')
        .filter({ hasText: `${name} · ` })
        .waitFor();
    }
    await ann.page.keyboard.up('Tab');
    score(world, 1, 5);
    await ann.page.getByTestId('results').getByRole('heading', { name: 'Victory' }).waitFor();
    await bo.page.getByTestId('results').getByRole('heading', { name: 'Defeat' }).waitFor();
    assert.equal(await bo.page.getByTestId('team-totals').textContent(), 'Ann 2–Bo 0');
    assert.equal(await bo.page.getByText('Vote for the next arena').isVisible(), false, 'there is only one');
    assert.deepEqual([...ann.problems, ...bo.problems], []);
    await Promise.all([ann, bo].map(({ page }) => page.context().close()));
  });

  it('a duel that was given up still names who gave it up', async () => {
    const ann = await pages.enterArena('name=Ann&mode=duel');
    const bo = await pages.enterArena('name=Bo&mode=duel');
    await Promise.all([ann, bo].map(({ page }) => waitForPhase(page, 'live')));
    await bo.page.evaluate(() => globalThis.__fracas!.client.leave());
    await ann.page.getByTestId('results').getByRole('heading', { name: 'Victory' }).waitFor();
    assert.equal(await ann.page.getByTestId('team-totals').textContent(), 'Ann 0–Bo 0');
    assert.equal(await ann.page.locator('.side-rival .score-name').textContent(), 'Bo');
    assert.deepEqual([...ann.problems, ...bo.problems], []);
    await Promise.all([ann, bo].map(({ page }) => page.context().close()));
  });

  it('the menu offers only the arenas of the mode, and comes back to the one that was chosen', async () => {
    const { page } = await pages.openMenu('map=sprawl');
    const arena = (name: string) => page.getByRole('radio', { name });
    await page.getByRole('radio', { name: 'Duel' }).check({ force: true });
    assert.deepEqual(
      [await arena('Sprawl').isDisabled(), await arena('Foundry').isChecked(), await arena('Foundry').isDisabled()],
      [true, true, false],
    );
    await page.getByRole('radio', { name: 'Team deathmatch' }).check({ force: true });
    assert.deepEqual([await arena('Sprawl').isDisabled(), await arena('Sprawl').isChecked()], [false, true]);
    await page.context().close();
  });
});

async function waitForPhase(page: Page, phase: string): Promise<void> {
  await page.waitForFunction((wanted) => globalThis.__fracas!.client.state.phase === wanted, phase);
}
