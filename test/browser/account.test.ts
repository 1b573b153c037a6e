import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { signIn } from '../support/accounts.ts';
import { startServerProcess } from '../support/gameServer.ts';
import { ArenaPages, isOnScreen, waitUntilAlive } from './arenaPages.ts';

const PASSWORD = 'a horse, a stapler';

describe('An account, in the browser', function () {
  this.timeout(120_000);
  let pages: ArenaPages;
  let adminUrl: string;

  before(async () => {
    pages = await ArenaPages.around(async () => {
      const server = await startServerProcess({ BOTS: '0' });
      ({ adminUrl } = server);
      return server;
    });
  });

  after(() => pages.close());

  async function fillIn(page: Page, form: 'register' | 'signIn', name: string): Promise<void> {
    await page.getByTestId(`open-${form}`).click();
    await page.getByTestId('account-login').fill(name);
    await page.getByTestId('account-password').fill(PASSWORD);
    await page.getByTestId('account-send').click();
  }

  const ownName = (page: Page) =>
    page.evaluate(() => {
      const { client } = globalThis.__fracas!;
      return client.state.players.get(client.playerId)!.name;
    });

  const playerId = (page: Page) =>
    page.evaluate(() => (JSON.parse(localStorage.getItem('fracas.login')!) as { player: { id: string } }).player.id);

  it('is made of the guest one played as, and is found again elsewhere', async () => {
    const { page, problems } = await pages.enterArena('name=Ada');
    assert.equal(await ownName(page), 'Ada');
    const guest = await playerId(page);
    await page.goto(`${pages.server.url}/?q=low&debug=1&name=Ada`);
    await waitUntilAlive(page);
    await page.evaluate(() => globalThis.__fracas!.client.leave());
    await page.goto(`${pages.server.url}/?q=low&debug=1&name=Ada`);
    await fillIn(page, 'register', 'Ada');
    await page.getByTestId('account-name').waitFor();
    assert.equal(await page.getByTestId('account-name').textContent(), 'Ada');
    assert.equal(await playerId(page), guest);
    assert.equal(await page.getByTestId('name').isDisabled(), true);

    const other = await pages.openMenu('name=Somebody');
    await fillIn(other.page, 'signIn', 'ada');
    await other.page.getByTestId('account-name').waitFor();
    await other.page.getByTestId('play').click();
    await waitUntilAlive(other.page);
    assert.deepEqual([await ownName(other.page), await playerId(other.page)], ['Ada', guest]);

    // The same person from the first window: the newer takes the seat, and the older says why.
    await page.getByTestId('play').click();
    await waitUntilAlive(page);
    const notice = other.page.getByTestId('notice');
    await notice.waitFor();
    assert.match((await notice.textContent())!, /newer connection/);
    await page.evaluate(() => globalThis.__fracas!.client.leave());
    await page.getByTestId('sign-out').click();
    await page.getByTestId('open-signIn').waitFor();
    assert.deepEqual([problems, other.problems], [[], []]);
  });

  it("leads to one's own record from the menu, a guest's as well, however few matches there are in it", async () => {
    const { page, problems } = await pages.openMenu('name=Edith');
    assert.equal(await page.getByTestId('own-record').isVisible(), false);
    await page.getByTestId('play').click();
    await waitUntilAlive(page);
    await page.evaluate(() => globalThis.__fracas!.client.leave());
    const id = await playerId(page);
    await page.getByTestId('own-record').click();
    await page.getByRole('heading', { name: 'Edith' }).waitFor();
    assert.equal(new URL(page.url()).pathname, `/players/${id}`);
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it('shows in no address who somebody is: of no socket, and of no request (S3)', async () => {
    const { page } = await pages.openMenu('name=Ida');
    const sockets: string[] = [];
    const requests: string[] = [];
    const tokens = new Set<string>();
    page.on('websocket', (socket) => sockets.push(socket.url()));
    page.on('request', (request) => {
      requests.push(request.url());
      const { authorization = '' } = request.headers();
      if (authorization !== '') tokens.add(authorization.replace('Bearer ', ''));
    });
    await page.getByTestId('play').click();
    await waitUntilAlive(page);
    await page.evaluate(() => globalThis.__fracas!.client.leave());
    await page.getByTestId('open-party').click();
    await page.getByTestId('party-code').waitFor();
    assert.ok(tokens.size > 0 && sockets.length >= 2, 'they came as somebody, into a match and a party');
    for (const address of [...sockets, ...requests])
      for (const secret of [...tokens, '_authToken', 'Bearer']) assert.ok(!address.includes(secret), address);
  });

  it('is found again by whoever lost the password, on the way that the host gives', async () => {
    await signIn(pages.server.url, 'register', { name: 'Grace', password: PASSWORD });
    const answer = await fetch(`${adminUrl}/admin/reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Grace' }),
    });
    const { path } = (await answer.json()) as { path: string };
    const { page } = await pages.openMenu();
    await page.goto('about:blank');
    await page.goto(pages.server.url + path);
    await page.getByTestId('account-new-password').fill(`${PASSWORD}, anew`);
    assert.equal(await page.evaluate(() => location.hash), '');
    await page.getByTestId('account-send').click();
    await page.getByTestId('account-name').waitFor();
    assert.equal(await page.getByTestId('account-name').textContent(), 'Grace');
    await signIn(pages.server.url, 'login', { name: 'Grace', password: `${PASSWORD}, anew` });
  });

  it('says in words what is wrong', async () => {
    const { page } = await pages.openMenu();
    await page.getByTestId('open-signIn').click();
    await page.getByTestId('account-login').fill('<img src=x onerror=alert(1)>');
    await page.getByTestId('account-password').fill('not the password');
    await page.getByTestId('account-password').press('Enter');
    const notice = page.getByTestId('account-notice').filter({ hasText: 'no account' });
    await notice.waitFor();
    assert.ok(await isOnScreen(notice));
    assert.equal(await page.locator('#account img').count(), 0);
  });

  it('is shown in every tab of a browser when one of them signs in or out', async () => {
    await signIn(pages.server.url, 'register', { name: 'Mary', password: PASSWORD });
    const { page } = await pages.openMenu();
    const other = await page.context().newPage();
    await other.goto(pages.server.url);
    await fillIn(page, 'signIn', 'Mary');
    await other.getByTestId('account-name').getByText('Mary').waitFor();
    await other.getByTestId('sign-out').click();
    await page.getByTestId('open-signIn').waitFor();
  });

  it('says whether the present password was right, and when there is a new one', async () => {
    await signIn(pages.server.url, 'register', { name: 'Joan', password: PASSWORD });
    const { page } = await pages.openMenu();
    await fillIn(page, 'signIn', 'Joan');
    await page.getByTestId('change-password').click();
    await page.getByTestId('account-password').fill('not the password');
    await page.getByTestId('account-new-password').fill(`${PASSWORD}, anew`);
    await page.getByTestId('account-send').click();
    await page.getByTestId('account-notice').getByText('not your present password').waitFor();
    assert.equal(await page.getByLabel('Present password').inputValue(), 'not the password');
    await page.getByTestId('account-password').fill(PASSWORD);
    await page.getByTestId('account-send').click();
    await page.getByTestId('account-done').getByText('Your password is changed').waitFor();
  });

  it('that is out of reach keeps nobody from playing', async () => {
    const { page } = await pages.openMenu('name=Ada');
    await page.route('**/api/auth/**', (route) => route.abort());
    await page.getByTestId('play').click();
    await waitUntilAlive(page);
    assert.equal(await ownName(page), 'Ada');
  });
});
