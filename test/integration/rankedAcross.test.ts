import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Room } from '@colyseus/sdk';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import { HTTP_ERRORS } from '../../server/errors.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { freePort } from '../../tools/cluster/freePort.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startServerProcess, type ServerProcess } from '../support/gameServer.ts';
import { QueueClient } from '../support/QueueClient.ts';
import { startRedis, type RunningRedis } from '../support/redisServer.ts';
import { until } from '../support/until.ts';

describe('Ranked play on two processes', function () {
  this.timeout(60_000);
  let redis: RunningRedis;
  let folder: string;
  let servers: ServerProcess[];
  let ann: SignIn;
  let bob: SignIn;

  before(async () => {
    [redis, folder] = await Promise.all([startRedis(), mkdtemp(join(tmpdir(), 'fracas-ranked-'))]);
    servers = [];
  });

  beforeEach(async () => {
    // One after the other: both make the tables of one file.
    while (servers.length < 2) servers.push(await start());
    const people = await Promise.all(['Ann', 'Bob'].map((name) => signInAsGuest(servers[0]!.url, name)));
    [ann, bob] = people as [SignIn, SignIn];
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

  /** Kills the process that a connection leads to; gives the other. */
  async function killOwnerOf({ connection }: Room): Promise<ServerProcess> {
    const killed = servers.find(({ port }) => connection.url?.includes(`:${port}/`) === true)!;
    await killed.stop('SIGKILL');
    servers = servers.filter((server) => server !== killed);
    return servers[0]!;
  }

  async function queueUp({ url }: ServerProcess, { accessToken }: SignIn): Promise<QueueClient> {
    const queue = await QueueClient.join(url, accessToken);
    queue.enter({ mode: 'duel' });
    return queue;
  }

  const waitedMs = ({ progress }: QueueClient) => progress.at(-1)?.waitedMs ?? 0;

  it('somebody waits on when the process ends that they waited in, and is matched with the time they had waited (QU8)', async () => {
    const waiting = await queueUp(servers[0]!, ann);
    await until(() => waitedMs(waiting) >= 2000);
    // The room of the queue is made in one of them, whichever.
    const left = await killOwnerOf(waiting.room);
    await waiting.closed;
    const back = await queueUp(left, ann);
    await until(() => back.progress.length > 0);
    assert.ok(back.progress[0]!.waitedMs > 2000, `${back.progress[0]!.waitedMs}`);
    const other = await queueUp(left, bob);
    const [call] = await Promise.all([back.called(), other.called()]);
    assert.ok(call.card.waitedMs > 2000);
    const arena = await ArenaClient.join(left.url, { invite: call.roomId }, ann.accessToken);
    assert.equal(arena.self.name, 'Ann');
    await arena.leave();
  });

  it('who had not come yet is let in by the process that goes on with the match, and it is called off there as well (QU7)', async () => {
    const waiting = await queueUp(servers[0]!, ann);
    await until(() => waitedMs(waiting) >= 2000);
    const other = await queueUp(servers[0]!, bob);
    const [{ roomId }] = await Promise.all([waiting.called(), other.called()]);
    const first = await ArenaClient.join(servers[0]!.url, { invite: roomId }, ann.accessToken);
    const token = first.room.reconnectionToken;
    const { url } = await killOwnerOf(first.room);
    await first.closed;
    const here = await soon(() => ArenaClient.reconnect(url, token, ann.accessToken));
    const late = await soon(() => ArenaClient.join(url, { invite: roomId }, bob.accessToken));
    assert.deepEqual(new Set([here.self.team, late.self.team]), new Set([1, 2]));
    await late.leave();
    assert.equal((await here.closed).code, CLOSE.matchCalledOff);
    const again = await queueUp(servers[0]!, ann);
    await until(() => again.progress.length > 0);
    assert.ok(again.progress[0]!.waitedMs >= 2000, `${again.progress[0]!.waitedMs}`);
    await again.leave();
  });
});

/** What comes of something that fails only for as long as no process has the match. */
async function soon<T>(attempt: () => Promise<T>): Promise<T> {
  let result: { readonly value: T } | undefined;
  await until(async () => {
    result = await attempt().then(
      (value) => ({ value }),
      (error: unknown) => {
        if ((error as { code?: unknown }).code !== HTTP_ERRORS.matchMoving.code) throw error;
        return undefined;
      },
    );
    return result !== undefined;
  });
  return result!.value;
}
