import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { ArenaPages, serverPlace } from './arenaPages.ts';

describe('somebody who watches with the built client', function () {
  this.timeout(60_000);
  let pages: ArenaPages;
  let server: LocalServer;

  before(async () => {
    pages = await ArenaPages.around(async () => (server = await startLocalServer({ BOTS: '3' })));
  });

  after(() => pages.close());

  it('sees the match by the eyes of a player, and by those of the next one with a click or a key', async () => {
    const ann = await pages.enterArena('name=Ann&map=foundry');
    const { id } = await serverPlace(ann.page);
    const eve = await pages.openMenu('watch&map=foundry', { viewport: { width: 960, height: 540 } });
    await watches(eve.page, 'Ann');
    await eve.page.waitForFunction((ann) => globalThis.__fracas!.handle?.placeOf(ann) !== undefined, id);
    await isInTheMiddle(eve.page);
    for (const panel of ['hud-health', 'hud-weapon']) assert.equal(await eve.page.getByTestId(panel).count(), 0);
    assert.equal(await eve.page.evaluate(() => globalThis.__fracas!.client.state.own.size), 0);

    const match = [...server.app.services.rooms].find(({ world }) => world.players.has(id))!;
    const names = new Set(['Ann']);
    await eve.page.mouse.click(480, 200);
    names.add(await nextName(eve.page, names));
    await isInTheMiddle(eve.page);
    await eve.page.keyboard.press('Space');
    names.add(await nextName(eve.page, names));
    await eve.page.keyboard.press('Space');
    await watches(eve.page, 'Ann');
    assert.deepEqual(names, new Set(Array.from(match.world.players.values(), ({ name }) => name)));
    assert.equal(match.seats.people, 1);

    await eve.page.keyboard.down('Tab');
    await eve.page.getByTestId('scoreboard').getByText('Ann').waitFor();
    await eve.page.keyboard.up('Tab');
    assert.deepEqual([...ann.problems, ...eve.problems], []);
    await ann.page.keyboard.press('Escape');
    await ann.page.getByTestId('leave').click();
    await eve.page.getByTestId('notice').getByText('left the match you watched').waitFor();
    await Promise.all([ann, eve].map(({ page }) => page.context().close()));
  });

  it('is told from the menu when there is nothing to watch', async () => {
    const { page } = await pages.openMenu();
    await page.getByTestId('watch').click();
    await page.getByTestId('notice').getByText('There is no match to watch').waitFor();
    await page.context().close();
  });
});

async function watches(page: Page, name: string): Promise<void> {
  await page.getByTestId('watched').getByText(name, { exact: true }).waitFor();
}

/** Waits until somebody is watched who was not before. */
async function nextName(page: Page, before: ReadonlySet<string>): Promise<string> {
  const name = await page.waitForFunction(
    (known) => {
      const shown = document.querySelector('[data-testid=watched]')?.textContent ?? '…';
      return shown !== '…' && !known.includes(shown) && shown;
    },
    [...before],
  );
  return (await name.jsonValue()) as string;
}

/** Waits until the watched player is drawn near the middle. In the very middle is who is not drawn: the camera leads. */
async function isInTheMiddle(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const at = globalThis.__fracas!.handle!.selfOnScreen();
    const away = Math.hypot(at.x - innerWidth / 2, at.y - innerHeight / 2);
    return away > 1 && away < 60;
  });
}
