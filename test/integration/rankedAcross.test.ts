import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../tools/cluster/freePort.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startServerProcess, type ServerProcess } from '../support/gameServer.ts';
import { QueueClient } from '../support/QueueClient.ts';
import { startRedis, type RunningRedis } from '../support/redisServer.ts';
import { until } from '../support/until.ts';

describe('The queue of two processes', function () {
  this.timeout(60_000);
  let redis: RunningRedis;
  let folder: string;
  let servers: ServerProcess[];

  before(async () => {
    [redis, folder] = await Promise.all([startRedis(), mkdtemp(join(tmpdir(), 'fracas-ranked-'))]);
    // One after the other: both make the tables of one file.
    servers = [await start(), await start()];
  });

  after(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(): Promise<ServerProcess> {
    const port = await freePort();
    const address = { PORT: `${port}`, PUBLIC_ADDRESS: `127.0.0.1:${port}` };
    return startServerProcess({
      REDIS_URL: redis.url,
      DATABASE_URL: `sqlite:${join(folder, 'people.db')}`,
      BOTS: '0',
      ...address,
    });
  }

  it('outlives the process somebody waited in, and they are matched with the time they had waited (QU8)', async () => {
    const [first, second] = servers as [ServerProcess, ServerProcess];
    const [ann, bob] = await Promise.all(['Ann', 'Bob'].map((name) => signInAsGuest(first.url, name)));
    // The queue's room is made in one of them, whichever: that one is killed.
    const waiting = await QueueClient.join(first.url, ann!.accessToken);
    const killed = waiting.room.connection.url?.includes(`:${first.port}/`) === true ? first : second;
    const left = killed === first ? second : first;
    waiting.enter({ mode: 'duel' });
    await until(() => (waiting.progress.at(-1)?.waitedMs ?? 0) >= 2000);
    await killed.stop('SIGKILL');
    servers = [left];
    await waiting.closed;
    const back = await QueueClient.join(left.url, ann!.accessToken);
    back.enter({ mode: 'duel' });
    await until(() => back.progress.length > 0);
    assert.ok(back.progress[0]!.waitedMs > 2000, `${back.progress[0]!.waitedMs}`);
    const other = await QueueClient.join(left.url, bob!.accessToken);
    other.enter({ mode: 'duel' });
    const [call] = await Promise.all([back.called(), other.called()]);
    assert.ok(call.card.waitedMs > 2000);
    const arena = await ArenaClient.join(left.url, { invite: call.roomId }, ann!.accessToken);
    assert.equal(arena.self.name, 'Ann');
    await arena.leave();
  });
});
