import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import { Client, type Room } from '@colyseus/sdk';
import { HTTP_ERRORS } from '../../server/errors.ts';
import type { ListedRoom } from '../../server/rooms/listRooms.ts';
import { CLOSE, ROOM_ARENA, ROOM_LOBBY } from '../../shared/net/protocol.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';

interface Made {
  readonly invite: string;
  readonly roomId: string;
  readonly mode: string;
  readonly map: string;
  readonly url: string;
}

const post = (url: string, body: string, type = 'application/json') =>
  fetch(`${url}/api/rooms`, { method: 'POST', headers: { 'content-type': type }, body });

async function makeRoom(url: string, wish: object = {}): Promise<Made> {
  const answer = await post(url, JSON.stringify(wish));
  assert.equal(answer.status, 201);
  return (await answer.json()) as Made;
}

async function listedRooms(url: string, query = ''): Promise<ListedRoom[]> {
  const answer = await fetch(`${url}/api/rooms${query}`);
  return ((await answer.json()) as { rooms: ListedRoom[] }).rooms;
}

async function joinByInvite(url: string, invite: string): Promise<ArenaClient> {
  const room = await new Client(url).joinOrCreate(ROOM_ARENA, { invite });
  return new ArenaClient(room);
}

describe('Private matches', () => {
  let server: LocalServer;

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '2', MAX_ROOMS: '3' });
  });

  afterEach(() => server.stop());

  it('are joined by their invite in any spelling, with the mode and map they were made for', async () => {
    const { invite, roomId, url } = await makeRoom(server.url, { mode: 'deathmatch', map: 'crossfire', rules: {} });
    assert.match(invite, /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    assert.equal(url, `/?invite=${invite}`);
    const ada = await joinByInvite(server.url, invite);
    const bob = await joinByInvite(server.url, invite.toLowerCase().replace('-', ' '));
    assert.deepEqual([ada.room.roomId, bob.room.roomId], [roomId, roomId]);
    await ada.until((state) => state.players?.has(bob.id));
    assert.deepEqual([ada.room.state.mode, ada.room.state.map], ['deathmatch', 'crossfire']);
    await Promise.all([ada.leave(), bob.leave()]);
  });

  it('are made as is usual for who asks for nothing else, without a body even', async () => {
    const answer = await fetch(`${server.url}/api/rooms`, { method: 'POST' });
    const { mode, rules } = (await answer.json()) as { mode: string; rules: object };
    assert.deepEqual([answer.status, mode, rules], [201, 'deathmatch', {}]);
  });

  it('RU1 are played by the rules they were made with', async () => {
    const { invite } = await makeRoom(server.url, { map: 'foundry', rules: { scoreLimit: 7, bots: 0 } });
    const ada = await joinByInvite(server.url, invite);
    await ada.until((state) => state.players?.has(ada.id));
    assert.deepEqual([ada.room.state.scoreLimit, ada.room.state.players.size], [7, 1]);
    await ada.leave();
  });

  it('are found by nobody without their invite', async () => {
    const { roomId } = await makeRoom(server.url, { map: 'foundry' });
    const stranger = await ArenaClient.join(server.url, { map: 'foundry' });
    assert.notEqual(stranger.room.roomId, roomId);
    assert.deepEqual(
      (await listedRooms(server.url)).map((room) => room.roomId),
      [stranger.room.roomId],
    );
    await stranger.leave();
  });

  it('are not made by invites that nobody got', async () => {
    const answer = await fetch(`${server.url}/matchmake/joinOrCreate/arena`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ invite: '7K3QZ-M4XWV' }),
    });
    const { code, message } = HTTP_ERRORS.unknownInvite;
    assert.equal(answer.status, code);
    assert.deepEqual(await answer.json(), { code, error: message });
    assert.equal(matchMaker.stats.local.roomCount, 0);
  });

  it('refuse wishes they cannot grant, in words, and make no room', async () => {
    const wrong = [
      ['{"mode":"chess"}', HTTP_ERRORS.unknownMode],
      ['{"map":"atlantis"}', HTTP_ERRORS.unknownMap],
      ['{"rules":{"gravity":2}}', HTTP_ERRORS.unknownRule],
      ['{"rules":7}', HTTP_ERRORS.unknownRule],
      ['{"rules":{"scoreLimit":0}}', HTTP_ERRORS.unknownRule],
      ['{"rules":{"bots":2.5}}', HTTP_ERRORS.unknownRule],
      ['{"roomId":"mine","fence":9}', HTTP_ERRORS.badRequest],
      ['{"mode":', HTTP_ERRORS.badRequest],
      ['[]', HTTP_ERRORS.badRequest],
      [`{"mode":"${'x'.repeat(20_000)}"}`, HTTP_ERRORS.bodyTooLarge],
    ] as const;
    for (const [body, { code, name, message }] of wrong) {
      const answer = await post(server.url, body);
      assert.equal(answer.status, code, body);
      assert.deepEqual(await answer.json(), { error: { code: name, message } }, body);
    }
    const form = await post(server.url, 'mode=teams', 'application/x-www-form-urlencoded');
    assert.equal(form.status, HTTP_ERRORS.notJson.code);
    assert.equal(matchMaker.stats.local.roomCount, 0);
  });

  it('are no way around the limits of the host', async () => {
    for (let made = 0; made < 3; made++) await makeRoom(server.url);
    const full = await post(server.url, '{}');
    assert.equal(full.status, 503);
    assert.equal(full.headers.get('retry-after'), '1');
    assert.deepEqual(await full.json(), { error: { code: 'full', message: HTTP_ERRORS.full.message } });
    const statuses = [];
    for (let tries = 0; tries < 8; tries++) statuses.push((await post(server.url, '{}')).status);
    assert.deepEqual(statuses.slice(-2), [429, 429]);
  });

  it('whose seats are all taken say so', async () => {
    const { invite, roomId } = await makeRoom(server.url);
    matchMaker.getLocalRoomById(roomId).maxClients = 1;
    const ada = await joinByInvite(server.url, invite);
    await assert.rejects(joinByInvite(server.url, invite), { message: HTTP_ERRORS.roomFull.message });
    await ada.leave();
  });
});

