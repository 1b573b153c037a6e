import assert from 'node:assert/strict';
import { ArenaPages, isOnScreen } from './arenaPages.ts';

/** What a player came for, by its test id: to play, alone and with friends, for a rank, and under a name of their own. */
const CAME_FOR = ['play', 'watch', 'open-private', 'open-party', 'join-invite', 'queue-duel', 'open-register'];

const DESKTOP = { width: 1280, height: 720 };

/** Upright and sideways, of an ordinary phone and of the smallest one; the last two under the bars of a browser. */
const PHONES = [
  { width: 375, height: 667 },
  { width: 667, height: 375 },
  { width: 320, height: 568 },
  { width: 568, height: 320 },
  { width: 375, height: 553 },
  { width: 844, height: 332 },
];

describe('the first screen', function () {
  this.timeout(60_000);
  let pages: ArenaPages;

  before(async () => {
    pages = await ArenaPages.open(0);
  });

  after(() => pages.close());

  it('shows on a desktop all there is to do, without scrolling', async () => {
    const { page, problems } = await pages.openMenu('', { viewport: DESKTOP });
    const across = ['open-private', 'open-party', 'invite', 'join-invite'];
    for (const screen of [DESKTOP, { width: 1920, height: 1080 }]) {
      await page.setViewportSize(screen);
      for (const id of CAME_FOR) assert.ok(await isOnScreen(page.getByTestId(id)), id);
      const boxes = await Promise.all(across.map((id) => page.getByTestId(id).boundingBox()));
      assert.equal(new Set(boxes.map((box) => box!.y)).size, 1, `in one line at ${screen.width}`);
    }
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it('leaves on a desktop what one has pressed where it is', async () => {
    const { page, problems } = await pages.openMenu('', { viewport: DESKTOP });
    const placeOf = async (id: string) => (await page.getByTestId(id).boundingBox())!.y;
    const before = await placeOf('open-private');
    await page.getByTestId('open-private').click();
    await page.getByTestId('invite-code').waitFor();
    assert.equal(await placeOf('open-private'), before);
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it('shows on a phone, however it is held, how to play at once; the rest is below, and nothing beside it', async () => {
    const { page, problems } = await pages.openMenu('', { viewport: PHONES[0]!, hasTouch: true, isMobile: true });
    for (const screen of PHONES) {
      const size = `${screen.width}×${screen.height}`;
      await page.setViewportSize(screen);
      for (const id of ['name', 'play', 'watch']) assert.ok(await isOnScreen(page.getByTestId(id)), `${id} at ${size}`);
      await page.getByTestId('open-register').scrollIntoViewIfNeeded();
      for (const id of CAME_FOR) {
        const { x, width } = (await page.getByTestId(id).boundingBox())!;
        assert.ok(x >= 0 && x + width <= screen.width, `${id} at ${size}`);
      }
      await page.evaluate(() => document.getElementById('menu')!.scrollTo(0, 0));
    }
    assert.deepEqual(problems, []);
    await page.context().close();
  });
});
