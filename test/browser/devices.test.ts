import assert from 'node:assert/strict';
import type { CDPSession } from 'playwright-core';
import { ArenaPages, roomiestWay, serverPlace, waitUntilAlive, waitUntilMoved } from './arenaPages.ts';

type Finger = { readonly x: number; readonly y: number; readonly id: number };

async function touch(
  cdp: CDPSession,
  type: 'touchStart' | 'touchMove' | 'touchEnd',
  touchPoints: Finger[],
): Promise<void> {
  await cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
}

describe('other hands than keyboard and mouse', function () {
  this.timeout(60_000);
  let pages: ArenaPages;

  before(async () => {
    pages = await ArenaPages.open(0);
  });

  after(() => pages.close());

  it('run with the left thumb on the glass, and aim and fire with the right', async () => {
    const { page, problems } = await pages.enterArena('map=foundry', { hasTouch: true });
    const start = await serverPlace(page);
    const cdp = await page.context().newCDPSession(page);
    const way = await roomiestWay(page);
    const thumb = { x: 90 + way.x * 60, y: 180 + way.y * 60, id: 1 };
    await touch(cdp, 'touchStart', [{ x: 90, y: 180, id: 1 }]);
    await touch(cdp, 'touchMove', [thumb]);
    await waitUntilMoved(page, start);
    assert.equal(await page.locator('.stick-move').isVisible(), true);
    await touch(cdp, 'touchStart', [thumb, { x: 380, y: 150, id: 2 }]);
    await touch(cdp, 'touchMove', [thumb, { x: 380, y: 220, id: 2 }]);
    await page.waitForFunction(() => {
      const { client } = globalThis.__fracas!;
      const own = client.state.own.get(client.playerId)!;
      const aim = client.state.players.get(client.playerId)!.aim;
      return Math.abs(aim - Math.PI / 2) < 0.01 && own.readyAt > 0;
    });
    await touch(cdp, 'touchEnd', []);
    await page.locator('.stick-move').waitFor({ state: 'hidden' });
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it('dash and see the scores with the buttons on the glass, without moving a stick', async () => {
    const { page, problems } = await pages.enterArena('map=foundry', { hasTouch: true, isMobile: true });
    await page.getByTestId('touch-scores').tap();
    await page.getByTestId('scoreboard').waitFor();
    // The wheel opens over the same place.
    await page.getByTestId('touch-chat').tap();
    await page.getByTestId('scoreboard').waitFor({ state: 'hidden' });
    await page.getByTestId('touch-chat').tap();
    await page.getByTestId('scoreboard').waitFor();
    await page.getByTestId('touch-scores').tap();
    await page.getByTestId('scoreboard').waitFor({ state: 'hidden' });
    const box = (await page.getByTestId('touch-dash').boundingBox())!;
    const cdp = await page.context().newCDPSession(page);
    await touch(cdp, 'touchStart', [{ x: box.x + box.width / 2, y: box.y + box.height / 2, id: 1 }]);
    await page.waitForFunction(() => {
      const { client } = globalThis.__fracas!;
      return client.state.own.get(client.playerId)!.dashReadyAt > 0;
    });
    await touch(cdp, 'touchEnd', []);
    assert.equal(await page.locator('.stick-move, .stick-aim').filter({ visible: true }).count(), 0);
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it('read the scores on a phone held upright, whatever people are called', async () => {
    const viewport = { width: 390, height: 844 };
    const name = 'W'.repeat(16);
    const { page } = await pages.enterArena(`map=foundry&name=${name}`, { viewport, hasTouch: true, isMobile: true });
    await page.getByTestId('touch-scores').tap();
    const scores = page.getByTestId('scoreboard');
    await scores.getByText(name).waitFor();
    const { x, width } = (await scores.boundingBox())!;
    assert.ok(x >= 0 && x + width <= viewport.width, `${width} wide from ${x}`);
    const letters = await scores.getByText(name).evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    assert.ok(letters >= 11, `letters of ${letters} px`);
    await page.context().close();
  });

  it('run with the stick of a game pad, and dash with its button', async () => {
    const { page, problems } = await pages.openMenu('map=foundry');
    await page.evaluate(() => {
      const buttons = Array.from({ length: 16 }, () => ({ pressed: false, value: 0 }));
      const pad = { connected: true, axes: [0, 0, 0, 0], buttons };
      Object.assign(globalThis, { fakePad: pad });
      Object.defineProperty(navigator, 'getGamepads', { value: () => [null, pad] });
    });
    await page.getByTestId('play').click();
    await waitUntilAlive(page);
    const start = await serverPlace(page);
    await page.evaluate(
      ({ x, y }) => {
        const { fakePad } = globalThis as unknown as { fakePad: { axes: number[]; buttons: { pressed: boolean }[] } };
        fakePad.axes = [x * 0.9, y * 0.9, 0, 0];
        fakePad.buttons[0]!.pressed = true;
      },
      await roomiestWay(page),
    );
    await waitUntilMoved(page, start);
    await page.waitForFunction(() => {
      const { client } = globalThis.__fracas!;
      return client.state.own.get(client.playerId)!.dashReadyAt > 0;
    });
    assert.deepEqual(problems, []);
    await page.context().close();
  });
});