describe('The listing', () => {
  it('shows the fullest match first, and those of one mode when asked', async () => {
    const server = await startLocalServer({ BOTS: '2' });
    const ada = await ArenaClient.join(server.url, { map: 'foundry' });
    const bob = await ArenaClient.join(server.url, { map: 'crossfire' });
    const eve = await ArenaClient.join(server.url, { map: 'crossfire' });
    assert.deepEqual(
      (await listedRooms(server.url)).map(({ map, players }) => [map, players]),
      [
        ['crossfire', 2],
        ['foundry', 1],
      ],
    );
    assert.deepEqual(
      (await listedRooms(server.url, '?mode=deathmatch')).map(({ roomId }) => roomId),
      [bob.room.roomId, ada.room.roomId],
    );
    assert.equal((await fetch(`${server.url}/api/rooms?mode=chess`)).status, 400);
    await Promise.all([ada, bob, eve].map((client) => client.leave()));
    await server.stop();
  });
});

describe('The lobby', () => {
  let server: LocalServer;
  let lobby: Room;
  let told: [type: string, message: unknown][];

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '2', MAX_ROOMS: '2' });
    lobby = await new Client(server.url).joinOrCreate(ROOM_LOBBY);
    lobby.reconnection.enabled = false;
    told = [];
    for (const type of ['rooms', '+', '-'])
      lobby.onMessage(type, (message: unknown) => void told.push([type, message]));
  });

  afterEach(() => server.stop());

  async function untilTold(type: string): Promise<unknown> {
    for (;;) {
      const found = told.find(([said]) => said === type);
      if (found !== undefined) return found[1];
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  it('tells the public matches on joining, and then of each that comes and goes', async () => {
    assert.deepEqual(await untilTold('rooms'), []);
    await makeRoom(server.url);
    const ada = await ArenaClient.join(server.url, { map: 'foundry' });
    const { roomId } = ada.room;
    const shown = { roomId, mode: 'deathmatch', map: 'foundry', players: 1, maxPlayers: 10 };
    assert.deepEqual(await untilTold('+'), [roomId, shown]);
    await ada.leave();
    assert.equal(await untilTold('-'), roomId);
  });

  it('takes no room from the matches, and stands in no listing', async () => {
    assert.deepEqual(await listedRooms(server.url), []);
    await makeRoom(server.url);
    await makeRoom(server.url);
  });

  it('keeps nobody who is signed in from taking a seat in a match', async () => {
    const client = new Client(server.url);
    client.auth.token = (await signInAsGuest(server.url, 'Ada')).accessToken;
    const heard = await client.joinOrCreate(ROOM_LOBBY);
    heard.onMessage('*', () => undefined);
    const ada = new ArenaClient(await client.joinOrCreate(ROOM_ARENA, { map: 'foundry' }));
    assert.equal(ada.room.name, ROOM_ARENA);
    await Promise.all([ada.leave(), heard.leave()]);
  });

  it('sends away who says what it does not know', async () => {
    const left = new Promise((resolve) => lobby.onLeave((code) => resolve(code)));
    lobby.send('filter', { name: 'arena' });
    assert.equal(await left, CLOSE.badMessage);
  });

  it('says when the server stops', async () => {
    const left = new Promise((resolve) => lobby.onLeave((code) => resolve(code)));
    await server.stop();
    assert.equal(await left, CLOSE.serverStopping);
    server = await startLocalServer();
  });
});
