import assert from 'node:assert/strict';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import { CLOSE_ERRORS, HTTP_ERRORS } from '../../server/errors.ts';
import { RANKED } from '../../shared/defs/ranked.ts';
import type { MatchCall } from '../../shared/net/MatchCard.ts';
import { CLOSE, ROOM_QUEUE } from '../../shared/net/protocol.ts';
import type { FromQueue } from '../../shared/net/queueMessages.ts';
import { GOOD_PASSWORD, askAccounts, signIn, signInAsGuest } from '../support/accounts.ts';
import { ArenaClient, sdkClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { openRankedMatch } from '../support/openRankedMatch.ts';
import { QueueClient } from '../support/QueueClient.ts';
import { until } from '../support/until.ts';

describe('Ranked play', () => {
  let server: LocalServer;
  let ann: SignIn;
  let bob: SignIn;
  let arenas: ArenaClient[];

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '8' });
    [ann, bob] = await Promise.all([signInAsGuest(server.url, 'Ann'), signInAsGuest(server.url, 'Bob')]);
    arenas = [];
  });

  afterEach(async () => {
    await Promise.all(arenas.map((arena) => arena.leave().catch(() => {})));
    await server.stop();
  });

  async function join(call: Pick<MatchCall, 'roomId'>, token?: string): Promise<ArenaClient> {
    const arena = await ArenaClient.join(server.url, { invite: call.roomId }, token);
    arenas.push(arena);
    return arena;
  }

  const openDuel = (one: SignIn, other: SignIn) => openRankedMatch(server.app.services, [one], [other]);

  it('brings two who queue for a duel into one match, on two sides and without bots', async () => {
    const queues = await Promise.all([ann, bob].map((each) => QueueClient.join(server.url, each.accessToken)));
    for (const queue of queues) queue.enter({ mode: 'duel' });
    const calls = await Promise.all(queues.map((queue) => queue.called()));
    const [first, second] = calls as [MatchCall, MatchCall];
    assert.equal(first.roomId, second.roomId);
    assert.deepEqual([first.card.chance, first.card.reasons], [0.5, ['close', 'placement']]);
    const players = [await join(first, ann.accessToken), await join(second, bob.accessToken)];
    const teams = players.map(({ self }) => [self.name, self.team]);
    assert.deepEqual(new Set(teams.map(([, team]) => team)), new Set([1, 2]));
    const [match] = server.app.services.rooms;
    assert.deepEqual([match!.isPlanned, match!.seats.bots, match!.seats.people], [true, 0, 2]);
  });

  it('takes the mode that somebody joins the queue with for what they wait for', async () => {
    const room = await sdkClient(server.url, ann.accessToken).joinOrCreate(ROOM_QUEUE, { mode: 'teamDeathmatch' });
    const { mode } = await new Promise<FromQueue['progress']>((resolve) => room.onMessage('progress', resolve));
    assert.equal(mode, 'teamDeathmatch');
    await room.leave();
    const { code, message } = HTTP_ERRORS.notRanked;
    const deathmatch = sdkClient(server.url, bob.accessToken).joinOrCreate(ROOM_QUEUE, { mode: 'deathmatch' });
    await assert.rejects(deathmatch, { code, message });
  });

  it('shows who waits that they do, and lets them go', async () => {
    const queue = await QueueClient.join(server.url, ann.accessToken);
    queue.enter({ mode: 'teamDeathmatch' });
    await until(() => queue.progress.length > 1);
    assert.deepEqual([queue.progress.at(-1)!.mode, queue.progress.at(-1)!.ahead], ['teamDeathmatch', 0]);
    await queue.leave();
    const { tickets } = server.app.services.ranked;
    await until(
      async () => (await tickets.renew([{ playerId: ann.player.id, connection: 'any' }]))[0]!.state === 'gone',
    );
  });

  it('is not for who comes without a name the server knows', async () => {
    const { code, message } = HTTP_ERRORS.signInNeeded;
    await assert.rejects(QueueClient.join(server.url, undefined), { code, message });
  });

  it('ends the wait of who is signed out, at once', async () => {
    const eve = await signIn(server.url, 'register', { name: 'Eve', password: GOOD_PASSWORD });
    const queue = await QueueClient.join(server.url, eve.accessToken);
    queue.enter({ mode: 'duel' });
    await askAccounts(server.url, 'logout', { refreshToken: eve.refreshToken });
    assert.equal(await queue.closed, CLOSE.signInEnded);
  });

  it('SP6 is watched by nobody, whoever knows of the match', async () => {
    const { roomId } = await openDuel(ann, bob);
    await join({ roomId }, ann.accessToken);
    const { code, message } = HTTP_ERRORS.notInMatch;
    const watch = sdkClient(server.url, bob.accessToken).joinById(roomId, { spectate: true });
    await assert.rejects(watch, { code, message });
  });

  it('calls a match off that somebody did not come to, and tells who did (QU7)', async () => {
    const { roomId, muster } = await openDuel(ann, bob);
    const arena = await join({ roomId }, ann.accessToken);
    assert.deepEqual(muster.snapshot().arrived, [ann.player.id]);
    muster.isCalledOff = true;
    const { code, message } = CLOSE_ERRORS[CLOSE.matchCalledOff];
    assert.deepEqual(await arena.closed, { code, reason: message });
    await until(() => server.app.services.rooms.size === 0);
  });

  it('sends everybody away when the one match is over and its results were shown', async () => {
    const { roomId } = await openDuel(ann, bob);
    const players = await Promise.all([ann, bob].map(({ accessToken }) => join({ roomId }, accessToken)));
    const [match] = server.app.services.rooms;
    match!.world.phase = 'results';
    match!.world.phaseEndsAtTick = match!.world.tick;
    const { code, message } = CLOSE_ERRORS[CLOSE.rankedOver];
    for (const { closed } of players) assert.deepEqual(await closed, { code, reason: message });
  });

  it('rates a match that somebody leaves: they have lost it, and who stayed has won (RK3, RK5)', async () => {
    const { roomId } = await openDuel(ann, bob);
    await join({ roomId }, ann.accessToken);
    const left = await join({ roomId }, bob.accessToken);
    const [match] = server.app.services.rooms;
    await until(() => match!.world.phase === 'countdown');
    match!.world.phaseEndsAtTick = match!.world.tick;
    await until(() => match!.world.phase === 'live');
    await left.leave();
    const { records } = server.app.services.ranked;
    const ratingOf = async ({ player }: SignIn) => (await records.read(player.id, 'duel', Date.now())).rating.mu;
    await until(async () => (await ratingOf(ann)) > RANKED.newcomer.mu);
    assert.ok((await ratingOf(bob)) < RANKED.newcomer.mu);
    const history = await fetch(`${server.url}/api/players/${bob.player.id}/matches`);
    const { matches } = (await history.json()) as { matches: { ranked: boolean; leftEarly: boolean }[] };
    assert.equal(matches.length, 1);
    assert.deepEqual([matches[0]!.ranked, JSON.stringify(matches).includes('"leftEarly":true')], [true, true]);
  });
});
