import assert from 'node:assert/strict';
import { ArenaPages, isOnScreen, waitUntilAlive, type ArenaTab } from './arenaPages.ts';

type Page = ArenaTab['page'];

describe('a party with the built client', function () {
  this.timeout(90_000);
  let pages: ArenaPages;
  const menus = ArenaPages.menusOf(() => pages);

  before(async () => {
    pages = await ArenaPages.open(0);
  });

  after(() => pages.close());

  async function waitForMembers(page: Page, names: readonly string[]): Promise<void> {
    for (const name of names) await page.getByTestId('party-members').getByText(name, { exact: true }).waitFor();
  }

  it('PT2 goes where its leader goes, from the menu and out of a match', async () => {
    const ada = await menus.open('name=Ada&map=foundry');
    await ada.getByTestId('open-party').click();
    const code = (await ada.getByTestId('party-code').textContent())!;
    const bob = await menus.open(`name=Bob&party=${code.toLowerCase()}`);
    await waitForMembers(ada, ['Ada', 'Bob']);
    await bob.getByTestId('play').click();
    await bob.getByTestId('notice').getByText('Ada chooses what you play').waitFor();
    assert.ok(await isOnScreen(bob.getByTestId('notice')), 'though Play is below it');

    await ada.getByTestId('play').click();
    await Promise.all([waitUntilAlive(ada), waitUntilAlive(bob)]);
    const first = await ada.evaluate(roomOf);
    assert.equal(await bob.evaluate(roomOf), first);

    await ada.evaluate(() => globalThis.__fracas!.client.leave());
    await ada.getByTestId('open-private').click();
    await waitUntilAlive(ada);
    await bob.waitForFunction((room) => globalThis.__fracas?.client.room.roomId !== room, first);
    await waitUntilAlive(bob);
    assert.equal(await bob.evaluate(roomOf), await ada.evaluate(roomOf));
  });

  it('is on the screen of whoever comes into it, of a phone as well', async () => {
    const ada = await menus.open('name=Ada');
    await ada.getByTestId('open-party').click();
    const code = (await ada.getByTestId('party-code').textContent())!;
    const bob = await menus.open(`name=Bob&party=${code}`);
    await waitForMembers(bob, ['Ada', 'Bob']);
    for (const page of [ada, bob]) {
      const { y, height } = (await page.getByTestId('party-members').boundingBox())!;
      assert.ok(y >= 0 && y + height <= page.viewportSize()!.height, `from ${y}, ${height} high`);
    }
  });

  it('shows what a leader can do about a member, however long the name is, and tells who was sent away meanwhile', async () => {
    const name = 'W'.repeat(16);
    const ada = await menus.open('name=Ada&map=foundry');
    await ada.getByTestId('open-party').click();
    const code = (await ada.getByTestId('party-code').textContent())!;
    const bob = await menus.open(`name=${name}&party=${code}`);
    await waitForMembers(ada, [name]);
    for (const width of [320, 1280]) {
      await ada.setViewportSize({ width, height: 720 });
      const roster = await ada.getByTestId('party-roster').evaluate(widths);
      assert.ok(roster.content <= roster.own, `${roster.content} in ${roster.own} at ${width}`);
    }
    await ada.getByTestId('play').click();
    await Promise.all([waitUntilAlive(ada), waitUntilAlive(bob)]);
    await ada.evaluate(() => globalThis.__fracas!.client.leave());
    await ada.getByRole('button', { name: `Remove ${name}` }).click();
    await bob.getByTestId('party-roster').waitFor({ state: 'hidden' });
    await bob.getByTestId('notice').getByText('sent you away').waitFor({ state: 'attached' });
    await bob.evaluate(() => globalThis.__fracas!.client.leave());
    await bob.getByTestId('notice').getByText('sent you away').waitFor();
  });

  it('is opened by a page that has been in the menu for long, whatever has become of its files', async () => {
    const ada = await menus.open('name=Ada');
    await ada.waitForFunction(() => {
      const names = performance.getEntriesByType('resource').map(({ name }) => name);
      return ['queue', 'party'].every((part) => names.some((name) => name.includes(`/${part}-`)));
    });
    await ada.route('**/assets/**', (route) => route.abort());
    await ada.getByTestId('open-party').click();
    await ada.getByTestId('party-code').waitFor();
    await ada.getByTestId('queue-duel').click();
    await ada.getByTestId('queue-lines').getByText('Nobody has waited longer').waitFor();
  });

  it('PT3 is come back to by a page that is loaded anew, and into the match as well', async () => {
    const ada = await menus.open('name=Ada&map=foundry');
    await ada.getByTestId('open-party').click();
    const code = (await ada.getByTestId('party-code').textContent())!;
    const bob = await menus.open('name=Bob');
    await bob.getByTestId('invite').fill(code);
    await bob.getByTestId('join-invite').click();
    await waitForMembers(bob, ['Ada', 'Bob']);
    await ada.getByTestId('play').click();
    await waitUntilAlive(bob);
    const room = await bob.evaluate(roomOf);
    await bob.reload();
    await waitUntilAlive(bob);
    assert.equal(await bob.evaluate(roomOf), room);
    await bob.evaluate(() => globalThis.__fracas!.client.leave());
    await waitForMembers(bob, ['Ada', 'Bob']);
    await bob.getByTestId('leave-party').click();
    await bob.getByTestId('party-roster').waitFor({ state: 'hidden' });
    assert.equal(new URL(bob.url()).searchParams.has('party'), false);
  });
});

/** Runs in the page. */
function widths(element: Element): { own: number; content: number } {
  return { own: element.clientWidth, content: element.scrollWidth };
}

/** Runs in the page. */
function roomOf(): string {
  return globalThis.__fracas!.client.room.roomId;
}
