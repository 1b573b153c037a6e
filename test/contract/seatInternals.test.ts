import assert from 'node:assert/strict';
import { initializeRoomCache, LocalPresence, matchMaker, Room, defineRoom, type IRoomCache } from '@colyseus/core';
import { Client } from '@colyseus/sdk';
import {
  holdSeat,
  listSeats,
  giveUpSeat,
  openSeatAlsoTo,
  screenReservations,
} from '../../server/rooms/seatInternals.ts';
import { CLOSE, ROOM_ARENA } from '../../shared/net/protocol.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { until } from '../support/until.ts';

const SEATS = 16;

const seatOf = (sessionId: string, token: string) => ({ sessionId, token, auth: undefined });

describe('What is leaned on of Colyseus’ rooms to bring a match into another process', () => {
  let server: LocalServer;
  let room: Room;

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0' });
    await matchMaker.handleCreateRoom(ROOM_ARENA, {}, undefined, 'chosen');
    room = matchMaker.getLocalRoomById('chosen');
  });
  afterEach(() => server.stop());

  const listing = async (): Promise<IRoomCache> => (await matchMaker.query({ roomId: 'chosen' }))[0]!;

  it('is that a room takes the id it is given', async () => {
    assert.equal(room.roomId, 'chosen');
    assert.equal((await listing()).roomId, 'chosen');
  });

  it('is that a twin which may not be listed is discarded, and the other room given in its place', async () => {
    const { driver } = matchMaker;
    const winner = initializeRoomCache({ roomId: 'twin', processId: 'elsewhere', name: ROOM_ARENA });
    const insert = driver.insert!.bind(driver);
    const findOne = driver.findOne.bind(driver);
    Object.assign(driver, { insert: async () => false, findOne: async () => winner });
    const matches = server.app.services.rooms.size;
    try {
      assert.equal(await matchMaker.handleCreateRoom(ROOM_ARENA, {}, undefined, 'twin'), winner);
    } finally {
      Object.assign(driver, { insert, findOne });
    }
    assert.equal(matchMaker.getLocalRoomById('twin'), undefined);
    await until(() => server.app.services.rooms.size === matches);
  });

  it('is that a seat can be held for who was never here, and opens to the right token alone', async () => {
    const back = holdSeat(room, seatOf('ada', 'secret'), 20);
    assert.equal(room.checkReconnectionToken('secret'), 'ada');
    assert.equal(room.hasReservedSeat('ada', 'secret'), true);
    for (const wrong of ['guess', '', undefined]) {
      assert.equal(room.hasReservedSeat('ada', wrong), false);
      if (wrong !== undefined) assert.equal(room.checkReconnectionToken(wrong), undefined);
    }
    const ada = new ArenaClient(await new Client(server.url).reconnect('chosen:secret'));
    assert.equal(ada.id, 'ada');
    await back;
    assert.equal(room.hasReservedSeat('ada', 'secret'), false);
    await ada.leave();
  });

  it('is that a seat nobody came for is given up in time, and its token with it', async () => {
    await assert.rejects(Promise.resolve(holdSeat(room, seatOf('ada', 'secret'), 0.01)));
    assert.equal(room.hasReservedSeat('ada', 'secret'), false);
    assert.equal(room.checkReconnectionToken('secret'), undefined);
  });

  it('is that the wait for somebody can be ended, and nothing opens their seat then', async () => {
    const waiting = holdSeat(room, seatOf('ada', 'secret'), 20);
    giveUpSeat(room, 'guess');
    assert.equal(room.checkReconnectionToken('secret'), 'ada');
    giveUpSeat(room, 'secret');
    await assert.rejects(waiting);
    assert.equal(room.hasReservedSeat('ada', 'secret'), false);
    assert.equal(room.checkReconnectionToken('secret'), undefined);
  });

  it('is that who comes into a held seat is whom it was held for', async () => {
    const back = holdSeat(room, { ...seatOf('ada', 'secret'), auth: { playerId: 'p1' } }, 20);
    const ada = new ArenaClient(await new Client(server.url).reconnect('chosen:secret'));
    await back;
    assert.deepEqual(room.clients.getById('ada')?.auth, { playerId: 'p1' });
    await ada.leave();
  });

  it('is that a second token opens a held seat as well, for as long as it is held', async () => {
    const back = holdSeat(room, seatOf('ada', 'new'), 20);
    openSeatAlsoTo(room, 'new', 'old');
    openSeatAlsoTo(room, 'unknown', 'guess');
    assert.equal(room.checkReconnectionToken('old'), 'ada');
    assert.equal(room.checkReconnectionToken('guess'), undefined);
    const ada = new ArenaClient(await new Client(server.url).reconnect('chosen:old'));
    assert.equal(ada.id, 'ada');
    await back;
    for (const token of ['old', 'new']) assert.equal(room.hasReservedSeat('ada', token), false);
    await ada.leave();
  });

  it('is that the listing can be told of people it did not see come, and is locked while they fill the room', async () => {
    for (let seat = 1; seat < SEATS; seat++)
      void holdSeat(room, seatOf(`p${seat}`, `t${seat}`), 20).catch(() => undefined);
    const last = holdSeat(room, seatOf('last', 'token'), 0.5);
    listSeats(room, SEATS);
    await until(async () => (await listing()).clients === SEATS && (await listing()).locked === true);
    await assert.rejects(last);
    listSeats(room, -1);
    await until(async () => (await listing()).clients === SEATS - 1 && (await listing()).locked !== true);
    assert.equal((await listing()).maxClients, SEATS);
  });

  it('is that who has asked for a seat in between still counts', async () => {
    listSeats(room, 3);
    await matchMaker.joinById('chosen', {});
    listSeats(room, -1);
    await until(async () => (await listing()).clients === 3);
  });

  it('is that whoever asks for a seat can be looked at first, and be refused', async () => {
    const asked: unknown[] = [];
    screenReservations(room, (sessionId, options) => {
      asked.push([sessionId, options]);
      return asked.length > 1;
    });
    await assert.rejects(matchMaker.joinById('chosen', { name: 'Ada' }), /already full/);
    assert.equal((await listing()).clients, 0);
    const seat = await matchMaker.joinById('chosen', { name: 'Bob' });
    assert.deepEqual(asked[1], [seat.sessionId, { name: 'Bob' }]);
    assert.equal((await listing()).clients, 1);
  });

  it('is that somebody can be sent away with a code and a reason', async () => {
    const ada = new ArenaClient(await new Client(server.url).joinById('chosen', {}));
    room.kickClient(ada.id, CLOSE.tooSlow, 'because');
    assert.deepEqual(await ada.closed, { code: CLOSE.tooSlow, reason: 'because' });
  });
});

