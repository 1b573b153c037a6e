import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { CLOSE } from '../../shared/net/protocol.ts';
import { freePort } from '../../tools/cluster/freePort.ts';
import { OwnedProcess } from '../../tools/cluster/OwnedProcess.ts';
import { findRedis } from '../../tools/programs.ts';
import { askAccounts, signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startServerProcess, type ServerProcess } from '../support/gameServer.ts';
import { PartyMember } from '../support/PartyMember.ts';
import { QueueClient } from '../support/QueueClient.ts';
import { until } from '../support/until.ts';

const SECRET = 'c2VjcmV0IG9mIHRoZSB0ZXN0cyBvZiBSZWRpcywgbG9uZyBlbm91Z2g';
const ROOT = new URL('../../', import.meta.url);
/** In all files; and whoever fills them in has the same. */
const PASSWORD = 'change-me-game';

/** What nobody needs for the game. */
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

/** What somebody else may keep in the same Redis. */
const OF_OTHERS = ['GET invoices', 'SET invoices 1', 'DEL party', 'PUBLISH news x', 'SUBSCRIBE news'];

/** How a Redis is started with each of the files. */
const FILES: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  'deploy/redis.conf': async () => [new URL('deploy/redis.conf', ROOT).pathname],
  'deploy/compose.yaml': () => argumentsIn('deploy/compose.yaml', 'command'),
  'deploy/k8s/redis.yaml': () => argumentsIn('deploy/k8s/redis.yaml', 'args'),
};

/** The arguments after the name of the program, as compose and Kubernetes hand them over. */
async function argumentsIn(path: string, key: string): Promise<readonly string[]> {
  const file = await readFile(new URL(path, ROOT), 'utf8');
  const [, list = ''] = new RegExp(` ${key}:\n((?: +- .*\n)+)`).exec(file) ?? [];
  const [program, ...args] = Array.from(list.matchAll(/^ +- (.*)$/gm), ([, value]) =>
    value!
      .replace(/^'(.*)'$/, '$1')
      .replace(/\$(?:\{REDIS_PASSWORD\}|\(REDISCLI_AUTH\))/, PASSWORD)
      .replace('$$', '$'),
  );
  assert.equal(program, 'redis-server');
  return args;
}

/** A Redis as one of the files starts it, beside which there is a user that a test may do anything as. */
class DeployedRedis {
  readonly port: number;
  readonly root: Redis;
  readonly #process: OwnedProcess;
  readonly #folder: string;

  private constructor(port: number, started: OwnedProcess, folder: string) {
    this.port = port;
    this.#process = started;
    this.#folder = folder;
    this.root = new Redis({ port, username: 'root', password: 'root', retryStrategy: () => 20 });
    this.root.on('error', () => undefined);
  }

