import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { Redis } from 'ioredis';
import { RedisServer } from '../../../tools/cluster/RedisServer.ts';

describe('a Redis of the cluster', () => {
  let server: RedisServer;
  let client: Redis;
  before(async () => {
    server = await RedisServer.start({ password: 'open-sesame' });
    client = new Redis(server.url);
  });
  after(async () => {
    client.disconnect();
    await server.stop();
  });

  it('lets in those alone who know its password', async () => {
    const stranger = new Redis(server.port, '127.0.0.1');
    stranger.on('error', () => {});
    await assert.rejects(stranger.get('arena'), /NOAUTH/);
    stranger.disconnect();
    assert.equal(await client.set('arena', 'foundry'), 'OK');
  });

  it('answers nothing while it is paused, and all of it afterwards', async () => {
    server.pause();
    let answered = false;
    const answer = client.get('arena').finally(() => (answered = true));
    const stranger = new Redis(server.url, { commandTimeout: 200, maxRetriesPerRequest: 0 });
    stranger.on('error', () => {});
    await assert.rejects(stranger.get('arena'), /timed out/);
    stranger.disconnect();
    assert.equal(answered, false);
    server.resume();
    assert.equal(await answer, 'foundry');
  });

  it('comes back empty on the same address after a restart, as another process', async () => {
    await client.set('arena', 'foundry');
    const { pid } = server;
    await server.restart();
    assert.notEqual(server.pid, pid);
    assert.equal(await client.get('arena'), null);
  });

  it('keeps nothing on disk, and leaves no folder behind', async () => {
    const other = await RedisServer.start();
    const asked = new Redis(other.url);
    assert.deepEqual(await asked.config('GET', 'save'), ['save', '']);
    assert.deepEqual(await asked.config('GET', 'appendonly'), ['appendonly', 'no']);
    const [, folder] = (await asked.config('GET', 'dir')) as [string, string];
    asked.disconnect();
    await other.stop();
    assert.equal(existsSync(folder), false);
  });
});