describe('What is leaned on of Colyseus’ matchmaking with many processes', () => {
  const calls: unknown[][] = [];
  let chosen = '';
  let presence: LocalPresence;

  before(async () => {
    presence = new LocalPresence();
    await matchMaker.setup(presence, undefined, undefined, async () => chosen);
    matchMaker.setHealthChecksEnabled(false);
    matchMaker.addRoomType(Object.assign(defineRoom(Room), { name: 'test' }));
  });
  after(async () => {
    await matchMaker.gracefullyShutdown();
    matchMaker.setHealthChecksEnabled(true);
    matchMaker.removeRoomType('test');
  });

  it('is that it strikes nobody off by itself: not at the start, not when somebody does not answer', async () => {
    await presence.hset('roomcount', 'silent', '1,1');
    const row = initializeRoomCache({ roomId: 'far', processId: 'silent', name: 'test', maxClients: 9 });
    await matchMaker.driver.insert!(row);
    await matchMaker.accept();
    await assert.rejects(matchMaker.joinById('far', {}));
    assert.deepEqual((await matchMaker.query({ processId: 'silent' })).length, 1);
    assert.equal(await presence.hget('roomcount', 'silent'), '1,1');
    await matchMaker.driver.remove('far');
  });

  it('is that a room made elsewhere gets its id here, so that a late answer makes no twin', async () => {
    chosen = 'other';
    const publish = presence.publish.bind(presence);
    Object.assign(presence, {
      publish(topic: string, data: unknown) {
        calls.push([topic, data]);
        return publish(topic, data);
      },
    });
    const room = await matchMaker.createRoom('test', {});
    const asked = calls.find(([topic]) => topic === 'p:other')!;
    assert.ok(JSON.stringify(asked).includes(`"${room.roomId}"`), 'made here in the end, under the very id');
    assert.equal(room.processId, matchMaker.processId);
  });
});
