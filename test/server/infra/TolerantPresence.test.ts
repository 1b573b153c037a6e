import assert from 'node:assert/strict';
import { requestFromIPC, subscribeIPC } from '@colyseus/core';
import { Redis } from 'ioredis';
import { parseRedisUrl } from '../../../server/infra/parseRedisUrl.ts';
import { closeRedis, connectRedis } from '../../../server/infra/redis.ts';
import { TolerantPresence } from '../../../server/infra/TolerantPresence.ts';
import { RedisServer } from '../../../tools/cluster/RedisServer.ts';
import { keptLog } from '../../support/keptLog.ts';
import { until } from '../../support/until.ts';

const IPC_LIMIT_MS = 300;

let server: RedisServer;
let running: { readonly redis: Redis; readonly presence: TolerantPresence }[] = [];

/** A process as the others see it: answers `echo` on its channel. */
async function startProcess(id: string, log = keptLog().log): Promise<TolerantPresence> {
  const redis = connectRedis(parseRedisUrl(server.url), id, log);
  const presence = new TolerantPresence(redis, log);
  running.push({ redis, presence });
  await subscribeIPC(presence, `p:${id}`, (method, args) => `${method} ${String(args)}`);
  return presence;
}

function ask(presence: TolerantPresence, id: string): Promise<string> {
  return requestFromIPC<string>(presence, `p:${id}`, 'echo', ['hello'], IPC_LIMIT_MS);
}

async function answers(presence: TolerantPresence, id: string): Promise<boolean> {
  return (await ask(presence, id).catch(() => '')) === 'echo hello';
}

describe('Presence over Redis', () => {
  beforeEach(async () => {
    server = await RedisServer.start();
  });
  afterEach(async () => {
    for (const { presence } of running) presence.shutdown();
    await Promise.all(running.map(({ redis }) => closeRedis(redis)));
    running = [];
    await server.stop();
  });

  it('lets processes ask each other', async () => {
    const asking = await startProcess('g1');
    await startProcess('g2');
    assert.equal(await ask(asking, 'g2'), 'echo hello');
    await assert.rejects(ask(asking, 'g3'), /ipc_timeout/);
  });

  it('finds its topics again each time the connection that listens is cut', async () => {
    const asking = await startProcess('g1');
    await startProcess('g2');
    const admin = new Redis(server.url);
    for (let cut = 0; cut < 20; cut++) {
      assert.equal(await admin.client('KILL', 'TYPE', 'pubsub'), 2);
      await until(async () => (await admin.pubsub('NUMSUB', 'p:g1', 'p:g2')).join() === 'p:g1,1,p:g2,1');
      assert.equal(await ask(asking, 'g2'), 'echo hello');
    }
    await closeRedis(admin);
  });

  for (const [how, leave, comeBack] of [
    ['gone', () => server.kill(), () => server.restart()],
    ['silent', async () => server.pause(), async () => server.resume()],
  ] as const) {
    describe(`while Redis is ${how}`, () => {
      it('loses what nobody waits for, and counts it', async () => {
        const presence = await startProcess('g1');
        const ofRoom = Object.create(presence) as TolerantPresence;
        await leave();
        const results = await Promise.all([
          presence.publish('topic', 1),
          ofRoom.publish('topic', 1),
          presence.hset('roomcount', 'g1', '1,1'),
          presence.hdel('roomcount', 'g1'),
          presence.unsubscribe('p:g1'),
        ]);
        assert.deepEqual(results.slice(2, 4), [false, false]);
        // A topic that is asked for anew in the same moment may be one more.
        assert.ok(presence.lostCount >= 5, `${presence.lostCount} counted`);
      });

      it('refuses what somebody decides by', async () => {
        const presence = await startProcess('g1');
        await leave();
        const questions = [
          presence.exists('key'),
          presence.get('key'),
          presence.hget('key', 'field'),
          presence.hgetall('key'),
          presence.smembers('key'),
          presence.channels(),
        ];
        const outcomes = await Promise.allSettled(questions);
        assert.deepEqual(new Set(outcomes.map(({ status }) => status)), new Set(['rejected']));
      });

      it('lets nobody wait for ever who asks another process or makes a room', async () => {
        const presence = await startProcess('g1');
        await startProcess('g2');
        await leave();
        await assert.rejects(ask(presence, 'g2'), /ipc_timeout/);
        assert.equal(await presence.hincrbyex('ch:arena', 'mode:ctf', 1, 1), 1);
      });

      it('hears of topics old and new when it is back', async () => {
        const asking = await startProcess('g1');
        await startProcess('g2');
        await leave();
        await startProcess('g3');
        await comeBack();
        for (const id of ['g2', 'g3']) await until(() => answers(asking, id));
      });
    });
  }

  it('reports an outage once for each of its two connections', async () => {
    const { log, lines } = keptLog();
    await startProcess('g1', log);
    const [{ redis }] = running as [(typeof running)[number]];
    let tries = 0;
    redis.on('reconnecting', () => tries++);
    await server.kill();
    await until(() => tries >= 6);
    const warnings = lines.filter(({ level }) => level >= 40);
    assert.equal(warnings.length, 2);
    const connections = new Set(warnings.map(({ connection }) => connection));
    assert.deepEqual(connections, new Set(['fracas:g1', 'fracas:g1:subscriber']));
  });

  it('gives up a connection for its topics that leads nowhere', async () => {
    const asking = await startProcess('g1');
    await startProcess('g2');
    const admin = new Redis(server.url);
    const before = await pubsubIds(admin);
    server.pause();
    // Given up, it is made anew, and then its topics cannot be had yet.
    await until(() => running.every(({ presence }) => presence.lostCount >= 1));
    server.resume();
    await until(() => answers(asking, 'g2'));
    const after = await pubsubIds(admin);
    assert.ok(after.every((id) => !before.includes(id)));
    await closeRedis(admin);
  });
});

async function pubsubIds(admin: Redis): Promise<string[]> {
  const list = (await admin.call('CLIENT', 'LIST', 'TYPE', 'pubsub')) as string;
  return Array.from(list.matchAll(/^id=(\d+)/gm), ([, id]) => id!);
}
