import assert from 'node:assert/strict';
import { matchMaker, type Room } from '@colyseus/core';
import type { TickLoop } from '../../server/loop/TickLoop.ts';
import { tickRoom, type TickedRoom } from '../../server/rooms/tickRoom.ts';
import { TICK_RATE } from '../../shared/defs/rates.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { until } from '../support/until.ts';

type Ticked = Parameters<TickLoop['add']>[0];

describe('What is leaned on of Colyseus’ rooms to tick them from outside', () => {
  let server: LocalServer;
  let ada: ArenaClient;
  let room: Room;

  before(async () => {
    server = await startLocalServer({ BOTS: '0' });
  });
  beforeEach(async () => {
    ada = await ArenaClient.join(server.url);
    room = matchMaker.getLocalRoomById(ada.room.roomId);
  });
  afterEach(() => ada.leave());
  after(() => server.stop());

  /** Counts how often the room's clock is ticked from now on. */
  function countClockTicks(): { readonly count: number } {
    const counter = { count: 0 };
    const tick = room.clock.tick.bind(room.clock);
    room.clock.tick = (...time) => {
      counter.count++;
      tick(...time);
    };
    return counter;
  }

  it('is that nothing else ticks a room’s clock: not a timer of its own, not the patches', async () => {
    const match = [...server.app.services.rooms].find(({ world }) => world.players.has(ada.id))!;
    const clock = countClockTicks();
    const first = match.world.tick;
    await ada.until((state) => state.tick > first + 60);
    assert.equal(clock.count, match.world.tick - first);
  });

  it('is that what a room puts off by its clock happens', async () => {
    const { elapsedTime } = room.clock;
    await new Promise<void>((resolve) => void room.clock.setTimeout(resolve, 50));
    assert.ok(room.clock.elapsedTime - elapsedTime >= 50);
  });

  it('is that players are told how many inputs a second the server takes', () => {
    assert.equal(ada.input.tickRate, TICK_RATE);
  });

  it('is that a room which is gone is ticked no more', async () => {
    const clock = countClockTicks();
    await ada.leave();
    await until(() => matchMaker.getLocalRoomById(room.roomId) === undefined);
    const { count } = clock;
    const other = await ArenaClient.join(server.url);
    const { tick } = other.room.state;
    await other.until((state) => state.tick > tick + 10);
    assert.equal(clock.count, count);
    await other.leave();
  });
});

describe('A room that is ticked from outside', () => {
  it('hears of what its tick throws as of every other error, with what was thrown', () => {
    const heard: { hook: string; cause: unknown }[] = [];
    const ticked: Ticked[] = [];
    const room: TickedRoom = {
      clock: { tick: () => undefined },
      patchRate: 50,
      setTimestep: () => undefined,
      onUncaughtException: (error, hook) => heard.push({ hook, cause: error.cause }),
    };
    const loop = {
      add(one: Ticked) {
        ticked.push(one);
        return () => undefined;
      },
    };
    tickRoom(room, loop, () => undefined);
    const cause = new Error('something nobody thought of');
    ticked[0]!.fail(cause);
    assert.deepEqual(heard, [{ hook: 'tick', cause }]);
    assert.equal(room.patchRate, null);
  });
});
