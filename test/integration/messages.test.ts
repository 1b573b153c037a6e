import assert from 'node:assert/strict';
import { matchMaker, Protocol, type Room } from '@colyseus/core';
import { ARENA_MESSAGES, LOBBY_MESSAGES, PARTY_MESSAGES, QUEUE_MESSAGES } from '../../server/rooms/messageTable.ts';
import { CLOSE, ROOM_ARENA, ROOM_LOBBY, ROOM_PARTY, ROOM_QUEUE } from '../../shared/net/protocol.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { CRAFTED_BODIES, dataFrame, messageFrame, randomFrame } from '../support/craftedFrames.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { RawPlayer } from '../support/RawPlayer.ts';

/** The table that each kind of room reads its messages by. */
const TABLES: Readonly<Record<string, object>> = {
  [ROOM_ARENA]: ARENA_MESSAGES,
  [ROOM_LOBBY]: LOBBY_MESSAGES,
  [ROOM_PARTY]: PARTY_MESSAGES,
  [ROOM_QUEUE]: QUEUE_MESSAGES,
};

/** Who sends these is one player after the other: hardly one of them stays for long. */
const FUZZING_PLAYERS = 12;
const FRAMES_EACH = 50;

describe('The messages of a room, over real sockets', () => {
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
  let server: LocalServer;
  let bo: ArenaClient;

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0' });
    bo = await ArenaClient.join(server.url);
  });
  afterEach(async () => {
    await bo.leave();
    await server.stop();
  });

  async function othersPlayOn(): Promise<void> {
    const { tick } = bo.room.state;
    await bo.until((state) => state.tick > tick + 4);
  }

  it('are those of its table, and no handler hears any other (S21)', async () => {
    const names = Object.keys(matchMaker.getAllHandlers());
    assert.deepEqual(names.toSorted(), Object.keys(TABLES).toSorted());
    for (const name of names) {
      const { roomId } = await matchMaker.handleCreateRoom(name, {});
      const room: Room = matchMaker.getLocalRoomById(roomId);
      const heard = Object.keys(room['onMessageEvents'].events);
      assert.deepEqual(heard.toSorted(), ['*', ...Object.keys(TABLES[name]!)].toSorted(), name);
      await room.disconnect();
    }
  });

  it('cost whoever sends three broken ones their place, and nobody else anything (S20)', async () => {
    const eve = await RawPlayer.join(server.url);
    eve.send(dataFrame('vote', CRAFTED_BODIES['an array that says it has 2^32-1 entries']!));
    eve.send(messageFrame('vote', { map: 'nowhere' }));
    await othersPlayOn();
    assert.ok(bo.room.state.players.has(eve.id), 'two are borne');
    eve.send(dataFrame('vote', CRAFTED_BODIES['a map with the key __proto__']!));
    assert.equal((await eve.closed).code, CLOSE.badMessage);
    await othersPlayOn();
  });

  it('are dropped when they are ten times too many, and end the connection at fifty times (S23)', async () => {
    const eve = await RawPlayer.join(server.url);
    const vote = messageFrame('vote', { map: 'foundry' });
    const { messages } = ARENA_MESSAGES.vote.limit;
    for (let i = 0; i < messages * 10; i++) eve.send(vote);
    await othersPlayOn();
    assert.ok(bo.room.state.players.has(eve.id), 'ten times are borne');
    for (let i = 0; i < messages * 50; i++) eve.send(vote);
    assert.equal((await eve.closed).code, CLOSE.tooManyMessages);
    await othersPlayOn();
  });

  it('that nobody read are counted for the host, by the reason', async () => {
    const eve = await RawPlayer.join(server.url);
    const { messages } = ARENA_MESSAGES.say.limit;
    const vote = messageFrame('vote', { map: 'foundry' });
    for (let i = 0; i < messages + 3; i++) eve.send(messageFrame('say', { text: 'hi', to: 'all' }));
    // There is nothing to vote for yet.
    eve.send(vote);
    eve.send(messageFrame('vote', { map: 'nowhere' }));
    eve.send(messageFrame('hack', {}));
    await eve.closed;
    const text = await (await fetch(`${server.adminUrl}/metrics`)).text();
    const counted = [...text.matchAll(/^fracas_dropped_messages_total\{reason="(\w+)"\} (\d+)$/gm)];
    assert.deepEqual(Object.fromEntries(counted.map(([, reason, count]) => [reason, Number(count)])), {
      limit: 3,
      outOfTurn: 1,
      broken: 1,
      unknown: 1,
    });
  });

  it('are not answered when they ask for an answer, whatever they are (S21)', async () => {
    const eve = await RawPlayer.join(server.url);
    eve.send(Uint8Array.of(Protocol.ROOM_REQUEST, 1, 0xa4, ...Buffer.from('vote')));
    assert.equal((await eve.closed).code, CLOSE.badMessage);
  });

  it(`harm nobody, whatever bytes they are (S20, FUZZ_SEED=${seed})`, async () => {
    const prng = { state: seed };
    for (let count = 0; count < FUZZING_PLAYERS; count++) {
      const eve = await RawPlayer.join(server.url);
      for (let i = 0; i < FRAMES_EACH; i++) eve.send(randomFrame(prng));
      eve.send(Uint8Array.of(Protocol.LEAVE_ROOM));
      await eve.closed;
    }
    await othersPlayOn();
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  });
});
