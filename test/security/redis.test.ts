import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Redis } from 'ioredis';
import { RedisServer } from '../../tools/cluster/RedisServer.ts';
import { freePort } from '../../tools/cluster/freePort.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startServerProcess, type ServerProcess } from '../support/gameServer.ts';
import { until } from '../support/until.ts';

const SECRET = 'c2VjcmV0IG9mIHRoZSB0ZXN0cyBvZiBSZWRpcywgbG9uZyBlbm91Z2g';
const FORBIDDEN = [
  'FLUSHALL',
  'FLUSHDB',
  'KEYS *',
  'CONFIG GET *',
  'SHUTDOWN',
  'ACL LIST',
  'MONITOR',
  'CLIENT KILL ID 1',
];

describe('A Redis with the users of deploy/redis.conf (S29)', function () {
  this.timeout(60_000);
  let redis: RedisServer;
  /** The user a test may do anything as. */
  let root: Redis;
  const servers: ServerProcess[] = [];

  beforeEach(async () => {
    redis = await RedisServer.start();
    root = new Redis(redis.port, '127.0.0.1');
    const conf = await readFile(new URL('../../deploy/redis.conf', import.meta.url), 'utf8');
    const users = [...conf.matchAll(/^user (\S+) (.+)$/gm)].filter(([, name]) => name !== 'default');
    assert.match(conf, /^user default off$/m);
    for (const [, name, rules] of users) await root.acl('SETUSER', name!, ...rules!.split(' '));
    assert.equal(await root.acl('SETUSER', 'default', 'off'), 'OK');
  });

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    root.disconnect();
    await redis.stop();
  });

  /** What comes of a command, by the user and password given. */
  async function tell(command: string, username?: string): Promise<string> {
    const login =
      username === undefined ? {} : { username, password: `change-me-${username === 'fracas' ? 'game' : username}` };
    const client = new Redis({
      port: redis.port,
      ...login,
      enableReadyCheck: false,
      maxRetriesPerRequest: 0,
      retryStrategy: null as never,
    });
    client.on('error', () => undefined);
    const [name = '', ...args] = command.split(' ');
    try {
      return String(await client.call(name, ...args));
    } catch (error) {
      return (error as Error).message;
    } finally {
      client.disconnect();
    }
  }

  it('answers nobody who does not say who they are', async () => {
    for (const command of ['GET roomcount', 'PUBLISH p:x y', 'INFO', 'FLUSHALL'])
      assert.match(await tell(command), /^NOAUTH/, command);
  });

  it('lets neither the game nor those who watch wipe, list or reconfigure it', async () => {
    for (const command of FORBIDDEN) assert.match(await tell(command, 'fracas'), /^NOPERM/, command);
    for (const command of [...FORBIDDEN, 'GET roomcount', 'PUBLISH p:x y', 'EVAL return 0'])
      assert.match(await tell(command, 'watch'), /^NOPERM/, command);
    assert.match(await tell('INFO', 'watch'), /redis_version/);
  });

  it('is enough for a service of two processes: for joins across both, for matches that are kept, and for its end', async () => {
    const env = { REDIS_URL: `redis://fracas:change-me-game@127.0.0.1:${redis.port}`, BOTS: '2', JWT_SECRET: SECRET };
    const start = async () => {
      const port = await freePort();
      servers.push(await startServerProcess({ ...env, PORT: `${port}`, PUBLIC_ADDRESS: `127.0.0.1:${port}` }));
    };
    await Promise.all([start(), start()]);
    const [first, second] = servers as [ServerProcess, ServerProcess];
    const ada = await ArenaClient.join(first.url, { name: 'Ada' });
    const bo = await ArenaClient.join(second.url, { name: 'Bo' });
    assert.equal(bo.room.roomId, ada.room.roomId);
    await until(async () => (await root.keys('*')).some((key) => key.includes(ada.room.roomId)));
    const { tick } = ada.room.state;
    await ada.until((state) => state.tick > tick + 60);
    await Promise.all(servers.map((server) => server.stop()));
    assert.deepEqual(await root.acl('LOG'), []);
    servers.length = 0;
  });
});
