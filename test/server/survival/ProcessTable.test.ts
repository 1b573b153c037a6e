import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { parseRedisUrl } from '../../../server/infra/parseRedisUrl.ts';
import { connectRedis } from '../../../server/infra/redis.ts';
import { ProcessTable } from '../../../server/survival/ProcessTable.ts';
import { RedisServer } from '../../../tools/cluster/RedisServer.ts';
import { keptLog } from '../../support/keptLog.ts';
import { until } from '../../support/until.ts';

interface Member {
  readonly id: string;
  readonly redis: Redis;
  readonly table: ProcessTable;
  readonly dead: string[];
  forgotten: number;
  draining: boolean;
  believes: boolean;
  beats: number;
}

describe('The table of processes', () => {
  let server: RedisServer;
  let members: Member[] = [];

  before(async () => {
    server = await RedisServer.start();
  });
  after(() => server.stop());
  afterEach(async () => {
    await Promise.all(members.map(({ table }) => table.stop()));
    for (const { redis } of members) redis.disconnect();
    members = [];
    await server.restart();
  });

  async function enter(id: string): Promise<Member> {
    const { log } = keptLog();
    const redis = connectRedis(parseRedisUrl(server.url), id, log);
    const member: Member = {
      id,
      redis,
      dead: [],
      forgotten: 0,
      draining: false,
      believes: true,
      beats: 0,
      table: new ProcessTable({
        redis,
        log,
        processId: () => id,
        describe: () => {
          member.beats++;
          return { peerAddress: `${id}:1`, draining: member.draining, rooms: 0, maxRooms: 9, busy: false };
        },
        isBelieved: () => member.believes,
        onDead: (dead) => void member.dead.push(dead),
        onForgotten: () => member.forgotten++,
      }),
    };
    members.push(member);
    await member.table.start();
    return member;
  }

  const sees = ({ table }: Member, ...ids: string[]) =>
    table.peers
      .map(({ processId }) => processId)
      .toSorted()
      .join() === ids.toSorted().join();

  it('shows every process all others, and how they are', async () => {
    const [one, two] = [await enter('one'), await enter('two')];
    await until(() => sees(one, 'two') && sees(two, 'one'));
    two.draining = true;
    await until(() => one.table.peers[0]!.draining);
    assert.equal(one.table.peers[0]!.peerAddress, 'two:1');
    assert.equal(one.table.peers[0]!.isBeating, true);
  });

  it('misses a process that is killed as soon as its connection is gone, long before its heart has stopped', async () => {
    const [one, two] = [await enter('one'), await enter('two')];
    await until(() => sees(one, 'two'));
    two.redis.disconnect();
    await until(() => {
      assert.ok(one.table.peers.every(({ isBeating }) => isBeating));
      return one.dead.length > 0;
    });
    assert.deepEqual(one.dead, ['two']);
    assert.ok(sees(one));
    const beats = await one.redis.zscore('fracas:heartbeats', 'two');
    assert.equal(beats, null, 'it is struck off');
  });

  it('misses one that is killed also beside one that does not know its own connection', async () => {
    const [one, two] = [await enter('one'), await enter('two')];
    const facts = { peerAddress: 'odd:1', draining: false, rooms: 0, maxRooms: 9, clientId: 0 };
    await one.redis.hset('fracas:processes', 'odd', JSON.stringify(facts));
    await one.redis.zadd('fracas:heartbeats', '+inf', 'odd');
    await until(() => sees(one, 'odd', 'two'));
    two.redis.disconnect();
    await until(() => {
      assert.ok(one.table.peers.every(({ isBeating }) => isBeating));
      return one.dead.length > 0;
    });
    assert.deepEqual(one.dead, ['two']);
  });

  it('gives nobody up who only came back over a new connection', async () => {
    const [one, two] = [await enter('one'), await enter('two')];
    await until(() => sees(one, 'two'));
    const { clientId } = one.table.peers[0]!;
    two.redis.disconnect(true);
    await until(() => one.table.peers.some((peer) => peer.clientId !== clientId));
    await one.table.beat();
    assert.deepEqual([one.dead, two.forgotten], [[], 0]);
  });

  it('takes no leave for a death', async () => {
    const [one, two] = [await enter('one'), await enter('two')];
    await until(() => sees(one, 'two'));
    await two.table.stop();
    two.redis.disconnect();
    await until(() => sees(one));
    assert.deepEqual(one.dead, []);
  });

  it('strikes off who hangs without losing the connection, and tells them when they wake', async () => {
    const [one, two] = [await enter('one'), await enter('two')];
    await until(() => sees(one, 'two'));
    Object.assign(two.table, { beat: async () => undefined });
    // Its last beat was long ago.
    await one.redis.zadd('fracas:heartbeats', 1, 'two');
    await until(() => one.dead.length > 0);
    assert.deepEqual(one.dead, ['two']);
    assert.equal(await two.table.isKnown(), false);
    Reflect.deleteProperty(two.table, 'beat');
    await until(() => two.forgotten > 0);
    await until(() => sees(one, 'two'));
  });

  for (const [what, fall] of [
    ['has not beaten for long', ({ redis }: Member) => redis.zadd('fracas:heartbeats', 1, 'two')],
    ['has not come back over a new connection yet', (_: Member, two: Member) => two.redis.disconnect()],
  ] as const) {
    it(`strikes off nobody who ${what} while Redis has only just come back`, async () => {
      const [one, two] = [await enter('one'), await enter('two')];
      await until(() => sees(one, 'two'));
      Object.assign(two.table, { beat: async () => undefined });
      one.believes = false;
      await fall(one, two);
      const { beats } = one;
      await until(() => one.beats > beats + 3);
      assert.deepEqual(one.dead, []);
      assert.ok(sees(one, 'two'));
      one.believes = true;
      await until(() => one.dead.length > 0);
      assert.deepEqual(one.dead, ['two']);
    });
  }

  it('fills again after Redis has forgotten it, and everybody knows that all must be told again', async () => {
    const [one, two] = [await enter('one'), await enter('two')];
    await until(() => sees(one, 'two') && sees(two, 'one'));
    await server.restart();
    await until(() => one.forgotten > 0 && two.forgotten > 0);
    await until(() => sees(one, 'two') && sees(two, 'one'));
    await one.redis.flushall();
    await until(() => one.forgotten > 1 && two.forgotten > 1);
  });
});
