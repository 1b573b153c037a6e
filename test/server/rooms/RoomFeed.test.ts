import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { ListedRoom } from '../../../server/rooms/listRooms.ts';
import { RoomFeed } from '../../../server/rooms/RoomFeed.ts';

const room = (roomId: string, players = 1): ListedRoom => ({
  roomId,
  mode: 'deathmatch',
  map: 'foundry',
  players,
  maxPlayers: 16,
});

describe('The feed of rooms', () => {
  let listed: ListedRoom[];
  let readings: number;
  let feed: RoomFeed;
  let told: string[];
  const listener = {
    added: ({ roomId, players }: ListedRoom) => void told.push(`+${roomId} ${players}`),
    removed: (roomId: string) => void told.push(`-${roomId}`),
  };

  beforeEach(() => {
    [listed, readings, told] = [[room('a'), room('b')], 0, []];
    feed = new RoomFeed({
      intervalMs: 1,
      list: async () => {
        readings += 1;
        return listed;
      },
    });
  });

  it('tells of what is new, changed and gone, and of nothing else', async () => {
    assert.deepEqual(await feed.current(), listed);
    const stop = feed.listen(listener);
    listed = [room('b', 2), room('c')];
    while (told.length < 3) await delay(1);
    stop();
    assert.deepEqual(told, ['+b 2', '+c 1', '-a']);
  });

  it('tells nobody who comes of what has gone since the last one listened', async () => {
    await feed.current();
    feed.listen(listener)();
    listed = [room('b')];
    const stop = feed.listen(listener);
    await feed.current();
    listed = [];
    while (told.length === 0) await delay(1);
    stop();
    assert.deepEqual(told, ['-b']);
  });

  it('reads nothing while nobody listens', async () => {
    feed.listen(listener)();
    const before = readings;
    await delay(10);
    assert.equal(readings, before);
  });

  it('shares one reading among all who ask at once', async () => {
    await Promise.all([feed.current(), feed.current(), feed.current()]);
    assert.equal(readings, 1);
  });

  it('keeps what it last read when the store is away', async () => {
    await feed.current();
    const away = new RoomFeed({ list: () => Promise.reject(new Error('away')) });
    assert.deepEqual(await away.current(), []);
    assert.equal((await feed.current()).length, 2);
  });
});
