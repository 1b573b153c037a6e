import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import { TICKS_PER_PATCH } from '../../shared/defs/rates.ts';
import { LIMITS, type LimitName } from '../../server/http/limits.ts';
import { ROOM_ARENA, ROOM_PARTY, ROOM_QUEUE } from '../../shared/net/protocol.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { until } from '../support/until.ts';

const MALLORY = '203.0.113.66';
const BO = '198.51.100.7';
const FLOOD = 300;
const MAX_ROOMS = 3;

describe('Matchmaking under attack', () => {
  let server: LocalServer;
  let ada: ArenaClient;

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0', MAX_ROOMS: `${MAX_ROOMS}`, TRUST_PROXY: 'true' });
    ada = await ArenaClient.join(server.url, { map: 'foundry' });
  });

  afterEach(() => server.stop());

  const ask = (path: string, from: string, body: object = {}) =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
      body: JSON.stringify(body),
    });
  const join = (from: string, body?: object) => ask('/matchmake/joinOrCreate/arena', from, body);

  /** No more than a limit lets through, in each of its windows that the attack went on for. */
  function assertWithin(count: number, limit: LimitName, startedAtMs: number): void {
    const { points, seconds } = LIMITS[limit];
    const windows = 1 + Math.floor((performance.now() - startedAtMs) / 1000 / seconds);
    assert.ok(count <= points * windows, `${count} ${limit} in ${windows} windows`);
  }

  function assertWaits(answer: Response, mostSeconds: number): void {
    const seconds = Number(answer.headers.get('retry-after'));
    assert.ok(seconds >= 1 && seconds <= mostSeconds, `retry-after: ${seconds}`);
  }

  it('S16: a flood for rooms gets few, is told when to come again, and costs those who play no tick', async () => {
    const ticks: number[] = [];
    ada.room.onStateChange(({ tick }) => ticks.push(tick));
    const maps = ['foundry', 'crossfire', 'sprawl'];
    const startedAtMs = performance.now();
    const asked = Array.from({ length: FLOOD }, (_, i) =>
      i % 2 === 0 ? join(MALLORY, { map: maps[i % 3] }) : ask('/api/rooms', MALLORY, { map: maps[i % 3] }),
    );
    const answers = await Promise.all(asked);
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    assertWithin(count(200), 'seats', startedAtMs);
    assert.ok(count(201) < MAX_ROOMS, `${count(201)} private matches`);
    assert.ok(count(429) > FLOOD / 2, `${count(429)} refused`);
    assert.equal(count(200) + count(201) + count(429) + count(503), FLOOD);
    for (const answer of answers) if (answer.status === 429) assertWaits(answer, LIMITS.rooms.seconds);
    assert.ok(matchMaker.stats.local.roomCount <= MAX_ROOMS);
    assert.equal((await join(BO, { map: 'foundry' })).status, 200, 'others are let in meanwhile');
    const { tick } = ada.room.state;
    await ada.until((state) => state.tick > tick);
    assert.deepEqual(
      ticks,
      ticks.map((_, index) => ticks[0]! + index * TICKS_PER_PATCH),
    );
  });

  it('S17: seats that nobody takes are few, and given back within seconds', async () => {
    const room = matchMaker.getLocalRoomById(ada.room.roomId);
    const startedAtMs = performance.now();
    const answers = await Promise.all(Array.from({ length: 200 }, () => join(MALLORY, { map: 'foundry' })));
    const seats = answers.filter(({ status }) => status === 200);
    assertWithin(seats.length, 'seats', startedAtMs);
    for (const answer of answers) if (answer.status === 429) assertWaits(answer, LIMITS.seats.seconds);
    assert.equal(room.seatReservationTimeout, 5);
    await until(async () => {
      const listings = await matchMaker.query({});
      return listings.length === 1 && listings[0]!.clients === 1;
    });
    assert.ok((await join(BO, { map: 'foundry' })).status === 200);
  });

  it('S17: a person is promised one seat, until they take it', async () => {
    const { accessToken } = await signInAsGuest(server.url, 'Mallory');
    const known = { authorization: `Bearer ${accessToken}` };
    const joinKnown = (from: string) =>
      fetch(`${server.url}/matchmake/joinOrCreate/arena`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': from, ...known },
        body: '{"map":"foundry"}',
      });
    const startedAtMs = performance.now();
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => joinKnown(`198.51.100.${i}`)));
    assertWithin(answers.filter(({ status }) => status === 200).length, 'pendingSeat', startedAtMs);
    for (const answer of answers) if (answer.status === 429) assertWaits(answer, LIMITS.pendingSeat.seconds);
    const bo = await ArenaClient.join(
      server.url,
      { map: 'foundry' },
      (await signInAsGuest(server.url, 'Bo')).accessToken,
    );
    await bo.leave();
  });

  it('S17: a seat that is pending counts for every other way to one', async () => {
    const { accessToken } = await signInAsGuest(server.url, 'Mallory');
    const answer = await ask('/api/rooms', BO, { map: 'foundry' });
    const { invite, roomId } = (await answer.json()) as { invite: string; roomId: string };
    const ways: readonly (readonly [string, object])[] = [
      [`joinOrCreate/${ROOM_ARENA}`, { map: 'foundry' }],
      [`joinOrCreate/${ROOM_ARENA}`, { invite }],
      [`joinOrCreate/${ROOM_ARENA}`, { map: 'foundry', spectate: true }],
      [`joinOrCreate/${ROOM_PARTY}`, {}],
      [`joinOrCreate/${ROOM_QUEUE}`, {}],
      [`joinById/${roomId}`, {}],
    ];
    const statuses: number[] = [];
    for (const [index, [way, body]] of ways.entries()) {
      const given = await fetch(`${server.url}/matchmake/${way}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-forwarded-for': `198.51.100.${index}`,
          authorization: `Bearer ${accessToken}`,
        },
        body: JSON.stringify(body),
      });
      statuses.push(given.status);
    }
    assert.deepEqual(statuses, [200, 429, 429, 429, 429, 429]);
  });

  it('S17: who has taken their seat may ask for another', async () => {
    const { accessToken } = await signInAsGuest(server.url, 'Ann');
    const first = await ArenaClient.join(server.url, { map: 'foundry' }, accessToken);
    const second = await ArenaClient.join(server.url, { map: 'foundry' }, accessToken);
    assert.notEqual(first.id, second.id);
    await second.leave();
  });

  it('does not count bots and load from the machine itself', async () => {
    const statuses = await Promise.all(
      Array.from({ length: LIMITS.seats.points + 5 }, async () => (await join('127.0.0.1', { map: 'sprawl' })).status),
    );
    assert.deepEqual(new Set(statuses), new Set([200]));
  });
});
