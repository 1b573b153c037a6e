import assert from 'node:assert/strict';
import { Client, type Room } from '@colyseus/sdk';
import { Redis } from 'ioredis';
import { HTTP_ERRORS } from '../../server/errors.ts';
import { ROOM_ARENA, ROOM_LOBBY } from '../../shared/net/protocol.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startServerProcess, type ServerProcess } from '../support/gameServer.ts';
import { freePort } from '../../tools/cluster/freePort.ts';
import { startRedis, type RunningRedis } from '../support/redisServer.ts';
import { until } from '../support/until.ts';

const SEATS = 16;
const RACERS = 50;

interface Listed {
  readonly roomId: string;
  readonly players: number;
}

describe('Two processes with one Redis', function () {
  this.timeout(60_000);
  let redis: RunningRedis;
  let servers: [ServerProcess, ServerProcess];

  before(async () => {
    redis = await startRedis();
    servers = await Promise.all([start(), start()]);
  });

  after(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await redis.stop();
  });

  /** Each is reached at its own address, which a seat names. */
  async function start(): Promise<ServerProcess> {
    const port = await freePort();
    const address = { PORT: `${port}`, PUBLIC_ADDRESS: `127.0.0.1:${port}` };
    return startServerProcess({ REDIS_URL: redis.url, BOTS: '2', ...address });
  }

  async function makeRoom({ url }: ServerProcess): Promise<{ invite: string; roomId: string }> {
    const answer = await fetch(`${url}/api/rooms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    assert.equal(answer.status, 201);
    return (await answer.json()) as { invite: string; roomId: string };
  }

  async function listed({ url }: ServerProcess): Promise<Listed[]> {
    return ((await (await fetch(`${url}/api/rooms`)).json()) as { rooms: Listed[] }).rooms;
  }

  /** A listing is shared for half a second by all who ask: it may be one of a moment ago. */
  async function untilListed(server: ServerProcess, ids: readonly string[]): Promise<void> {
    let shown: string[] = [];
    await until(async () => {
      shown = (await listed(server)).map(({ roomId }) => roomId).toSorted();
      return shown.length >= ids.length;
    });
    assert.deepEqual(shown, ids);
  }

  /** Only asks for a seat: takes none of the connections. */
  async function reserve({ url }: ServerProcess, invite: string): Promise<{ status: number; error?: string }> {
    const answer = await fetch(`${url}/matchmake/joinOrCreate/${ROOM_ARENA}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ invite }),
    });
    return { status: answer.status, ...((await answer.json()) as object) };
  }

  it('lead an invite made on one to its match through the other', async () => {
    const [one, other] = servers;
    const { invite, roomId } = await makeRoom(one);
    const ada = new ArenaClient(await new Client(one.url).joinOrCreate(ROOM_ARENA, { invite }));
    const bob = new ArenaClient(await new Client(other.url).joinOrCreate(ROOM_ARENA, { invite }));
    assert.deepEqual([ada.room.roomId, bob.room.roomId], [roomId, roomId]);
    await ada.until((state) => state.players?.has(bob.id));
    for (const server of servers) assert.deepEqual(await listed(server), []);
    await Promise.all([ada.leave(), bob.leave()]);
  });

  it('both list the public matches of both', async () => {
    const maps = ['foundry', 'crossfire', 'foundry', 'crossfire'] as const;
    const clients: ArenaClient[] = [];
    for (const [i, map] of maps.entries()) clients.push(await ArenaClient.join(servers[i % 2]!.url, { map }));
    const ids = [...new Set(clients.map(({ room }) => room.roomId))].toSorted();
    assert.equal(ids.length, 2, 'who wishes for the same meets in the same match');
    for (const server of servers) await untilListed(server, ids);
    await Promise.all(clients.map((client) => client.leave()));
  });

  it('tell the lobby of one what happens on the other', async () => {
    const lobby: Room = await new Client(servers[0].url).joinOrCreate(ROOM_LOBBY);
    const added = new Set<string>();
    lobby.onMessage('+', ([roomId]: [string, Listed]) => added.add(roomId));
    const told = new Promise<Listed[]>((resolve) => lobby.onMessage('rooms', resolve));
    lobby.onMessage('-', () => {});
    await told;
    const ada = await ArenaClient.join(servers[1].url, { map: 'foundry' });
    await until(() => added.has(ada.room.roomId));
    await ada.leave();
    await lobby.leave();
  });

  it('give the one free seat of a match to exactly one of fifty who ask both at once, and count rightly', async () => {
    const [one, other] = servers;
    const { invite, roomId } = await makeRoom(one);
    const store = new Redis(redis.url);
    const count = async (): Promise<number> =>
      (JSON.parse((await store.hget('roomcaches', roomId))!) as { clients: number }).clients;
    for (let taken = 0; taken < SEATS - 1; taken++) assert.equal((await reserve(other, invite)).status, 200);
    assert.equal(await count(), SEATS - 1);
    const answers = await Promise.all(Array.from({ length: RACERS }, (_, i) => reserve(servers[i % 2]!, invite)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    for (const { status, error } of answers.filter((answer) => answer.status !== 200)) {
      assert.deepEqual([status, error], [HTTP_ERRORS.roomFull.code, HTTP_ERRORS.roomFull.message]);
    }
    assert.equal(await count(), SEATS);
    // Nobody came for the seats: they are given up, and there is room again.
    while ((await count()) > 0) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal((await reserve(other, invite)).status, 200);
    await store.quit();
  });

  it('show a match of one to those who ask the other to watch', async () => {
    const [one, other] = servers;
    const ada = await ArenaClient.join(one.url, { map: 'foundry' });
    const eve = new ArenaClient(await new Client(other.url).joinById(ada.room.roomId, { spectate: true }));
    await eve.until((state) => state.players?.has(ada.id));
    assert.equal(eve.room.state.players.has(eve.id), false);
    await until(async () => (await listed(other)).some(({ roomId }) => roomId === ada.room.roomId));
    assert.deepEqual(
      (await listed(other)).map(({ players }) => players),
      [1],
    );
    await Promise.all([eve.leave(), ada.leave()]);
  });

  it('bring a player back through either', async () => {
    const ada = await ArenaClient.join(servers[0].url, { map: 'foundry' });
    const token = ada.room.reconnectionToken;
    const again = await ArenaClient.reconnect(servers[1].url, token);
    assert.equal(again.id, ada.id);
    const third = await ArenaClient.reconnect(servers[0].url, again.room.reconnectionToken);
    assert.equal(third.id, ada.id);
    await third.leave();
  });

  it('say that a match is over through either', async () => {
    for (const { url } of servers) {
      await assert.rejects(ArenaClient.reconnect(url, 'nowhere:secret'), { message: HTTP_ERRORS.matchOver.message });
    }
  });
});
