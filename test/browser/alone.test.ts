import assert from 'node:assert/strict';
import { ArenaPages, waitUntilAlive, type ArenaTab } from './arenaPages.ts';

describe('someone alone with the built client', function () {
  this.timeout(60_000);
  let pages: ArenaPages;
  let tab: ArenaTab;

  before(async () => {
    pages = await ArenaPages.open(6);
  });

  after(() => pages.close());

  afterEach(async () => {
    assert.deepEqual(tab.problems, []);
    await tab.page.context().close();
  });

  it('meets living enemies in a live match soon after pressing Play', async () => {
    tab = await pages.openMenu('map=foundry');
    const { page } = tab;
    const startMs = performance.now();
    await page.getByTestId('play').click();
    await page.waitForFunction(() => {
      const client = globalThis.__fracas?.client;
      if (client?.state.phase !== 'live') return false;
      const living = [...client.state.players].filter(([, { alive }]) => alive).map(([id]) => id);
      return living.includes(client.playerId) && living.length > 1;
    });
    console.log(`      in a live fight ${((performance.now() - startMs) / 1000).toFixed(2)} s after pressing Play`);
  });

  it('is in a live fight with bots after pressing Play, with a HUD that says so', async () => {
    tab = await pages.enterArena('map=foundry');
    const { page } = tab;
    await page.waitForFunction(() => globalThis.__fracas!.client.state.phase === 'live');
    assert.equal(await page.evaluate(() => globalThis.__fracas!.client.state.players.size), 6);
    assert.equal(await page.getByTestId('hud-weapon').textContent(), 'Pistol');
    assert.equal(await page.getByTestId('hud-ammo').textContent(), '∞');
    assert.match((await page.getByTestId('hud-health').textContent()) ?? '', /^\d+$/);
    assert.equal(await page.getByTestId('loading').isVisible(), false);
    await page.getByTestId('killfeed').locator('.kill').first().waitFor();
  });

  it('takes another quality while the match goes on, and draws as fine as it says', async () => {
    tab = await pages.enterArena('map=foundry', { deviceScaleFactor: 2 });
    const { page } = tab;
    const canvasWidth = () => page.locator('#arena > canvas').evaluate((canvas: HTMLCanvasElement) => canvas.width);
    const width = await canvasWidth();
    await page.keyboard.press('Escape');
    await page.getByTestId('open-settings').click();
    await page.getByTestId('pause').getByLabel('Quality').selectOption('high');
    await page.waitForFunction(() => globalThis.__fracas!.handle!.quality === 'high');
    assert.equal(await canvasWidth(), 2 * width);
    await page.getByTestId('pause').getByLabel('Quality').selectOption('low');
    await page.waitForFunction(() => globalThis.__fracas!.handle!.quality === 'low');
    assert.equal(await canvasWidth(), width);
  });

  it('sees everyone on the scoreboard while Tab is held, and only then', async () => {
    tab = await pages.enterArena('map=foundry');
    const { page } = tab;
    await page.keyboard.down('Tab');
    await page.getByTestId('scoreboard').waitFor();
    await page.waitForFunction(() => document.querySelectorAll('[data-testid=scoreboard] tbody tr').length === 6);
    await page.keyboard.up('Tab');
    await page.getByTestId('scoreboard').waitFor({ state: 'hidden' });
  });

  it('can open the menu while the match goes on, and the debug overlay beside it', async () => {
    tab = await pages.enterArena('map=foundry');
    const { page } = tab;
    await page.keyboard.press('F3');
    await page.getByTestId('f3').getByText('round trip').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('pause').waitFor();
    const before = await page.evaluate(() => globalThis.__fracas!.client.state.tick);
    await page.waitForFunction((tick) => globalThis.__fracas!.client.state.tick > tick + 10, before);
    await page.getByTestId('resume').click();
    await page.getByTestId('pause').waitFor({ state: 'hidden' });
  });

  it('comes back to the menu by leaving, and can play again', async () => {
    tab = await pages.enterArena('map=foundry');
    const { page } = tab;
    await page.keyboard.press('Escape');
    await page.getByTestId('leave').click();
    await page.getByTestId('play').waitFor();
    assert.equal(await page.getByTestId('notice').isVisible(), false);
    await page.getByTestId('play').click();
    await waitUntilAlive(page);
  });

  it('finds the name again at the next visit', async () => {
    tab = await pages.openMenu();
    const { page } = tab;
    await page.getByTestId('name').fill('Ann');
    await page.reload();
    assert.equal(await page.getByTestId('name').inputValue(), 'Ann');
  });
});