  static async start(file: string): Promise<DeployedRedis> {
    const [port, folder, program] = await Promise.all([
      freePort(),
      mkdtemp(join(tmpdir(), 'fracas-redis-')),
      findRedis(),
    ]);
    const place = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder];
    const user = ['--user', 'root', 'on', '>root', '~*', '&*', '+@all'];
    const args = [...(await FILES[file]!()), ...place, ...user];
    const redis = new DeployedRedis(port, new OwnedProcess({ program, args }), folder);
    await redis.root.ping();
    return redis;
  }

  /** What comes of a command, by the user given. */
  async tell(command: string, username?: string): Promise<string> {
    const password = username === 'fracas' ? PASSWORD : `change-me-${username}`;
    const client = new Redis({
      port: this.port,
      ...(username !== undefined && { username, password }),
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

  /** What the game may do; Redis tells of it in any order. */
  async rightsOfGame(): Promise<ReadonlySet<string>> {
    const [, flags, , , ...rights] = (await this.root.call('ACL', 'GETUSER', 'fracas')) as unknown[];
    return new Set([flags, rights].flat(2).flatMap((words) => String(words).split(' ')));
  }

  async stop(): Promise<void> {
    this.root.disconnect();
    await this.#process.end(2000);
    await rm(this.#folder, { recursive: true, force: true });
  }
}

for (const file of Object.keys(FILES)) {
  describe(`The Redis of ${file} (S29)`, function () {
    this.timeout(60_000);
    let redis: DeployedRedis;
    before(async () => {
      redis = await DeployedRedis.start(file);
    });
    after(() => redis.stop());

    it('answers nobody who does not say who they are', async () => {
      for (const command of ['PING', 'GET roomcount', 'PUBLISH p:x y', 'INFO', 'FLUSHALL'])
        assert.match(await redis.tell(command), /^NOAUTH/, command);
    });

    it('lets the game neither wipe, list nor reconfigure it, nor touch what others keep there', async () => {
      assert.equal(await redis.tell('PING', 'fracas'), 'PONG');
      for (const command of [...FORBIDDEN, ...OF_OTHERS])
        assert.match(await redis.tell(command, 'fracas'), /^NOPERM/, command);
    });

    it('gives the game the rights that are known to be enough', async () => {
      const known = await DeployedRedis.start('deploy/redis.conf');
      try {
        assert.deepEqual(await redis.rightsOfGame(), await known.rightsOfGame());
      } finally {
        await known.stop();
      }
    });
  });
}

describe('A Redis with the users of deploy/redis.conf (S29)', function () {
  this.timeout(120_000);
  let redis: DeployedRedis;
  let folder: string;
  let servers: ServerProcess[] = [];

  before(async () => {
    [redis, folder] = await Promise.all([
      DeployedRedis.start('deploy/redis.conf'),
      mkdtemp(join(tmpdir(), 'fracas-acl-')),
    ]);
  });

  after(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function startServer(): Promise<ServerProcess> {
    const port = await freePort();
    const server = await startServerProcess({
      REDIS_URL: `redis://fracas:${PASSWORD}@127.0.0.1:${redis.port}`,
      DATABASE_URL: `sqlite:${join(folder, 'people.db')}`,
      BOTS: '2',
      JWT_SECRET: SECRET,
      PORT: `${port}`,
      PUBLIC_ADDRESS: `127.0.0.1:${port}`,
    });
    servers.push(server);
    return server;
  }

  it('shows those who watch figures, and nothing of what is in it', async () => {
    for (const command of [...FORBIDDEN, 'GET roomcount', 'PUBLISH p:x y', 'EVAL return 0'])
      assert.match(await redis.tell(command, 'watch'), /^NOPERM/, command);
    assert.match(await redis.tell('INFO', 'watch'), /redis_version/);
  });

  it('is enough for all that two processes have to agree on, when one of them is killed as well', async () => {
    const [first, second] = [await startServer(), await startServer()];
    await redis.root.acl('LOG', 'RESET');
    // At once, so that one waits for the match of the other.
    const [ada, bo] = await Promise.all([ArenaClient.join(first.url), ArenaClient.join(second.url)]);
    assert.equal(bo.room.roomId, ada.room.roomId);

    const [ann, ben] = [await signInAsGuest(first.url, 'Ann'), await signInAsGuest(second.url, 'Ben')];
    const leader = await PartyMember.join(first.url, ann);
    const member = await PartyMember.join(second.url, ben, leader.party!.code);
    leader.room.send('play', { mode: 'deathmatch', map: 'crossfire', rules: { bots: 0 } });
    await until(() => leader.seats.length > 0 && member.seats.length > 0);
    await Promise.all([leader.room.leave(), member.room.leave()]);

    const queues = [
      await QueueClient.join(first.url, ann.accessToken),
      await QueueClient.join(second.url, ben.accessToken),
    ];
    for (const queue of queues) queue.enter({ mode: 'duel' });
    const [call] = await Promise.all(queues.map((queue) => queue.called()));
    const duel = await ArenaClient.join(second.url, { invite: call!.roomId }, ann.accessToken);
    await askAccounts(first.url, 'logout', { refreshToken: ann.refreshToken });
    assert.equal((await duel.closed).code, CLOSE.signInEnded);

    const owner = servers.find(({ port }) => ada.room.connection.url?.includes(`:${port}/`))!;
    const { roomId, reconnectionToken } = ada.room;
    await until(async () => (await redis.root.exists(`fracas:match:${roomId}`)) === 1);
    await owner.stop('SIGKILL');
    servers = servers.filter((server) => server !== owner);
    await ada.closed;
    const { url } = servers[0]!;
    let back: ArenaClient | undefined;
    await until(async () => {
      back = await ArenaClient.reconnect(url, reconnectionToken).catch(() => undefined);
      return back !== undefined;
    });
    assert.equal(back!.room.roomId, roomId);

    const heir = await startServer();
    await servers[0]!.stop();
    servers = [heir];
    assert.equal((await back!.closed).code, CLOSE.matchMoved);
    assert.deepEqual(await redis.root.acl('LOG'), [], 'nothing was refused');
  });
});
