import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { closeRedis } from '../../../server/infra/redis.ts';
import { LISTING_LIMIT } from '../../../server/listing/FencedDriver.ts';
import { defineScript } from '../../../server/infra/defineScript.ts';
import { PASS_ROW_LUA, REMOVE_ROW_LUA } from '../../../server/listing/listingScripts.ts';
import { RedisServer } from '../../../tools/cluster/RedisServer.ts';
import { listing, startDriver, type StartedDriver } from '../../support/listings.ts';

const SEATS = { locked: false, private: false, name: 'arena' };
const FULLEST = { clients: -1 } as const;

let server: RedisServer;
let open: Redis[] = [];
let nowMs = 0;

function startProcess(processId: string): StartedDriver {
  const started = startDriver(server, processId, () => nowMs);
  open.push(started.redis);
  return started;
}

async function keysLeft(redis: Redis): Promise<string[]> {
  return (await redis.keys('*')).toSorted();
}

async function countParses(work: () => Promise<unknown>): Promise<number> {
  const { parse } = JSON;
  let count = 0;
  JSON.parse = (...args: Parameters<typeof parse>) => {
    count++;
    return parse(...args) as unknown;
  };
  try {
    await work();
  } finally {
    JSON.parse = parse;
  }
  return count;
}

describe('The listing of rooms that all processes share', () => {
  before(async () => {
    server = await RedisServer.start();
  });
  after(() => server.stop());
  beforeEach(() => {
    nowMs = 0;
  });
  afterEach(async () => {
    await Promise.all(open.map((redis) => redis.flushall()));
    await Promise.all(open.map(closeRedis));
    open = [];
  });

  describe('lets a row be written by its owner alone', () => {
    it('gives a room that two processes make at once to one of them', async () => {
      const processes = ['g1', 'g2'].map((id) => ({ id, ...startProcess(id) }));
      const wins = await Promise.all(processes.map(({ id, driver }) => driver.insert(listing('room', id))));
      assert.equal(wins.filter((isWon) => isWon).length, 1);
      const winner = processes[wins.indexOf(true)]!;
      assert.equal((await winner.driver.findOne({ roomId: 'room' })).processId, winner.id);
    });

    it('takes an insert that is sent again, because the answer was lost, for the same', async () => {
      const { driver } = startProcess('g1');
      const room = listing('room', 'g1');
      assert.equal(await driver.insert(room), true);
      assert.equal(await driver.insert(room), true);
      assert.equal(await driver.insert({ ...room, clients: 3 }), false);
    });

    it('changes nothing when a process that lost the room goes on writing', async () => {
      const { redis, driver: deposed } = startProcess('g1');
      const { driver: owner } = startProcess('g2');
      const stale = listing('room', 'g1');
      await deposed.insert(stale);
      await defineScript(redis, 'removeIt', 0, `local roomId = ARGV[1] ${REMOVE_ROW_LUA} return 1`)('room');
      await owner.insert(listing('room', 'g2', { clients: 4 }));
      const before = await redis.hgetall('roomcaches');

      assert.equal(await deposed.update(stale, { $inc: { clients: 1 } }), false);
      assert.equal(await deposed.persist(stale), false);
      assert.equal(await deposed.persist(stale, true), false);
      assert.equal(await deposed.remove('room'), false);
      await deposed.cleanup('g1');

      assert.deepEqual(await redis.hgetall('roomcaches'), before);
      assert.equal((await owner.findOne(SEATS, FULLEST)).processId, 'g2');
    });

    it('keeps the place of a room that is passed on, so that the process it was taken from cannot put it back', async () => {
      const { redis, driver: deposed } = startProcess('g1');
      const { driver: heir } = startProcess('g2');
      const stale = listing('room', 'g1');
      await deposed.insert(stale);
      const lua = `local roomId, newOwner = ARGV[1], ARGV[2] ${PASS_ROW_LUA} return 1`;
      await defineScript(redis, 'passIt', 0, lua)('room', 'g2');

      assert.equal(await deposed.persist(stale, true), false);
      assert.equal(await deposed.insert(stale), false);
      assert.equal(await heir.update(listing('room', 'g2'), {}), false);
      assert.equal(await heir.has('room'), false);
      assert.equal(await heir.insert(listing('room', 'g2')), true);
    });

    it('does not list a room again that was removed while it was being changed', async () => {
      const { redis, driver } = startProcess('g1');
      const room = listing('room', 'g1');
      await driver.insert(room);
      const writes = [
        driver.remove('room'),
        driver.update(room, { $inc: { clients: 1 } }),
        driver.persist(room),
        driver.update(room, { $set: { locked: true } }),
      ];
      assert.deepEqual(await Promise.all(writes), [true, false, false, false]);
      assert.deepEqual(await keysLeft(redis), []);
    });

    it('takes the rows of a dead process away, and no others', async () => {
      const { redis, driver: dead } = startProcess('g1');
      const { driver: alive } = startProcess('g2');
      for (const id of ['a', 'b', 'c']) await dead.insert(listing(id, 'g1'));
      await alive.insert(listing('d', 'g2'));
      assert.equal((await alive.query({ processId: 'g1' })).length, 3);

      await alive.cleanup('g1');
      assert.deepEqual(await redis.hkeys('roomcaches'), ['d']);
      assert.deepEqual(await redis.hkeys('fracas:owner'), ['d']);
      assert.equal((await alive.findOne(SEATS, FULLEST)).roomId, 'd');
      await alive.cleanup('g2');
      assert.deepEqual(await keysLeft(redis), []);
    });
  });

  describe('finds a room for whoever wants to play', () => {
    it('puts people together: the fullest room that has a seat', async () => {
      const { driver } = startProcess('g1');
      await driver.insert(listing('empty', 'g1'));
      await driver.insert(listing('half', 'g1', { clients: 8 }));
      await driver.insert(listing('full', 'g1', { clients: 16 }));
      await driver.insert(listing('locked', 'g1', { clients: 12, locked: true }));
      await driver.insert(listing('secret', 'g1', { clients: 12, private: true }));
      assert.equal((await driver.findOne(SEATS, FULLEST)).roomId, 'half');
    });

    it('by mode and map, as the match in the room changes them', async () => {
      const { driver } = startProcess('g1');
      const room = listing('room', 'g1');
      await driver.insert(room);
      const find = async (wish: object) => (await driver.findOne({ ...SEATS, ...wish }, FULLEST))?.roomId;
      for (const wish of [{}, { mode: 'ctf' }, { map: 'foundry' }, { mode: 'ctf', map: 'foundry' }]) {
        assert.equal(await find(wish), 'room', JSON.stringify(wish));
      }
      assert.equal(await find({ mode: 'duel' }), undefined);
      assert.equal(await find({ mode: '*' }), undefined);
      assert.equal(await find({ mode: ['ctf'] }), undefined);

      room.metadata = { mode: 'duel', map: 'docks' };
      await driver.persist(room);
      assert.equal(await find({ mode: 'duel', map: 'docks' }), 'room');
      assert.equal(await find({ mode: 'ctf' }), undefined);
      assert.equal(await find({ map: 'foundry' }), undefined);
    });

    it('as seats are taken, freed and locked', async () => {
      const { driver } = startProcess('g1');
      const room = listing('room', 'g1', { clients: 15 });
      const other = listing('other', 'g1', { clients: 14 });
      await driver.insert(room);
      await driver.insert(other);
      const find = async () => (await driver.findOne(SEATS, FULLEST))?.roomId;
      await driver.update(room, { $inc: { clients: 1 }, $set: { locked: true } });
      assert.equal(room.clients, 16);
      assert.equal(await find(), 'other');
      await driver.update(room, { $inc: { clients: -4 }, $set: { locked: false } });
      assert.equal(await find(), 'other');
      await driver.update(other, { $inc: { clients: -4 } });
      assert.equal(await find(), 'room');
      await driver.update(room, { $set: { private: true } });
      assert.equal(await find(), 'other');
      await driver.remove('other');
      assert.equal(await find(), undefined);
    });

    it('also by what there is no index for', async () => {
      const { driver } = startProcess('g1');
      await driver.insert(listing('big', 'g1', { clients: 2 }));
      await driver.insert(listing('small', 'g1', { clients: 3, maxClients: 4 }));
      assert.equal((await driver.findOne({ ...SEATS, maxClients: 4 }, FULLEST)).roomId, 'small');
      assert.equal((await driver.findOne(SEATS, { clients: 1 })).roomId, 'big');
      assert.equal(await driver.findOne({ ...SEATS, name: 'lobby' }, FULLEST), undefined);
    });

    it('reads one row, however many rooms there are', async () => {
      const { redis, driver } = startProcess('g1');
      const inserts = Array.from({ length: 1000 }, (_, index) =>
        driver.insert(listing(`room-${index}`, 'g1', { clients: index % 16 })),
      );
      await Promise.all(inserts);
      assert.equal(await redis.hlen('roomcaches'), 1000);
      assert.equal(await countParses(() => driver.findOne(SEATS, FULLEST)), 1);
      assert.equal(await countParses(() => driver.findOne({ ...SEATS, mode: 'ctf' }, FULLEST)), 1);
    });
  });

  describe('shows the public rooms', () => {
    it('full ones too, but no private ones, and those of another kind apart', async () => {
      const { driver } = startProcess('g1');
      await driver.insert(listing('full', 'g1', { clients: 16, locked: true }));
      await driver.insert(listing('half', 'g1', { clients: 8 }));
      await driver.insert(listing('secret', 'g1', { private: true }));
      await driver.insert(listing('lobby', 'g1', { name: 'lobby', metadata: undefined }));
      const ids = async (conditions: object) => (await driver.query(conditions)).map(({ roomId }) => roomId);
      assert.deepEqual(await ids({ name: 'arena', private: false }), ['full', 'half']);
      assert.deepEqual((await ids({ private: false, unlisted: false })).toSorted(), ['full', 'half', 'lobby']);
      assert.deepEqual((await ids({})).toSorted(), ['full', 'half', 'lobby', 'secret']);
      assert.equal(await driver.countListed('arena'), 2);
      const [first] = await driver.query({ name: 'arena', private: false }, { clients: 1 });
      assert.equal(first?.roomId, 'half');
    });

    it('the fullest of very many, read and parsed once for all who look at the same time', async () => {
      const { driver } = startProcess('g1');
      const rooms = Array.from({ length: LISTING_LIMIT + 20 }, (_, index) =>
        listing(`room-${index}`, 'g1', { clients: index < 20 ? 0 : 1 }),
      );
      await Promise.all(rooms.map((room) => driver.insert(room)));
      const look = () => driver.query({ name: 'arena', private: false });
      const parses = await countParses(async () => {
        const [mine, yours] = await Promise.all([look(), look()]);
        assert.equal(mine.length, LISTING_LIMIT);
        assert.ok(mine.every(({ clients }) => clients === 1));
        assert.deepEqual(mine, yours);
        nowMs = 499;
        await look();
      });
      assert.equal(parses, LISTING_LIMIT);
      nowMs = 500;
      assert.equal(await countParses(look), LISTING_LIMIT);
      assert.equal(await driver.countListed('arena'), LISTING_LIMIT + 20);
    });
  });
});
