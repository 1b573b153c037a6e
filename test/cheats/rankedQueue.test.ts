import assert from 'node:assert/strict';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import { HTTP_ERRORS } from '../../server/errors.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { openRankedMatch } from '../support/openRankedMatch.ts';
import { QueueClient } from '../support/QueueClient.ts';
import { until } from '../support/until.ts';

describe('Cheat: choosing one’s ranked matches', () => {
  let server: LocalServer;
  let ann: SignIn;
  let bob: SignIn;
  let eve: SignIn;

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0' });
    [ann, bob, eve] = (await Promise.all(['Ann', 'Bob', 'Eve'].map((name) => signInAsGuest(server.url, name)))) as [
      SignIn,
      SignIn,
      SignIn,
    ];
  });
  afterEach(() => server.stop());

  it('A match lets in those alone who were called to it, each in their own team', async () => {
    const { roomId } = await openRankedMatch(server.app.services, [ann], [bob]);
    const { code, message } = HTTP_ERRORS.notInMatch;
    const join = (token?: string) => ArenaClient.join(server.url, { invite: roomId }, token);
    await assert.rejects(join(eve.accessToken), { code, message });
    await assert.rejects(join(), { code, message });
    const wish = { invite: roomId, team: 1, playerId: ann.player.id };
    const arena = await ArenaClient.join(server.url, wish, bob.accessToken);
    assert.equal(arena.self.team, 2);
    await arena.leave();
  });

  it('A wish that says more than a mode and a party is none, and the third ends the connection', async () => {
    const queue = await QueueClient.join(server.url, eve.accessToken);
    const strength = { rating: { mu: 60, sigma: 0.1 } };
    for (const more of [strength, { pingMs: 1 }, { playerId: ann.player.id }]) {
      queue.room.send('enter', { mode: 'duel', ...more });
    }
    assert.equal(await queue.closed, CLOSE.badMessage);
    assert.deepEqual(queue.progress, []);
  });

  it('Two connections of one person are one wish, and nobody meets themselves', async () => {
    const older = await QueueClient.join(server.url, eve.accessToken);
    older.enter({ mode: 'duel' });
    await until(() => older.progress.length > 0);
    const newer = await QueueClient.join(server.url, eve.accessToken);
    newer.enter({ mode: 'duel' });
    assert.equal(await older.closed, CLOSE.replacedByNewerConnection);
    await until(() => newer.progress.length > 1);
    assert.equal(newer.progress.at(-1)!.ahead, 0);
    assert.equal(server.app.services.rooms.size, 0);
    await newer.leave();
  });
});
