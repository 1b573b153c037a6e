import assert from 'node:assert/strict';
import { ArenaPages } from './arenaPages.ts';

describe('A player in a match of 64 on sprawl', function () {
  this.timeout(60_000);
  let pages: ArenaPages;

  before(async () => {
    pages = await ArenaPages.open(64);
  });

  after(() => pages.close());

  it('sees everybody on the scoreboard at once, without scrolling', async () => {
    const { page, problems } = await pages.enterArena('name=Ann&map=sprawl');
    assert.equal(await page.evaluate(() => globalThis.__fracas!.client.map.id), 'sprawl');
    await page.keyboard.down('Tab');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid=scoreboard] tbody tr').length === 64);
    const isWhole = await page.getByTestId('scoreboard').evaluate((board) => {
      const { top, bottom, left, right } = board.getBoundingClientRect();
      const isOnScreen = top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
      return isOnScreen && board.scrollHeight <= board.clientHeight && board.scrollWidth <= board.clientWidth;
    });
    assert.ok(isWhole);
    await page.keyboard.up('Tab');
    assert.deepEqual(problems, []);
  });
});
