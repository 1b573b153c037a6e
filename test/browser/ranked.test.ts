import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { findMatch } from '../../server/persistence/findMatch.ts';
import type { TicketStore } from '../../server/matchmaking/TicketStore.ts';
import { TICK_RATE } from '../../shared/defs/rates.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { QueueClient } from '../support/QueueClient.ts';
import { until } from '../support/until.ts';
import { ArenaPages, waitUntilAlive } from './arenaPages.ts';

describe('ranked play with the built client', function () {
  this.timeout(90_000);
  let server: LocalServer;
  let pages: ArenaPages;
  const menus = ArenaPages.menusOf(() => pages);

  before(async () => {
    pages = await ArenaPages.around(async () => (server = await startLocalServer({ BOTS: '0' })));
    levelPings(server.app.services.ranked.tickets);
  });

  after(() => pages.close());

  it('is waited for, explained by a card, played by both who were matched, and told of: what leaving costs, and what it was worth', async () => {
    const [ada, bob] = await Promise.all([menus.open('name=Ada'), menus.open('name=Bob')]);
    await ada!.getByTestId('queue-duel').click();
    await ada!.getByTestId('queue-lines').getByText('Nobody has waited longer').waitFor();
    await bob!.getByTestId('queue-duel').click();
    for (const page of [ada!, bob!]) await page.getByTestId('match-card').getByText('50 %').waitFor();
    await Promise.all([waitUntilAlive(ada!), waitUntilAlive(bob!)]);
    const rooms = await Promise.all([ada!, bob!].map((page) => page.evaluate(roomOf)));
    assert.equal(rooms[0], rooms[1]);
    assert.equal(await ada!.getByTestId('invite').inputValue(), '', 'nobody else can come to it');
    // RK5: whoever is about to leave is told beforehand.
    await ada!.evaluate(() => globalThis.__fracas!.hud.pause.toggle(true));
    await ada!.getByTestId('pause').getByText('Whoever leaves before it is over has lost it').waitFor();
    // And whoever stays reads in the menu what it was worth.
    const { db, rooms: matches } = server.app.services;
    const match = [...matches].find(({ isPlanned }) => isPlanned)!;
    const { world } = match;
    await until(() => world.phase === 'live');
    await bob!.evaluate(() => globalThis.__fracas!.client.leave());
    await ada!.getByTestId('results').getByRole('heading', { name: 'Victory' }).waitFor();
    await until(async () => (await findMatch(db, match.results().matchId)) !== undefined);
    world.phaseEndsAtTick = world.tick;
    const outcome = ada!.getByTestId('last-ranked');
    await outcome.getByText('Won against Bob: 1 of 10 placement matches played').waitFor();
    await outcome.getByRole('link', { name: 'The match' }).click();
    await ada!.locator('#record h1', { hasText: 'Duel' }).waitFor();
  });

  it('PT2 is waited for by a whole party, out of a match as well, when its leader wants that', async () => {
    const ada = await menus.open('name=Ada');
    await ada.getByTestId('open-party').click();
    const code = (await ada.getByTestId('party-code').textContent())!;
    const bob = await menus.open(`name=Bob&map=foundry&party=${code}`);
    await bob.getByTestId('party-members').getByText('Ada', { exact: true }).waitFor();
    await bob.getByTestId('queue-teamDeathmatch').click();
    await bob.getByTestId('notice').getByText('Ada chooses what you play').waitFor();
    await ada.getByTestId('play').click();
    await Promise.all([waitUntilAlive(ada), waitUntilAlive(bob)]);
    await ada.evaluate(() => globalThis.__fracas!.client.leave());
    await ada.getByTestId('queue-teamDeathmatch').click();
    for (const page of [ada, bob])
      await page.getByTestId('queue-lines').getByText('Nobody has waited longer').waitFor();
  });

  it('QU7 is waited for again, by itself and with the time one had waited, when somebody does not come', async () => {
    const ada = await menus.open('name=Ada');
    await ada.getByTestId('queue-duel').click();
    await ada
      .getByTestId('queue-clock')
      .getByText(/0:0[2-9]/)
      .waitFor();
    const { accessToken } = await signInAsGuest(server.url, 'Bob');
    const bob = await QueueClient.join(server.url, accessToken);
    bob.enter({ mode: 'duel' });
    await bob.called();
    const match = [...server.app.services.rooms].find(({ isPlanned }) => isPlanned)!;
    await until(() => match.seats.people === 1);
    match.world.tick += 12 * TICK_RATE;
    await ada.getByTestId('queue-notice').getByText('Somebody did not come to this match').waitFor();
    await ada.getByTestId('queue-lines').getByText('Nobody has waited longer').waitFor();
    assert.ok((await secondsWaited(ada)) >= 12);
    await bob.leave();
  });

  it('is waited for by a page that is loaded anew, until it is left by Cancel', async () => {
    const ada = await menus.open('name=Ada');
    await ada.getByTestId('queue-teamDeathmatch').click();
    await ada
      .getByTestId('queue-clock')
      .getByText(/0:(0[6-9]|1\d)/)
      .waitFor();
    await ada.reload();
    await ada.getByTestId('queue-lines').getByText('Nobody has waited longer').waitFor();
    assert.ok((await secondsWaited(ada)) >= 6);
    await ada.getByTestId('leave-queue').click();
    await ada.getByTestId('queue').waitFor({ state: 'hidden' });
    await ada.getByTestId('queue-duel').waitFor();
    await ada.reload();
    await ada.getByTestId('queue-duel').waitFor();
    assert.equal(await ada.getByTestId('queue').isVisible(), false);
  });
});

/** Gives all who queue the same ping: else how busy the machine is decides who may meet, and when (QU3). */
function levelPings(tickets: TicketStore): void {
  const enter: TicketStore['enter'] = tickets.enter.bind(tickets);
  const value: TicketStore['enter'] = (wish, connection) =>
    enter({ ...wish, player: { ...wish.player, pingMs: 20 } }, connection);
  Object.defineProperty(tickets, 'enter', { value });
}

/** As the clock of the queue shows it. */
async function secondsWaited(page: Page): Promise<number> {
  const [minutes, seconds] = (await page.getByTestId('queue-clock').textContent())!.split(':').map(Number);
  return 60 * minutes! + seconds!;
}

/** Runs in the page. */
function roomOf(): string {
  return globalThis.__fracas!.client.room.roomId;
}
