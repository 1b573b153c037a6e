import assert from 'node:assert/strict';
import { Client } from '@colyseus/sdk';
import type { Page } from 'playwright-core';
import { CHAT } from '../../shared/defs/chat.ts';
import type { ArenaState } from '../../shared/net/arenaSchema.ts';
import type { JoinOptions } from '../../shared/net/messages.ts';
import { ROOM_ARENA } from '../../shared/net/protocol.ts';
import { ArenaClient, sdkClient } from '../support/arenaClient.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { startServerProcess } from '../support/gameServer.ts';
import { SCRIPT_PAYLOADS } from '../support/scriptPayloads.ts';
import { ArenaPages, serverPlace } from './arenaPages.ts';

/** What the page makes lines and rows of; anything else came out of somebody's text. */
const MADE = ['B', 'DIV', 'H2', 'P', 'SPAN', 'TABLE', 'TBODY', 'TD', 'TH', 'THEAD', 'TR', 'BUTTON'];

declare global {
  /** The names of elements that came into the page and that it does not make of its own. */
  var __strangers: string[] | undefined;
}

/** Notes from now on what dialogs a script opens. */
function listenForDialogs(page: Page): string[] {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  return dialogs;
}

/** Has the page note every element that comes into its talk or scoreboard, for however short a time. */
function watchElements(page: Page, made: readonly string[]): Promise<void> {
  return page.evaluate((names) => {
    globalThis.__strangers = [];
    const note = (node: Node): void => {
      if (node instanceof Element && !names.includes(node.tagName)) globalThis.__strangers!.push(node.tagName);
      node.childNodes.forEach(note);
    };
    const observer = new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach(note)));
    for (const part of document.querySelectorAll('.chat, .scoreboard')) {
      observer.observe(part, { childList: true, subtree: true });
    }
  }, made);
}

/** Picks somebody on the scoreboard, of whom it has a row or a name. */
async function pick(page: Page, who: string): Promise<void> {
  await page.keyboard.down('Tab');
  // Rows move up when somebody above leaves: it is pressed where the row is when it is pressed.
  await page.locator('.scoreboard [data-player]', { hasText: who }).first().click();
  await page.getByTestId('player-card').waitFor();
  await page.keyboard.up('Tab');
}

