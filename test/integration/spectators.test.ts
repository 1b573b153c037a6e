import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import { Client } from '@colyseus/sdk';
import { HTTP_ERRORS } from '../../server/errors.ts';
import type { Match } from '../../server/match/Match.ts';
import type { ListedRoom } from '../../server/rooms/listRooms.ts';
import type { ArenaRoom } from '../../server/rooms/ArenaRoom.ts';
import { socketOf } from '../../server/rooms/connectionGuard.ts';
import { MOST_SPECTATORS } from '../../server/rooms/Spectators.ts';
import { raycastWalls } from '../../shared/map/raycast.ts';
import type { JoinOptions, ToClient } from '../../shared/net/messages.ts';
import { isSeen, type ArenaState } from '../../shared/net/arenaSchema.ts';
import { CLOSE, ROOM_ARENA } from '../../shared/net/protocol.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { readMap } from '../support/readMap.ts';
import { until } from '../support/until.ts';

/** Somebody who watches over a real socket. */
class Spectator extends ArenaClient {
  /** Whom the server said it watches, oldest first. */
  readonly told: string[] = [];

  static async watch(url: string, options: JoinOptions = {}): Promise<Spectator> {
    const wish = { spectate: true, ...options };
    const spectator = new Spectator(await new Client(url).joinOrCreate<ArenaState>(ROOM_ARENA, wish));
    spectator.room.onMessage<ToClient['watching']>('watching', ({ player }) => spectator.told.push(player));
    await until(() => spectator.told.length > 0);
    await spectator.until((state) => state.players.size > 0);
    return spectator;
  }

  sees(player: string): boolean {
    return isSeen(this.room.state.players.get(player)!);
  }
}

