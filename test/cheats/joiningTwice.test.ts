import assert from 'node:assert/strict';
import { seatPath } from '../../shared/net/askForSeat.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { RawPlayer, takeRawSeat } from '../support/RawPlayer.ts';

const AT_ONCE = 8;

describe('Cheat: joining twice', () => {
  let server: LocalServer;
  let arena: CheatArena;

  before(async () => {
    server = await startLocalServer({ BOTS: '0' });
  });
  after(() => server.stop());

  beforeEach(async () => {
    arena = await CheatArena.open(server);
  });
  afterEach(() => arena.close());

  it('One reservation is one seat, however many sockets are opened with it at once', async () => {
    const seat = await takeRawSeat(arena.url, { map: 'foundry' });
    const tries = await Promise.all(Array.from({ length: AT_ONCE }, () => RawPlayer.enter(arena.url, seat)));
    const players = tries.filter((player) => player !== undefined);
    for (const player of players) arena.keep(player);
    assert.equal(players.length, 1);
    assert.equal(arena.match.seats.people, 2);
    assert.equal(await RawPlayer.enter(arena.url, seat), undefined, 'nor later');
  });

  it('A reservation is good for nobody after its player has gone', async () => {
    const seat = await takeRawSeat(arena.url, { map: 'foundry' });
    const first = arena.keep((await RawPlayer.enter(arena.url, seat))!);
    first.socket.destroy();
    await first.closed;
    assert.equal(await RawPlayer.enter(arena.url, seat), undefined);
  });

  it('Two windows with one token are one player: the newer one plays, and the older one is told why not', async () => {
    const older = await ArenaClient.join(arena.url, { map: 'foundry' });
    const newer = await ArenaClient.reconnect(arena.url, older.room.reconnectionToken);
    assert.equal((await older.closed).code, CLOSE.replacedByNewerConnection);
    assert.equal(newer.id, older.id);
    assert.equal(arena.match.seats.people, 2);
    const { ownTick } = arena.body(newer);
    const { tick } = arena.world;
    older.sendRaw(Uint8Array.of(0));
    await newer.play({ moveX: 127 }, 2, 10);
    assert.ok(arena.body(newer).ownTick - ownTick <= arena.world.tick - tick, 'one body, one command a tick');
    await newer.leave();
  });

  it('Coming back many times at once takes one seat', async () => {
    const player = await arena.cheat();
    const seat = { name: 'arena', processId: 'any', roomId: player.roomId, sessionId: player.id };
    const path = seatPath(seat, player.token);
    const tries = await Promise.all(Array.from({ length: AT_ONCE }, () => RawPlayer.enter(arena.url, seat, path)));
    for (const back of tries) if (back !== undefined) arena.keep(back);
    await arena.ticks(10);
    assert.equal(arena.match.seats.people, 2);
    const open = [player, ...tries].filter((each) => each !== undefined && !each.socket.closed);
    assert.ok(open.length <= 1, `${open.length} connections play one avatar`);
  });
});
