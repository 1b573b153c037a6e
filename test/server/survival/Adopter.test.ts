import assert from 'node:assert/strict';
import { defineRoom, LocalPresence, matchMaker, Room } from '@colyseus/core';
import type { Redis } from 'ioredis';
import { createMetrics } from '../../../server/infra/metrics.ts';
import { parseRedisUrl } from '../../../server/infra/parseRedisUrl.ts';
import { closeRedis, connectRedis } from '../../../server/infra/redis.ts';
import { FencedDriver } from '../../../server/listing/FencedDriver.ts';
import type { Match } from '../../../server/match/Match.ts';
import type { MatchSnapshot } from '../../../server/match/MatchSnapshot.ts';
import { RoomPlans, type RoomPlan } from '../../../server/rooms/RoomPlans.ts';
import { Adopter } from '../../../server/survival/Adopter.ts';
import { MatchStore } from '../../../server/survival/MatchStore.ts';
import { roomSnapshot } from '../../../server/survival/RoomSnapshot.ts';
import { ROOM_ARENA } from '../../../shared/net/protocol.ts';
import { RedisServer } from '../../../tools/cluster/RedisServer.ts';
import { keptLog, type KeptLine } from '../../support/keptLog.ts';

const plans = new RoomPlans();
const opened = new Map<string, RoomPlan | undefined>();

class StandIn extends Room {
  override onCreate(): void {
    opened.set(this.roomId, plans.take(this.roomId));
  }
}

describe('Whoever takes up matches', () => {
  let server: RedisServer;
  let redis: Redis;
  let dead: MatchStore;
  let store: MatchStore;
  let driver: FencedDriver;
  let adopter: Adopter;
  let lines: readonly KeptLine[];
  let dropped: string[];
  let mayAdopt: boolean;

  before(async () => {
    server = await RedisServer.start();
    const { log } = keptLog();
    redis = connectRedis(parseRedisUrl(server.url), 'test', log);
    driver = new FencedDriver(redis, () => matchMaker.processId, log);
    await matchMaker.setup(new LocalPresence(), driver);
    matchMaker.setHealthChecksEnabled(false);
    matchMaker.addRoomType(Object.assign(defineRoom(StandIn), { name: ROOM_ARENA }));
    await matchMaker.accept();
    dead = new MatchStore(redis, () => 'dead');
    store = new MatchStore(redis, () => matchMaker.processId);
  });
  after(async () => {
    await matchMaker.gracefullyShutdown();
    matchMaker.setHealthChecksEnabled(true);
    matchMaker.removeRoomType(ROOM_ARENA);
    await closeRedis(redis);
    await server.stop();
  });
  beforeEach(() => {
    const kept = keptLog();
    ({ lines } = kept);
    dropped = [];
    mayAdopt = true;
    opened.clear();
    adopter = new Adopter({
      store,
      plans,
      log: kept.log,
      metrics: createMetrics(),
      restore: ({ number }: MatchSnapshot) => {
        if (number < 0) throw new Error('of another edition');
        return { world: { tick: number } } as unknown as Match;
      },
      mayAdopt: () => mayAdopt,
      drop: (roomId) => void dropped.push(roomId),
    });
  });
  afterEach(async () => {
    await Promise.all(matchMaker.disconnectAll());
    await redis.flushall();
  });

  async function leaveBehind(roomId: string, number = 1, leaseEnded = true): Promise<void> {
    const fence = (await dead.claim(roomId))!;
    const snapshot = JSON.stringify(roomSnapshot({ isPrivate: false }, { number } as MatchSnapshot, []));
    await (leaseEnded ? dead.handOver(roomId, fence, snapshot) : dead.save(roomId, fence, snapshot));
  }

  const said = (message: string) => lines.filter(({ msg }) => msg === message);

  it('opens those whose lease is over, with the right to them, and lists them', async () => {
    await leaveBehind('a');
    await leaveBehind('b', 1, false);
    await adopter.adoptExpired();
    assert.deepEqual([...opened.keys()], ['a']);
    const { processId, isLeased, isListed } = (await store.readOwner('a'))!;
    assert.deepEqual([processId, isLeased, isListed], [matchMaker.processId, true, true]);
    const plan = opened.get('a')!;
    assert.ok(plan.kind === 'adopted' && (await store.save('a', plan.fence, '{}')));
  });

  it('does not wait for the lease of a process that is known to be dead', async () => {
    await leaveBehind('a', 1, false);
    await leaveBehind('b', 1, false);
    await adopter.adoptFrom('dead');
    assert.deepEqual([...opened.keys()].toSorted(), ['a', 'b']);
  });

  it('opens a match once, however often they are told of it', async () => {
    await leaveBehind('a');
    await Promise.all([adopter.adopt('a'), adopter.adoptExpired(), adopter.adopt('a')]);
    assert.equal(said('match adopted').length, 1);
  });

  it('knows when what is being taken up is open', async () => {
    await leaveBehind('a');
    const adopting = adopter.adopt('a');
    await adopter.settle();
    assert.equal((await store.readOwner('a'))?.isListed, true);
    await adopting;
  });

  it('leaves a match they cannot read to others, says why, and does not try again at once', async () => {
    await leaveBehind('a', -1);
    await adopter.adopt('a');
    await adopter.adopt('a');
    assert.deepEqual(
      said('match could not be adopted').map(({ err }) => (err as Error).message),
      ['of another edition'],
    );
    assert.equal((await store.readOwner('a'))?.isLeased, false);
    assert.equal(plans.take('a'), undefined);
    assert.equal(await redis.hget('fracas:owner', 'a'), null, 'the place in the listing is free');
  });

  it('finds the others behind any number of those', async () => {
    for (let i = 0; i < 60; i++) await leaveBehind(`old${i}`, -1);
    await leaveBehind('young');
    await redis.zadd('fracas:leases', 1, 'young');
    await adopter.adoptExpired();
    await adopter.adoptExpired();
    await adopter.adoptExpired();
    assert.ok(opened.has('young'));
  });

  it('ends the room of a match that could not be listed, and leaves the match to others', async () => {
    await leaveBehind('a');
    const insert = driver.insert.bind(driver);
    driver.insert = async () => {
      throw new Error('Redis is away');
    };
    await adopter.adopt('a');
    driver.insert = insert;
    assert.deepEqual(dropped, ['a']);
    assert.equal((await dead.readOwner('a'))?.isLeased, false);
  });

  it('takes none while they may not', async () => {
    await leaveBehind('a');
    mayAdopt = false;
    await adopter.adoptExpired();
    await adopter.adoptFrom('dead');
    assert.equal(opened.size, 0);
  });
});