describe('A spectator, over real sockets', () => {
  let server: LocalServer;
  let clients: ArenaClient[];

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0' });
    clients = [];
  });

  afterEach(async () => {
    await Promise.all(clients.map((client) => client.leave().catch(() => {})));
    await server.stop();
  });

  async function join(options: JoinOptions = {}): Promise<ArenaClient> {
    const client = await ArenaClient.join(server.url, { map: 'foundry', ...options });
    clients.push(client);
    return client;
  }

  async function watch(options: JoinOptions = {}): Promise<Spectator> {
    const spectator = await Spectator.watch(server.url, options);
    clients.push(spectator);
    return spectator;
  }

  function refused(options: JoinOptions, row: { readonly message: string }): Promise<void> {
    return assert.rejects(new Client(server.url).joinOrCreate(ROOM_ARENA, { spectate: true, ...options }), {
      message: row.message,
    });
  }

  function matchOf({ id }: ArenaClient): Match {
    return [...server.app.services.rooms].find(({ world }) => world.players.has(id))!;
  }

  async function listed(): Promise<Pick<ListedRoom, 'players' | 'maxPlayers'>[]> {
    const { rooms } = (await (await fetch(`${server.url}/api/rooms`)).json()) as { rooms: ListedRoom[] };
    return rooms.map(({ players, maxPlayers }) => ({ players, maxPlayers }));
  }

  it('takes no place in the match, is told whom it watches, and sees them move (SP1)', async () => {
    const ada = await join();
    const eve = await watch();
    assert.deepEqual(eve.told, [ada.id]);
    assert.equal(eve.room.roomId, ada.room.roomId);
    assert.deepEqual([...eve.room.state.players.keys()], [ada.id]);
    assert.deepEqual([...matchOf(ada).seats.all.keys()], [ada.id]);
    const seen = eve.room.state.players.get(ada.id)!;
    const { x, y } = seen;
    const room = (radians: number) => raycastWalls(readMap('foundry'), { x, y, radians }, 100);
    void ada.play({ moveX: room(0) > room(Math.PI) ? 127 : -127 }, 2, 15);
    await eve.until(() => Math.abs(seen.x - x) > 10);
    assert.equal(eve.room.state.own.size, 0, 'and none of their private numbers (SP2)');
  });

  it('watches the best player first, and another when that one leaves', async () => {
    const ada = await join();
    const bob = await join();
    matchOf(ada).world.players.get(bob.id)!.score = 3;
    const eve = await watch();
    assert.deepEqual(eve.told, [bob.id]);
    matchOf(ada).world.players.get(ada.id)!.score = 9;
    await bob.leave();
    await until(() => eve.told.length === 2);
    assert.deepEqual(eve.told, [bob.id, ada.id]);
    await eve.until(() => eve.sees(ada.id));
  });

  it('changes to whom it wishes, and asks for nobody in vain', async () => {
    const ada = await join();
    const bob = await join();
    const eve = await watch();
    const [first, other] = eve.told[0] === ada.id ? [ada, bob] : [bob, ada];
    eve.room.send('watch', { player: 'nobody' });
    eve.room.send('watch', { player: eve.id });
    eve.room.send('watch', { player: other!.id });
    await until(() => eve.told.length === 2);
    await eve.until(() => eve.sees(other!.id));
    assert.deepEqual(eve.told, [first!.id, other!.id]);
  });

  it('moves nobody and votes for nothing, whatever it sends (SP3)', async () => {
    const ada = await join();
    const eve = await watch();
    const match = matchOf(ada);
    const { x, y, ownTick } = match.world.players.get(ada.id)!;
    await eve.play({ moveX: 127, buttons: 3 }, 2, 10);
    const body = match.world.players.get(ada.id)!;
    assert.deepEqual([body.x, body.y], [x, y]);
    assert.ok(body.ownTick >= ownTick && body.alive);
    Object.assign(match.world, { phase: 'results', phaseEndsAtTick: match.world.tick + 600 });
    eve.room.send('vote', { map: 'crossfire' });
    const { tick } = eve.room.state;
    await eve.until((state) => state.tick > tick + 10);
    assert.deepEqual(match.votes, {});
    for (let count = 0; count < 3; count++) eve.room.send('watch', { player: ada.id, through: 'walls' });
    assert.equal((await eve.closed).code, CLOSE.badMessage);
  });

  it('is one of eight, beside the players and not in their places: the ninth is told so (SP4)', async () => {
    const ada = await join();
    for (let count = 0; count < MOST_SPECTATORS; count++) await watch();
    await refused({}, HTTP_ERRORS.watchFull);
    assert.deepEqual(await listed(), [{ players: 1, maxPlayers: 10 }]);
    for (let count = 1; count < 10; count++) assert.equal((await join()).room.roomId, ada.room.roomId);
    assert.notEqual((await join()).room.roomId, ada.room.roomId, 'the eleventh player plays elsewhere');
  });

  it('can watch a full match, and leaves no seat of a player behind (SP4)', async () => {
    const ada = await join();
    for (let count = 1; count < 10; count++) await join();
    const eve = await watch();
    assert.equal(eve.room.roomId, ada.room.roomId);
    await eve.leave();
    const room = matchMaker.getLocalRoomById(ada.room.roomId);
    await until(() => room.clients.length === 10 && room.maxClients === 10 && room.locked);
    assert.notEqual((await join()).room.roomId, ada.room.roomId);
  });

  it('is not counted when it never comes', async () => {
    const ada = await join();
    const room = matchMaker.getLocalRoomById(ada.room.roomId);
    room.seatReservationTimeout = 0.05;
    const answer = await fetch(`${server.url}/matchmake/joinOrCreate/${ROOM_ARENA}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ spectate: true }),
    });
    assert.equal(answer.status, 200);
    assert.equal(room.maxClients, 11);
    await until(() => room.maxClients === 10);
    assert.deepEqual(await listed(), [{ players: 1, maxPlayers: 10 }]);
  });

  it('finds nothing to watch where nobody plays, and begins no match', async () => {
    await refused({}, HTTP_ERRORS.nothingToWatch);
    await join();
    await refused({ map: 'crossfire' }, HTTP_ERRORS.nothingToWatch);
    await refused({ invite: '7K3QZ-M4XWV' }, HTTP_ERRORS.unknownInvite);
    assert.equal(server.app.services.rooms.size, 1);
  });

  it('watches a private match by its invite, once somebody plays there', async () => {
    const answer = await fetch(`${server.url}/api/rooms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"map":"foundry"}',
    });
    const { invite, roomId } = (await answer.json()) as { invite: string; roomId: string };
    await refused({ invite }, HTTP_ERRORS.nothingToWatch);
    const ada = await join({ invite });
    await refused({}, HTTP_ERRORS.nothingToWatch);
    const eve = await watch({ invite });
    assert.deepEqual([eve.room.roomId, eve.told], [roomId, [ada.id]]);
  });

  it('is sent away when the last player has left, and keeps no match alive (SP5)', async () => {
    const ada = await join();
    const eve = await watch();
    await ada.leave();
    assert.equal((await eve.closed).code, CLOSE.nobodyPlays);
    await until(() => server.app.services.rooms.size === 0);
  });

  it('is told like everybody when the match moves to another process', async () => {
    const ada = await join();
    const eve = await watch();
    (matchMaker.getLocalRoomById(ada.room.roomId) as ArenaRoom).letGo(false);
    assert.deepEqual([(await ada.closed).code, (await eve.closed).code], [CLOSE.matchMoved, CLOSE.matchMoved]);
  });

  it('is shown the results when it comes while they are shown', async () => {
    const ada = await join();
    const { world } = matchOf(ada);
    Object.assign(world, { phase: 'results', phaseEndsAtTick: world.tick + 600 });
    const eve = await new Client(server.url).joinOrCreate(ROOM_ARENA, { spectate: true });
    eve.reconnection.enabled = false;
    eve.onMessage('*', () => undefined);
    const results = await new Promise<ToClient['results']>((resolve) => eve.onMessage('results', resolve));
    assert.deepEqual(
      results.standings.map(({ player }) => player),
      [ada.id],
    );
    await eve.leave();
  });

  it('that loses its connection keeps no seat, and may come again', async () => {
    const ada = await join();
    const eve = await watch();
    socketOf(matchMaker.getLocalRoomById(ada.room.roomId).clients.getById(eve.id)!).terminate();
    await eve.closed;
    const again = await watch();
    assert.notEqual(again.id, eve.id);
    assert.deepEqual([...matchOf(ada).seats.all.keys()], [ada.id]);
  });
});
