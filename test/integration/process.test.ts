import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matchMaker } from '@colyseus/core';
import { CLOSE, ROOM_LOBBY } from '../../shared/net/protocol.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient, sdkClient } from '../support/arenaClient.ts';
import { runServer, startLocalServer, startServerProcess } from '../support/gameServer.ts';
import { PartyMember } from '../support/PartyMember.ts';
import { QueueClient } from '../support/QueueClient.ts';
import { startRedis } from '../support/redisServer.ts';

describe('A server process', () => {
  it('tells its players when it stops, exits with 0 and frees the port', async () => {
    const server = await startServerProcess({ BOTS: '3' });
    const ada = await ArenaClient.join(server.url, { name: 'Ada' });
    assert.equal(ada.room.state.players.size, 3);
    const stopped = server.stop();
    const { code, reason } = await ada.closed;
    assert.equal(code, CLOSE.serverStopping);
    assert.match(reason, /restarting/);
    const ended = await stopped;
    assert.equal(ended.code, 0, ended.errors);
    assert.match(ended.output, /^Fracas is ready at http:\/\/localhost:\d+$/m);
    const next = createServer().listen(server.port, '127.0.0.1');
    await once(next, 'listening');
    next.close();
  });

  it('waits for none of those who were promised a seat and have not come, wherever they were to sit', async () => {
    const server = await startLocalServer({ BOTS: '0' });
    const [ann, bob] = await Promise.all(['Ann', 'Bob'].map((name) => signInAsGuest(server.url, name)));
    const rooms = [
      (await ArenaClient.join(server.url)).room,
      (await QueueClient.join(server.url, ann!.accessToken)).room,
      (await PartyMember.join(server.url, bob!)).room,
      await sdkClient(server.url, undefined).joinOrCreate(ROOM_LOBBY),
    ];
    for (const { roomId } of rooms) {
      matchMaker.getLocalRoomById(roomId).seatReservationTimeout = 600;
      const [listing] = await matchMaker.query({ roomId });
      await matchMaker.reserveSeatFor(listing!, {}, ann!.player);
    }
    // A test that lasts for so long has failed.
    await server.stop();
    assert.equal(server.app.services.rooms.size, 0);
  });

  it('ends on Ctrl+C too, with nobody there', async () => {
    const server = await startServerProcess();
    assert.equal((await server.stop('SIGINT')).code, 0);
  });

  it('does not start on a port that is taken, and says so', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const dataDir = await mkdtemp(join(tmpdir(), 'fracas-data-'));
    const ended = await runServer({ PORT: `${port}`, HOST: '127.0.0.1', ADMIN_PORT: '0', DATA_DIR: dataDir });
    other.close();
    await rm(dataDir, { recursive: true });
    assert.equal(ended.code, 1);
    assert.match(ended.errors, new RegExp(`port ${port} is in use`));
  });

  it('does not start with a wrong setting, and lists all that are wrong', async () => {
    const ended = await runServer({ PORT: 'http', BOTS: 'many' });
    assert.equal(ended.code, 1);
    assert.match(ended.errors, /PORT=http is not a whole number/);
    assert.match(ended.errors, /BOTS=many is not a whole number/);
    assert.equal(ended.output, '');
  });

  it('does not start on an address that is not of this machine, and names the setting', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'fracas-data-'));
    const ended = await runServer({ PORT: '0', HOST: '192.0.2.1', ADMIN_PORT: '0', DATA_DIR: dataDir });
    await rm(dataDir, { recursive: true });
    assert.equal(ended.code, 1);
    assert.match(ended.errors, /^- HOST=192\.0\.2\.1 is no address of this machine: listen EADDRNOTAVAIL/m);
  });

  it('does not start where it could keep no replays', async () => {
    const ended = await runServer({ ADMIN_PORT: '0', PORT: '0', DATA_DIR: import.meta.filename });
    assert.equal(ended.code, 1);
    assert.match(ended.errors, /DATA_DIR=\S+ cannot be written to/);
  });

  it('says so, and ends, where the system denies each folder for want of the one above it', async () => {
    const ended = await runServer({ ADMIN_PORT: '0', PORT: '0', DATA_DIR: '/proc/fracas' });
    assert.equal(ended.code, 1);
    assert.match(ended.errors, /DATA_DIR=\/proc\/fracas cannot be written to: ENOENT/);
  });

  it('needs no secret: it makes one, and knows its players after a restart', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'fracas-data-'));
    const own = { JWT_SECRET: '', DATA_DIR: dataDir, DATABASE_URL: `sqlite:${join(dataDir, 'fracas.db')}` };
    const first = await startServerProcess(own);
    const { accessToken, player } = await signInAsGuest(first.url, 'Ada');
    await first.stop();
    const second = await startServerProcess(own);
    const known = await fetch(`${second.url}/api/me`, { headers: { authorization: `Bearer ${accessToken}` } });
    assert.deepEqual(await known.json(), { player });
    await second.stop();
    await rm(dataDir, { recursive: true });
  });

  it('does not start with a secret that is weak, nor with several processes to share one and none given', async () => {
    const weak = await runServer({ JWT_SECRET: 'change-me-before-you-go-public-0123' });
    assert.equal(weak.code, 1);
    assert.match(weak.errors, /JWT_SECRET holds words that stand in examples/);
    assert.ok(!weak.errors.includes('change-me'));
    const none = await runServer({ JWT_SECRET: '', REDIS_URL: 'redis://127.0.0.1:1', NODE_ENV: 'production' });
    assert.equal(none.code, 1);
    assert.match(none.errors, /JWT_SECRET is needed with REDIS_URL/);
  });

  it('never logs tokens or query strings', async () => {
    const server = await startServerProcess({ LOG_LEVEL: 'trace' });
    const ada = await ArenaClient.join(server.url);
    const secret = ada.room.reconnectionToken.split(':')[1]!;
    const again = await ArenaClient.reconnect(server.url, ada.room.reconnectionToken);
    await again.leave();
    const { errors } = await server.stop();
    assert.ok(!errors.includes(secret));
    assert.ok(!errors.includes('sessionId='));
  });

  it('lists its rooms in Redis when it has one, and is ready as long as Redis answers', async () => {
    const redis = await startRedis();
    const server = await startServerProcess({ REDIS_URL: redis.url, BOTS: '2' });
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
    const ada = await ArenaClient.join(server.url, { map: 'foundry' });
    const answer = await fetch(`${server.url}/api/rooms`);
    const { rooms } = (await answer.json()) as { rooms: { roomId: string }[] };
    assert.deepEqual(
      rooms.map(({ roomId }) => roomId),
      [ada.room.roomId],
    );
    await redis.stop();
    // A Redis given by REDIS_URL is not ours to stop.
    const stopped = process.env.REDIS_URL === undefined;
    assert.equal((await fetch(`${server.url}/readyz`)).status, stopped ? 503 : 200);
    const { tick } = ada.room.state;
    await ada.until((state) => state.tick > tick + 10);
    await server.stop('SIGKILL');
  });
});
