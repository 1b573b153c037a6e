import assert from 'node:assert/strict';
import { Client } from '@colyseus/sdk';
import { matchMaker } from '@colyseus/core';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import { HTTP_ERRORS } from '../../server/errors.ts';
import type { FromParty } from '../../shared/net/messages.ts';
import { CLOSE, ROOM_PARTY } from '../../shared/net/protocol.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { PartyMember } from '../support/PartyMember.ts';
import { until } from '../support/until.ts';

/** Colyseus' own: a connection that ended without a word. */
const WITHOUT_A_WORD = 1006;

describe('A party', () => {
  let server: LocalServer;
  let people: Record<'ada' | 'bob' | 'eve', SignIn>;
  let players: ArenaClient[];

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0', MAX_ROOMS: '2' });
    const [ada, bob, eve] = await Promise.all(['Ada', 'Bob', 'Eve'].map((name) => signInAsGuest(server.url, name)));
    people = { ada: ada!, bob: bob!, eve: eve! };
    players = [];
  });

  afterEach(async () => {
    await Promise.all(players.map((player) => player.leave().catch(() => {})));
    await server.stop();
  });

  async function sit(seat: FromParty['seat']): Promise<ArenaClient> {
    const player = await ArenaClient.take(server.url, seat);
    players.push(player);
    return player;
  }

  /** Ada's party, with Bob in it. */
  async function open(): Promise<{ readonly ada: PartyMember; readonly bob: PartyMember; readonly code: string }> {
    const ada = await PartyMember.join(server.url, people.ada);
    const { code } = ada.party!;
    const bob = await PartyMember.join(server.url, people.bob, code.toLowerCase().replace('-', ' '));
    await until(() => ada.names.length === 2);
    return { ada, bob, code };
  }

  it('PT1 is joined by its code however it is written, and led by who opened it', async () => {
    const { ada, bob, code } = await open();
    assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    assert.deepEqual([ada.names, ada.leaderName], [['Ada', 'Bob'], 'Ada']);
    assert.deepEqual([bob.party!.self, bob.party!.leader], [people.bob.player.id, people.ada.player.id]);
    await ada.room.leave();
    await until(() => bob.leaderName === 'Bob' && bob.names.length === 1);
  });

  it('PT2 goes together into one public match, again and again, and only where its leader wants', async () => {
    const { ada, bob } = await open();
    bob.room.send('play', { mode: 'deathmatch', map: 'foundry' });
    ada.room.send('play', { mode: 'deathmatch', map: 'crossfire' });
    await until(() => ada.seats.length === 1 && bob.seats.length === 1);
    const [one, other] = [await sit(ada.seats[0]!), await sit(bob.seats[0]!)];
    assert.equal(one.room.roomId, other.room.roomId);
    assert.deepEqual([one.room.state.map, one.self.name, other.self.name], ['crossfire', 'Ada', 'Bob']);
    ada.room.send('play', { mode: 'deathmatch', map: 'foundry' });
    await until(() => bob.seats.length === 2);
    assert.equal((await sit(bob.seats[1]!)).room.state.map, 'foundry');
    assert.deepEqual(ada.seats.length, 2);
  });

  it('PT2 finds the public match that has seats for all of it, where others play', async () => {
    const carl = await ArenaClient.join(server.url, { map: 'foundry' });
    players.push(carl);
    const { ada } = await open();
    ada.room.send('play', { mode: 'deathmatch', map: 'foundry' });
    await until(() => ada.seats.length === 1);
    assert.equal(ada.seats[0]!.roomId, carl.room.roomId);
  });

  it('is told to try again in a moment when its process is drained, and no match begins there', async () => {
    const { ada } = await open();
    await server.app.drain();
    ada.room.send('play', { mode: 'deathmatch', map: 'foundry' });
    await until(() => ada.refusals.length === 1);
    assert.deepEqual(ada.refusals, [HTTP_ERRORS.notReady.message]);
    assert.equal(server.app.services.rooms.size, 0);
  });

  it('RU1 has a match of its own, by its own rules', async () => {
    const { ada, bob } = await open();
    ada.room.send('play', { mode: 'deathmatch', map: 'foundry', rules: { scoreLimit: 9 } });
    await until(() => bob.seats.length === 1);
    const player = await sit(bob.seats[0]!);
    assert.equal(player.room.state.scoreLimit, 9);
    assert.deepEqual(await (await fetch(`${server.url}/api/rooms`)).json(), { rooms: [] });
  });

  it('PT2 waits for a ranked match together, under one code that is not its own', async () => {
    const { ada, bob, code } = await open();
    bob.room.send('queue', { mode: 'teamDeathmatch' });
    ada.room.send('queue', { mode: 'teamDeathmatch' });
    await until(() => ada.queues.length === 1 && bob.queues.length === 1);
    assert.deepEqual(ada.queues, bob.queues);
    const [{ mode, party }] = ada.queues as [FromParty['queue']];
    assert.deepEqual([mode, party!.size], ['teamDeathmatch', 2]);
    assert.notEqual(party!.code, code);
    await bob.room.leave();
    await until(() => ada.names.length === 1);
    ada.room.send('queue', { mode: 'duel' });
    await until(() => ada.queues.length === 2);
    assert.deepEqual(ada.queues[1], { mode: 'duel' });
  });

  it('is told why when there is no match for it, and nobody goes anywhere', async () => {
    const { ada, bob } = await open();
    for (const map of ['crossfire', 'foundry'] as const) players.push(await ArenaClient.join(server.url, { map }));
    ada.room.send('play', { mode: 'deathmatch', map: 'sprawl' });
    await until(() => bob.refusals.length === 1);
    assert.deepEqual([bob.refusals, bob.seats], [[HTTP_ERRORS.full.message], []]);
  });

  it('PT3 keeps the place of who is away, and has them back', async () => {
    const { ada, bob, code } = await open();
    bob.room.connection.close(WITHOUT_A_WORD - 6, '');
    await until(() => ada.away.length === 1);
    assert.deepEqual([ada.names, ada.away], [['Ada', 'Bob'], ['Bob']]);
    const back = await PartyMember.join(server.url, people.bob, code);
    assert.deepEqual(back.away, []);
  });

  it('PT3 is still there when all of its members come back after all were away', async () => {
    const { ada, bob, code } = await open();
    for (const { room } of [ada, bob]) room.connection.close();
    await until(() => matchMaker.stats.local.roomCount === 0);
    const back = await PartyMember.join(server.url, people.bob, code);
    assert.deepEqual([back.names, back.leaderName, back.away], [['Ada', 'Bob'], 'Ada', ['Ada']]);
  });

  it('PT4 has one place for a person: the newer connection takes it', async () => {
    const { ada, bob, code } = await open();
    const newer = await PartyMember.join(server.url, people.bob, code);
    assert.equal(await bob.closed, CLOSE.replacedByNewerConnection);
    assert.deepEqual([newer.names, newer.away], [['Ada', 'Bob'], []]);
    assert.deepEqual(ada.away, []);
  });

  it('PT1 is left by whom its leader sends away, who does not come back', async () => {
    const { ada, bob, code } = await open();
    bob.room.send('remove', { member: people.ada.player.id });
    ada.room.send('remove', { member: people.bob.player.id });
    assert.equal(await bob.closed, CLOSE.removedFromParty);
    await until(() => ada.names.length === 1);
    const { message } = HTTP_ERRORS.noLongerInParty;
    await assert.rejects(PartyMember.join(server.url, people.bob, code), { message });
  });

  it('is for people who are known, and under no code that nobody was given', async () => {
    await assert.rejects(new Client(server.url).joinOrCreate(ROOM_PARTY, {}), { code: HTTP_ERRORS.badToken.code });
    const { code, message } = HTTP_ERRORS.unknownParty;
    await assert.rejects(PartyMember.join(server.url, people.eve, 'ABCD-1234'), { code, message });
    assert.equal(matchMaker.stats.local.roomCount, 0);
  });

  it('is left by who signs out', async () => {
    const { ada, bob } = await open();
    const { status } = await fetch(`${server.url}/api/auth/logout`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${people.bob.accessToken}` },
      body: JSON.stringify({ refreshToken: people.bob.refreshToken }),
    });
    assert.ok(status < 300, String(status));
    assert.equal(await bob.closed, CLOSE.signInEnded);
    await until(() => ada.away.length === 1);
  });
});
