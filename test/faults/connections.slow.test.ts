import assert from 'node:assert/strict';
import { once, type EventEmitter } from 'node:events';
import { matchMaker, type Client } from '@colyseus/core';
import { TICKS_PER_PATCH, ticksOf } from '../../shared/defs/rates.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { RawPlayer } from '../support/RawPlayer.ts';

const LIMIT_BYTES = 256 * 1024;
const PONGS_EVERY_MS = 50;

/** The server's end of a connection. */
interface ServerEnd {
  readonly client: Client;
  readonly closed: Promise<unknown>;
  /** What the server has written to it. */
  readonly bytesWritten: () => number;
}

describe('Someone who stops reading (F10)', () => {
  let server: LocalServer;
  let players: RawPlayer[];
  let watcher: ArenaClient;
  let ticks: number[];

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '12' });
    players = [];
    watcher = await ArenaClient.join(server.url);
    ticks = [];
    watcher.room.onStateChange((state) => ticks.push(state.tick));
  });

  afterEach(async () => {
    for (const { socket } of players) socket.destroy();
    await server.stop();
  });

  async function join(): Promise<RawPlayer> {
    const player = await RawPlayer.join(server.url);
    players.push(player);
    await watcher.until((state) => state.players.has(player.id));
    return player;
  }

  /** Every patch of the match came, and none twice: the others noticed nothing. */
  function assertNoPatchMissed(): void {
    assert.deepEqual(
      ticks,
      ticks.map((_, index) => ticks[0]! + index * TICKS_PER_PATCH),
    );
  }

  it('is cut off within nine seconds and 256 KB, with or without sending pongs, and a bot plays on', async () => {
    const still = await join();
    const liar = await join();
    const ends = [still, liar].map(endOf);
    for (const player of [still, liar]) player.stopReading();
    const bytesRead = [still, liar].map(({ socket }) => socket.bytesRead);
    const lying = setInterval(() => liar.sendPong(), PONGS_EVERY_MS).unref();
    const { tick } = watcher.room.state;
    await Promise.all(ends.map(({ closed }) => closed));
    clearInterval(lying);
    assert.ok(watcher.room.state.tick - tick <= ticksOf(9));
    const waited = ends.map(({ bytesWritten }, i) => bytesWritten() - bytesRead[i]!);
    assert.ok(Math.max(...waited) < LIMIT_BYTES, `${waited.join(' and ')} bytes`);
    await watcher.until(({ players: seats }) => [still, liar].every(({ id }) => seats.get(id)?.connected === false));
    assertNoPatchMissed();
  });

  it('has to go before 256 KB wait for them, and is cut off when they say that they live but do not go', async () => {
    const slow = await join();
    const { closed } = endOf(slow);
    const lying = setInterval(() => slow.sendPong(), PONGS_EVERY_MS).unref();
    const peak = await flood(slow);
    await closed;
    clearInterval(lying);
    assert.ok(peak > LIMIT_BYTES / 2 && peak < LIMIT_BYTES, `${peak} bytes waited`);
    assertNoPatchMissed();
  });

  it('reads why they had to go, if they read on at all', async () => {
    const slow = await join();
    await flood(slow);
    slow.socket.resume();
    assert.equal((await slow.closed).code, CLOSE.tooSlow);
  });

  it('has to go while the results are shown too', async () => {
    const slow = await join();
    const { world } = [...server.app.services.rooms][0]!;
    Object.assign(world, { phase: 'results', phaseEndsAtTick: world.tick + ticksOf(60) });
    assert.ok((await flood(slow)) < LIMIT_BYTES);
    assert.equal(world.phase, 'results');
  });

  /** Sends a player who does not read far more than a match would, until they have to go; gives what waited at most. */
  async function flood(slow: RawPlayer): Promise<number> {
    const { client, bytesWritten } = endOf(slow);
    slow.stopReading();
    const { bytesRead } = slow.socket;
    let peak = 0;
    watcher.room.onStateChange(() => {
      client.send('padding', 'x'.repeat(8192));
      peak = Math.max(peak, bytesWritten() - bytesRead);
    });
    await watcher.until((state) => !state.players.has(slow.id));
    return peak;
  }
});

function endOf({ roomId, id }: RawPlayer): ServerEnd {
  const client = matchMaker.getLocalRoomById(roomId).clients.get(id)!;
  const ref = client.ref as unknown as EventEmitter & { _socket: { bytesWritten: number } };
  const { _socket: socket } = ref;
  return { client, closed: once(ref, 'close'), bytesWritten: () => socket.bytesWritten };
}
