import assert from 'node:assert/strict';
import { Client } from '@colyseus/sdk';
import { HTTP_ERRORS } from '../../server/errors.ts';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import type { ArenaState } from '../../shared/net/arenaSchema.ts';
import { CLOSE, ROOM_ARENA } from '../../shared/net/protocol.ts';
import { askAccounts, GOOD_PASSWORD, signIn, signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { openRankedMatch } from '../support/openRankedMatch.ts';
import { until } from '../support/until.ts';

describe('A person in a match', () => {
  let server: LocalServer;
  let ada: SignIn;
  let clients: ArenaClient[];

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0' });
    ada = await signIn(server.url, 'register', { name: 'Ada', password: GOOD_PASSWORD });
    clients = [];
  });

  afterEach(async () => {
    await Promise.all(clients.map((client) => client.leave().catch(() => {})));
    await server.stop();
  });

  async function join(token?: string, options = {}): Promise<ArenaClient> {
    const client = await ArenaClient.join(server.url, { map: 'foundry', ...options }, token);
    clients.push(client);
    return client;
  }

  const matches = () => Array.from(server.app.services.rooms);
  const seatsTaken = () => matches().reduce((sum, { seats }) => sum + seats.people, 0);

  it('bears the name of their account, whatever the game asks for', async () => {
    const client = await join(ada.accessToken, { name: 'Somebody' });
    assert.equal(client.self.name, 'Ada');
    const guest = await signInAsGuest(server.url, 'Bob');
    assert.equal((await join(guest.accessToken, { name: 'Ada' })).self.name, 'Bob');
  });

  it('needs no token to play as nobody in particular', async () => {
    assert.equal((await join(undefined, { name: 'Carl' })).self.name, 'Carl');
  });

  it('is told when their token is no good, and does not play as nobody instead', async () => {
    const { code, message } = HTTP_ERRORS.badToken;
    const forged = `${ada.accessToken.slice(0, -4)}AAAA`;
    await assert.rejects(join(forged), { code, message });
    const answer = await fetch(`${server.url}/matchmake/joinOrCreate/${ROOM_ARENA}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${forged}` },
      body: '{}',
    });
    assert.deepEqual([answer.status, await answer.json()], [401, { code, error: message }]);
    assert.equal(matches().length, 0);
  });

  it('has one seat: the newer connection takes it, and the older says why', async () => {
    const older = await join(ada.accessToken);
    const newer = await join(ada.accessToken, { map: 'crossfire' });
    const { code, reason } = await older.closed;
    assert.equal(code, CLOSE.replacedByNewerConnection);
    assert.match(reason, /newer connection/);
    await until(() => seatsTaken() === 1);
    assert.equal(newer.self.name, 'Ada');
  });

  it('may go to another at once when the one they came to does not let them in', async () => {
    const called = await Promise.all(['Ann', 'Bob', 'Cid', 'Dot'].map((name) => signInAsGuest(server.url, name)));
    const { roomId } = await openRankedMatch(server.app.services, called.slice(0, 2), called.slice(2));
    const { message } = HTTP_ERRORS.notInMatch;
    await assert.rejects(join(ada.accessToken, { invite: roomId }), { message });
    assert.equal((await join(ada.accessToken)).self.name, 'Ada');
  });

  it('keeps their name when they come into the same match from another window', async () => {
    const older = await join(ada.accessToken);
    const newer = await join(ada.accessToken);
    await older.closed;
    await until(() => seatsTaken() === 1);
    assert.deepEqual([newer.room.roomId, newer.self.name], [older.room.roomId, 'Ada']);
    assert.equal((await join(undefined, { name: 'Ada' })).self.name, 'Ada 2', 'and nobody else has it');
  });

  it('gives up a seat they were away from when they play elsewhere', async () => {
    const older = await join(ada.accessToken);
    const token = older.room.reconnectionToken;
    older.room.connection.close(CLOSE.matchMoved);
    await older.closed;
    assert.equal(seatsTaken(), 1);
    await join(ada.accessToken, { map: 'crossfire' });
    await until(() => seatsTaken() === 1);
    await assert.rejects(ArenaClient.reconnect(server.url, token, ada.accessToken));
  });

  it('does not play while they watch', async () => {
    await join(undefined);
    const player = await join(ada.accessToken);
    const headers = { authorization: `Bearer ${ada.accessToken}` };
    const watching = await new Client(server.url, { headers }).joinOrCreate(ROOM_ARENA, { spectate: true });
    assert.equal((await player.closed).code, CLOSE.replacedByNewerConnection);
    watching.onMessage('*', () => undefined);
    await watching.leave();
  });

  it('alone comes back into their seat: what opens it is worth nothing without their token', async () => {
    const client = await join(ada.accessToken);
    const seat = client.room.reconnectionToken;
    const thief = await signInAsGuest(server.url, 'Eve');
    const { code, message } = HTTP_ERRORS.seatGone;
    await assert.rejects(ArenaClient.reconnect(server.url, seat), { code, message });
    await assert.rejects(ArenaClient.reconnect(server.url, seat, thief.accessToken), { code, message });
    const back = await ArenaClient.reconnect(server.url, seat, ada.accessToken);
    clients.push(back);
    assert.equal(back.id, client.id);
    assert.equal(back.self.name, 'Ada');
  });

  it('is not pushed out by somebody who goes straight to the socket with what opens their seat', async () => {
    const client = await join(ada.accessToken);
    const [roomId, secret] = client.room.reconnectionToken.split(':') as [string, string];
    const socket = new WebSocket(
      `${server.url.replace('http', 'ws')}/any/${roomId}?sessionId=${client.id}&reconnectionToken=${secret}`,
    );
    await new Promise((resolve) => socket.addEventListener('close', resolve));
    const { tick } = client.room.state;
    await client.until((state) => state.tick > tick + 5);
    const back = await ArenaClient.reconnect(server.url, client.room.reconnectionToken, ada.accessToken);
    clients.push(back);
  });

  it('leaves at once when they sign out, and cannot come back by the token they had', async () => {
    const client = await join(ada.accessToken);
    await askAccounts(server.url, 'logout', { refreshToken: ada.refreshToken });
    const { code, reason } = await client.closed;
    assert.equal(code, CLOSE.signInEnded);
    assert.match(reason, /Sign in again/);
    await until(() => seatsTaken() === 0);
    await assert.rejects(join(ada.accessToken), { code: 401 });
  });

  it('leaves at once when they sign out by their access token alone', async () => {
    const client = await join(ada.accessToken);
    await askAccounts(server.url, 'logout', {}, ada.accessToken);
    assert.equal((await client.closed).code, CLOSE.signInEnded);
  });

  it('leaves at once when they are banned, watching or playing, and is told so when they ask again', async () => {
    await join(undefined);
    const headers = { authorization: `Bearer ${ada.accessToken}` };
    const watching = await new Client(server.url, { headers }).joinOrCreate(ROOM_ARENA, { spectate: true });
    watching.reconnection.enabled = false;
    watching.onMessage('*', () => undefined);
    const left = new Promise<unknown[]>((resolve) => watching.onLeave((...why) => resolve(why)));
    await server.app.services.accounts.ban({
      playerId: ada.player.id,
      reason: 'walks through walls',
      bannedBy: 'host',
    });
    const [endedBy, reason] = await left;
    assert.equal(endedBy, CLOSE.signInEnded);
    assert.match(String(reason), /banned/);
    const { code, message } = HTTP_ERRORS.banned;
    await assert.rejects(join(ada.accessToken), { code, message });
  });

  it('who was promised a seat and then banned does not stay in it', async () => {
    const answer = await fetch(`${server.url}/matchmake/joinOrCreate/${ROOM_ARENA}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${ada.accessToken}` },
      body: '{}',
    });
    const seat = (await answer.json()) as Parameters<Client['consumeSeatReservation']>[0];
    await server.app.services.accounts.ban({
      playerId: ada.player.id,
      reason: 'walks through walls',
      bannedBy: 'host',
    });
    const sdk = new Client(server.url);
    await sdk.consumeSeatReservation<ArenaState>(seat).then(
      (room) => new ArenaClient(room).closed,
      () => undefined,
    );
    await until(() => seatsTaken() === 0);
  });
});