describe('Talk in the page', function () {
  this.timeout(60_000);
  let pages: ArenaPages;

  before(async () => {
    pages = await ArenaPages.around(() => startServerProcess({ BOTS: '0', CHAT: 'text' }));
  });
  after(() => pages.close());

  async function join(name: string): Promise<ArenaClient> {
    return new ArenaClient(
      await new Client(pages.server.url).joinOrCreate<ArenaState>(ROOM_ARENA, { name, map: 'crossfire' }),
    );
  }

  it('is chosen from a wheel while its key is held, and read by everybody', async () => {
    const ada = await pages.enterArena('name=Ada&map=crossfire');
    const bo = await pages.enterArena('name=Bo&map=crossfire');
    await ada.page.mouse.move(240, 135);
    await ada.page.keyboard.down('t');
    await ada.page.locator('.chat-phrase').first().waitFor();
    await ada.page.mouse.move(240, 60);
    await ada.page.locator('.chat-phrase.is-chosen').waitFor();
    await ada.page.keyboard.up('t');
    const line = bo.page.getByTestId('chat-lines').locator('.chat-line');
    await line.waitFor();
    assert.equal(await line.innerText(), 'Ada\nHello!');
    assert.deepEqual([...ada.problems, ...bo.problems], []);
    await ada.page.context().close();
    await bo.page.context().close();
  });

  it('is written where the host allows it, and the keys write then and do not play', async () => {
    const { page, problems } = await pages.enterArena('name=Ada&map=crossfire');
    await page.waitForFunction(() => globalThis.__fracas!.client.chat.rule === 'text');
    await page.keyboard.press('Enter');
    await page.getByTestId('chat-input').waitFor();
    await page.keyboard.type('we meet: wasd t m');
    await page.keyboard.press('Enter');
    const line = page.getByTestId('chat-lines').locator('.chat-line').last();
    await line.waitFor();
    assert.match(await line.innerText(), /\nwe meet: wasd t m$/);
    assert.equal(await page.getByTestId('chat-input').isVisible(), false);
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it('and names are text whatever stands in them: no script runs and no element is made (S19)', async () => {
    const { page, problems } = await pages.enterArena('name=Ada&map=crossfire');
    const dialogs = listenForDialogs(page);
    const groups = Array.from({ length: SCRIPT_PAYLOADS.length / CHAT.lines }, (_, group) =>
      SCRIPT_PAYLOADS.slice(group * CHAT.lines, (group + 1) * CHAT.lines),
    );
    await watchElements(page, MADE);
    const speakers = await Promise.all(groups.map(([name]) => join(name!)));
    await page.keyboard.down('Tab');
    for (const [index, speaker] of speakers.entries()) {
      const group = groups[index]!;
      for (const text of group) speaker.room.send('say', { text, to: 'all' });
      const shown = group.map((text) => text.normalize('NFKC'));
      await page.waitForFunction((texts) => {
        const lines = Array.from(document.querySelectorAll('.chat-line'), ({ lastChild }) => lastChild?.textContent);
        return texts.every((text) => lines.includes(text));
      }, shown);
    }
    await page.waitForFunction(
      (rows) => document.querySelectorAll('.scoreboard tbody tr').length > rows,
      groups.length,
    );
    assert.deepEqual(await page.evaluate(() => globalThis.__strangers), []);
    assert.deepEqual(dialogs, []);
    assert.deepEqual(problems, []);
    await Promise.all(speakers.map((speaker) => speaker.leave()));
    await page.context().close();
  });

  it('in the address of the page is text as well (S19)', async () => {
    const { page, problems } = await pages.openMenu();
    const dialogs = listenForDialogs(page);
    const before = await page.locator('body *').count();
    // Each is a page of its own to load: one of each kind will do.
    for (const payload of SCRIPT_PAYLOADS.slice(0, 13)) {
      const text = encodeURIComponent(payload);
      await page.goto(`${pages.server.url}/?name=${text}&map=${text}&mode=${text}`, { waitUntil: 'domcontentloaded' });
      await page.getByTestId('play').waitFor();
      assert.equal(await page.locator('body *').count(), before, payload);
    }
    assert.deepEqual(dialogs, []);
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it('of somebody is heard no more once they are muted, and they are reported, from the scoreboard', async () => {
    const { page, problems } = await pages.enterArena('name=Ada&map=crossfire');
    const eve = await join('Eve');
    await pick(page, 'Eve');
    await page.getByTestId('report-abuse').click();
    await page.getByTestId('chat-lines').getByText('Your report is with the host').waitFor();
    await pick(page, 'Eve');
    await page.getByTestId('mute-player').click();
    eve.room.send('say', { text: 'unheard', to: 'all' });
    const bo = await join('Bo');
    bo.room.send('say', { text: 'heard', to: 'all' });
    await page.getByTestId('chat-lines').getByText('heard', { exact: true }).waitFor();
    assert.equal(await page.getByTestId('chat-lines').getByText('unheard').count(), 0);
    assert.deepEqual(problems, []);
    await Promise.all([eve.leave(), bo.leave()]);
    await page.context().close();
  });

  it('of somebody who is muted stays unread when both watch, after the page was loaded anew, until they are heard again (CH6)', async () => {
    const { url } = pages.server;
    const [eve, cy] = await Promise.all(['Eve', 'Cy'].map((name) => signInAsGuest(url, name)));
    const bo = await join('Bo');
    const eveAs = async (options: JoinOptions): Promise<ArenaClient> =>
      new ArenaClient(
        await sdkClient(url, eve!.accessToken).joinOrCreate<ArenaState>(ROOM_ARENA, { map: 'crossfire', ...options }),
      );
    const say = ({ room }: ArenaClient, text: string) => room.send('say', { text, to: 'all' });
    const { page, problems } = await pages.enterArena('name=Ada&map=crossfire');
    const lines = page.getByTestId('chat-lines');
    const ada = await serverPlace(page);

    const playing = await eveAs({});
    say(playing, 'rude');
    await lines.getByText('rude').waitFor();
    await pick(page, 'Eve');
    await page.getByTestId('mute-player').click();
    await lines.getByText('rude').waitFor({ state: 'detached' });

    await playing.leave();
    const watching = await eveAs({ spectate: true });
    const kind = new ArenaClient(
      await sdkClient(url, cy!.accessToken).joinOrCreate<ArenaState>(ROOM_ARENA, { map: 'crossfire', spectate: true }),
    );
    await page.keyboard.press('Escape');
    await page.getByTestId('leave').click();
    await bo.until(({ players }) => !players.has(ada.id));
    await page.goto(`${url}/?q=low&debug=1&watch&map=crossfire`);
    await page.getByTestId('watched').getByText('Bo').waitFor();
    await page.waitForFunction(() => globalThis.__fracas!.client.chat.rule === 'text');
    const heard = new Promise<void>((resolve) => watching.room.onMessage('chat', () => resolve()));
    say(watching, 'rude again');
    await heard;
    say(kind, 'kind');
    await lines.getByText('kind').waitFor();
    assert.equal(await lines.getByText('rude again').count(), 0);

    await pick(page, 'Eve');
    assert.equal(await page.getByTestId('report-abuse').isVisible(), false, 'she does not play');
    await page.getByTestId('mute-player').getByText('Hear again').click();
    say(watching, 'sorry');
    await lines.getByText('sorry').waitFor();
    assert.deepEqual(problems, []);
    await Promise.all([bo, watching, kind].map((client) => client.leave()));
    await page.context().close();
  });

  it('sent over REST comes back as JSON, never as a page (S19)', async () => {
    const { url } = pages.server;
    const post = (path: string, body: object) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    for (const payload of SCRIPT_PAYLOADS) {
      const text = encodeURIComponent(payload);
      const answers = await Promise.all([
        post('/api/rooms', { mode: payload, map: payload }),
        post('/api/auth/guest', { name: payload }),
        post('/api/auth/login', { name: payload, password: payload }),
        fetch(`${url}/api/rooms?mode=${text}`),
        fetch(`${url}/api/leaderboard?mode=${text}`),
        fetch(`${url}/api/players/${text}`),
      ]);
      for (const answer of answers) {
        assert.match(answer.headers.get('content-type') ?? '', /^application\/json/, `${answer.url} ${payload}`);
        assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
        await answer.text();
      }
    }
  });
});
