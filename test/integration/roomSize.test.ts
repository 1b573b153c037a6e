import assert from 'node:assert/strict';
import type { ListedRoom } from '../../server/rooms/listRooms.ts';
import type { MapId } from '../../shared/defs/maps.ts';
import { ROOM_ARENA } from '../../shared/net/protocol.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { until } from '../support/until.ts';

describe('A room is as large as its map', () => {
  let server: LocalServer;
  let clients: ArenaClient[];

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0' });
    clients = [];
  });

  afterEach(async () => {
    await Promise.all(clients.map((client) => client.leave().catch(() => {})));
    await server.stop();
  });

  async function join(map?: MapId): Promise<ArenaClient> {
    const client = await ArenaClient.join(server.url, map === undefined ? {} : { map });
    clients.push(client);
    return client;
  }

  /** Asks for a seat and takes no connection; gives the room it is in. */
  async function reserve(map: MapId): Promise<string> {
    const answer = await fetch(`${server.url}/matchmake/joinOrCreate/${ROOM_ARENA}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ map }),
    });
    return ((await answer.json()) as { roomId: string }).roomId;
  }

  async function listedSize({ room }: ArenaClient): Promise<[map: string, maxPlayers: number] | undefined> {
    const { rooms } = (await (await fetch(`${server.url}/api/rooms`)).json()) as { rooms: ListedRoom[] };
    const listed = rooms.find(({ roomId }) => roomId === room.roomId);
    return listed && [listed.map, listed.maxPlayers];
  }

  /** As if the match were over and everybody had voted. */
  async function moveTo(map: MapId, client: ArenaClient): Promise<void> {
    const match = [...server.app.services.rooms].find(({ world }) => world.players.has(client.id))!;
    Object.assign(match.world, { phase: 'results', phaseEndsAtTick: match.world.tick + 600 });
    client.room.send('vote', { map });
    await until(() => match.votes[map] === 1);
    match.world.phaseEndsAtTick = match.world.tick;
    await client.until((state) => state.map === map);
  }

  const sizes: readonly (readonly [MapId, number])[] = [
    ['sprawl', 64],
    ['crossfire', 16],
    ['foundry', 10],
  ];
  for (const [map, seats] of sizes) {
    it(`${seats} meet in one match on ${map}, and whoever comes after them in another`, async () => {
      const ada = await join(map);
      assert.deepEqual(await listedSize(ada), [map, seats]);
      for (let taken = 1; taken < seats; taken++) assert.equal(await reserve(map), ada.room.roomId);
      assert.notEqual(await reserve(map), ada.room.roomId);
    });
  }

  it('it grows and shrinks with the map that is voted for, and so does its row in the listing', async () => {
    const ada = await join('crossfire');
    await moveTo('sprawl', ada);
    assert.deepEqual(await listedSize(ada), ['sprawl', 64]);
    await moveTo('foundry', ada);
    assert.deepEqual(await listedSize(ada), ['foundry', 10]);
  });

  it('a full match lets people in again once it has moved to a larger map', async () => {
    const ada = await join('foundry');
    for (let taken = 1; taken < 10; taken++) await reserve('foundry');
    assert.notEqual(await reserve('foundry'), ada.room.roomId);
    await moveTo('sprawl', ada);
    assert.equal(await reserve('sprawl'), ada.room.roomId);
  });

  it('who wishes for no map is not lost on sprawl as long as a small match is open', async () => {
    const ada = await join('sprawl');
    const bob = await join();
    assert.equal(bob.room.roomId, ada.room.roomId, 'there is no other');
    const eve = await join('foundry');
    assert.equal((await join()).room.roomId, eve.room.roomId);
  });
});
