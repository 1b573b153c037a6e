import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import type { Page } from 'playwright-core';
import type { Match } from '../../server/match/Match.ts';
import { INPUT } from '../../shared/defs/tuning.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { ArenaPages, waitUntilAlive } from './arenaPages.ts';

describe('match after match', function () {
  this.timeout(60_000);
  let pages: ArenaPages;
  let server: LocalServer;

  before(async () => {
    pages = await ArenaPages.around(async () => (server = await startLocalServer({ BOTS: '2' })));
  });

  after(() => pages.close());

  function matchOf(playerId: string): Match {
    const match = [...server.app.services.rooms].find(({ seats }) => seats.all.has(playerId));
    assert.ok(match !== undefined);
    return match;
  }

  it('two people see who won, vote, and play on in the arena they voted for', async () => {
    const ann = await pages.enterArena('name=Ann&map=foundry');
    const bob = await pages.enterArena('name=Bob&map=foundry');
    const annId = await playerIdOf(ann.page);
    const match = matchOf(annId);
    await Promise.all([ann, bob].map(({ page }) => waitForPhase(page, 'live')));
    Object.assign(match.world.players.get(annId)!, { score: 3, kills: 3, deaths: 1, bestStreak: 3, damageDealt: 340 });
    match.world.phaseEndsAtTick = match.world.tick;

    const results = ann.page.getByTestId('results');
    await results.getByRole('heading', { name: 'Victory' }).waitFor();
    assert.match((await results.getByRole('listitem').first().textContent()) ?? '', /^1Ann3 \/ 13$/);
    assert.match((await results.textContent()) ?? '', /UnstoppableAnn3 kills without dying.*DemolisherAnn340 damage/);
    await bob.page.getByTestId('results').getByRole('heading', { name: '2nd place' }).waitFor();
    for (const { page } of [ann, bob]) await page.getByRole('button', { name: 'Vote for Crossfire' }).click();
    for (const { page } of [ann, bob]) await page.getByTestId('results').getByText('2 votes').waitFor();

    match.world.phaseEndsAtTick = match.world.tick;
    for (const { page } of [ann, bob]) {
      await page.waitForFunction(() => globalThis.__fracas!.handle!.drawnMap === 'crossfire');
      await waitUntilAlive(page);
      assert.equal(await page.getByTestId('results').isVisible(), false);
      assert.equal(await page.evaluate(() => globalThis.__fracas!.client.map.id), 'crossfire');
    }
    assert.deepEqual([...ann.problems, ...bob.problems], []);
    await Promise.all([ann, bob].map(({ page }) => page.context().close()));
  });

  it('a score outlasts a lost connection, and the page that is loaded anew', async () => {
    const { page, problems } = await pages.enterArena('name=Cat&map=foundry');
    const id = await playerIdOf(page);
    const player = () => matchOf(id).world.players.get(id)!;
    await waitForPhase(page, 'live');
    Object.assign(player(), { score: 7, kills: 7 });
    await waitForScore(page, 7);
    await page.evaluate(() => globalThis.__fracas!.client.room.connection.close());
    await page.getByTestId('reconnecting').waitFor();
    await page.getByTestId('reconnecting').waitFor({ state: 'hidden' });
    await waitForScore(page, 7);
    // Twice: the way back changes with each connection.
    for (let load = 1; load <= 2; load++) {
      await page.reload();
      await waitUntilAlive(page);
      await waitForScore(page, 7);
      assert.equal(await playerIdOf(page), id);
    }
    assert.equal(
      await page.evaluate(
        () => globalThis.__fracas!.client.state.players.get(globalThis.__fracas!.client.playerId)!.name,
      ),
      'Cat',
    );
    assert.deepEqual(problems, []);

    await page.keyboard.press('Escape');
    await page.getByTestId('leave').click();
    await page.reload();
    await page.getByTestId('play').waitFor();
    assert.equal(await page.getByTestId('notice').isVisible(), false);
    await page.context().close();
  });

  it('a page that comes back too late finds the menu, and why', async () => {
    const { page } = await pages.openMenu('name=Dan&map=foundry');
    await page.evaluate(() => sessionStorage.setItem('fracas.seat', 'nosuchroom:nosuchtoken'));
    await page.reload();
    await page.getByTestId('notice').getByText('given up').waitFor();
    await page.getByTestId('play').click();
    await waitUntilAlive(page);
    await page.context().close();
  });

  it('the results are shown also when they are told a moment before the match is seen to end', async () => {
    const { page } = await pages.enterArena('name=Fay&map=foundry');
    const match = matchOf(await playerIdOf(page));
    await waitForPhase(page, 'live');
    const roomId = await page.evaluate(() => globalThis.__fracas!.client.room.roomId);
    matchMaker.getLocalRoomById(roomId)!.broadcast('results', match.results());
    await page.waitForFunction(() => globalThis.__fracas!.client.results !== undefined);
    await page.evaluate(() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))));
    Object.assign(match.world, { phase: 'results', phaseEndsAtTick: match.world.tick + 600 });
    await page.getByTestId('results').getByText('Vote for the next arena').waitFor();
    match.world.phaseEndsAtTick = match.world.tick;
    await page.context().close();
  });

  it('the results are seen by who has the scores open on a phone, and the scores over them by who asks for them then', async () => {
    const { page } = await pages.enterArena('name=Gil&map=foundry', { hasTouch: true, isMobile: true });
    await waitForPhase(page, 'live');
    const { world } = matchOf(await playerIdOf(page));
    await page.getByTestId('touch-scores').tap();
    await page.getByTestId('scoreboard').waitFor();
    world.phaseEndsAtTick = world.tick;
    await page.getByTestId('results').waitFor();
    await page.getByTestId('scoreboard').waitFor({ state: 'hidden' });
    await page.getByTestId('touch-scores').tap();
    await page.getByTestId('scoreboard').waitFor();
    world.phaseEndsAtTick = world.tick;
    await page.context().close();
  });

  it('someone who comes during the results sees them and the votes so far, as does who was away, and can report', async () => {
    const ann = await pages.enterArena('name=Ann&map=foundry');
    await waitForPhase(ann.page, 'live');
    const { world } = matchOf(await playerIdOf(ann.page));
    await ann.page.context().setOffline(true);
    await ann.page.getByTestId('reconnecting').waitFor();
    Object.assign(world, { phase: 'results', phaseEndsAtTick: world.tick + 6000 });
    await ann.page.context().setOffline(false);
    await ann.page.getByTestId('results').getByText('Vote for the next arena').waitFor();
    // A network that is away is an error of the browser too.
    ann.problems.splice(0);
    await ann.page.getByRole('button', { name: 'Vote for Crossfire' }).click();
    await ann.page.getByTestId('results').getByText('1 vote').waitFor();
    const bob = await pages.enterArena('name=Bob&map=foundry');
    await bob.page.getByTestId('results').getByText('1 vote').waitFor();
    assert.match((await bob.page.getByTestId('results').textContent()) ?? '', /Ann.*Bob|Bob.*Ann/);
    await bob.page.keyboard.down('Tab');
    await bob.page.locator('.scoreboard [data-player]', { hasText: 'Ann' }).click();
    await bob.page.getByTestId('player-card').getByRole('heading', { name: 'Ann' }).waitFor();
    assert.deepEqual([...ann.problems, ...bob.problems], []);
    world.phaseEndsAtTick = world.tick;
    await Promise.all([ann, bob].map(({ page }) => page.context().close()));
  });

  it('someone who has long not moved is told that a bot plays for them, and takes over by moving', async () => {
    const { page } = await pages.enterArena('name=Eve&map=foundry');
    const id = await playerIdOf(page);
    matchOf(id).seats.all.get(id)!.idleTicks = INPUT.idleTicks;
    await page.getByTestId('autopilot').waitFor();
    await page.keyboard.down('d');
    await page.getByTestId('autopilot').waitFor({ state: 'hidden' });
    await page.context().close();
  });
});

function playerIdOf(page: Page): Promise<string> {
  return page.evaluate(() => globalThis.__fracas!.client.playerId);
}

async function waitForPhase(page: Page, phase: string): Promise<void> {
  await page.waitForFunction((wanted) => globalThis.__fracas!.client.state.phase === wanted, phase);
}

async function waitForScore(page: Page, score: number): Promise<void> {
  await page.waitForFunction((wanted) => {
    const client = globalThis.__fracas?.client;
    return client !== undefined && client.state.players.get(client.playerId)?.score === wanted;
  }, score);
}
