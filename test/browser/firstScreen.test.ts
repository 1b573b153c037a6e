import assert from 'node:assert/strict';
import { ArenaPages } from './arenaPages.ts';

/** What a player came for, by its test id: to play, alone and with friends, for a rank, and under a name of their own. */
const CAME_FOR = ['play', 'watch', 'open-private', 'open-party', 'join-invite', 'queue-duel', 'open-register'];

describe('the first screen', function () {
  this.timeout(60_000);
  let pages: ArenaPages;

  before(async () => {
    pages = await ArenaPages.open(0);
  });

  after(() => pages.close());

  it('shows on a desktop all there is to do, without scrolling', async () => {
    const size = { width: 1280, height: 720 };
    const { page, problems } = await pages.openMenu('', { viewport: size });
    for (const id of CAME_FOR) {
      const { x, y, width, height } = (await page.getByTestId(id).boundingBox())!;
      assert.ok(x >= 0 && y >= 0 && x + width <= size.width && y + height <= size.height, id);
    }
    assert.deepEqual(problems, []);
  });
});
