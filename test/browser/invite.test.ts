import assert from 'node:assert/strict';
import { ArenaPages, isOnScreen, waitUntilAlive } from './arenaPages.ts';

describe('friends with the built client', function () {
  this.timeout(60_000);
  let pages: ArenaPages;
  const menus = ArenaPages.menusOf(() => pages);

  before(async () => {
    pages = await ArenaPages.open(2);
  });

  after(() => pages.close());

  it('meet in a private match by its link and by its code, and nobody finds it listed', async () => {
    const ada = await menus.open('name=Ada&map=foundry');
    await ada.getByTestId('open-private').click();
    const link = new URL(await ada.getByTestId('invite-link').inputValue());
    const code = (await ada.getByTestId('invite-code').textContent())!;
    assert.equal(link.origin, pages.server.url);
    await ada.getByTestId('enter-private').click();
    await waitUntilAlive(ada);
    assert.equal(new URL(ada.url()).searchParams.get('invite'), code, 'the address is the link as well');

    const bob = await menus.open(`name=Bob&${link.searchParams.toString()}`);
    await waitUntilAlive(bob);
    const eve = await menus.open('name=Eve');
    await eve.getByTestId('invite').fill(code.toLowerCase().replace('-', ' '));
    await eve.getByTestId('join-invite').click();
    await waitUntilAlive(eve);

    const rooms = await Promise.all([ada, bob, eve].map((page) => page.evaluate(roomOf)));
    assert.deepEqual(new Set(rooms), new Set([code.replace('-', '')]));
    const names = await eve.evaluate(() => [...globalThis.__fracas!.client.state.players.values()].map((p) => p.name));
    assert.deepEqual(names.toSorted(), ['Ada', 'Bob', 'Eve']);
    assert.deepEqual(await (await fetch(`${pages.server.url}/api/rooms`)).json(), { rooms: [] });

    await bob.reload();
    await waitUntilAlive(bob);
    assert.equal(await bob.evaluate(roomOf), rooms[0], 'a reloaded page is back in its match');
  });

  it('come in by a code whatever stands in the rules of a match of their own, which the Enter key there opens', async () => {
    const ada = await menus.open('name=Ada&map=foundry');
    await ada.getByText('Rules of a private match').click();
    await ada.getByTestId('rule-scoreLimit').fill('7');
    await ada.getByTestId('rule-scoreLimit').press('Enter');
    const code = (await ada.getByTestId('invite-code').textContent())!;
    await ada.getByTestId('rule-scoreLimit').fill('9999');
    await ada.getByTestId('invite').fill(code);
    assert.ok(await ada.getByTestId('invite').evaluate(isSeenWhole), 'all of the code is to be seen');
    await ada.getByTestId('join-invite').click();
    await waitUntilAlive(ada);
    assert.equal(await ada.evaluate(roomOf), code.replace('-', ''));
  });

  it('are told in words when an invite leads nowhere, and can play elsewhere', async () => {
    const page = await menus.open('invite=7K3QZ-M4XWV&map=foundry');
    await page.getByTestId('notice').getByText('No match has this invite code').waitFor();
    assert.equal(new URL(page.url()).searchParams.has('invite'), false);
    assert.equal(await page.getByTestId('invite').inputValue(), '7K3QZ-M4XWV');
    await page.getByTestId('invite').fill('');
    await page.getByTestId('join-invite').click();
    await page.getByTestId('party-notice').waitFor();
    assert.ok(await isOnScreen(page.getByTestId('party-notice')));
    await page.getByTestId('play').click();
    await waitUntilAlive(page);
    // The refusal is an error of the browser too, and the only one.
    const refusals = menus.tabs[0]!.problems.splice(0);
    assert.equal(refusals.length, 1);
    assert.match(refusals[0]!, /404/);
  });
});

/** Runs in the page. */
function isSeenWhole({ clientWidth, scrollWidth }: Element): boolean {
  return scrollWidth <= clientWidth;
}

/** Runs in the page. */
function roomOf(): string {
  return globalThis.__fracas!.client.room.roomId;
}
