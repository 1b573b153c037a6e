import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { matchMaker } from '@colyseus/core';
import { HTTP_ERRORS } from '../../server/errors.ts';
import { askForSeat, seatPath, type GrantedSeat } from '../../shared/net/askForSeat.ts';
import { SeatGone } from '../../shared/net/comeBack.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { RawPlayer } from '../support/RawPlayer.ts';

const GUESSES = 10_000;
const GUESSES_AT_ONCE = 100;
const GUESSES_OVER_SOCKETS = 20;
const TOKEN_BYTES = 16;

const guess = () => randomBytes(TOKEN_BYTES).toString('base64url');

describe("Cheat: somebody else's seat", () => {
  let server: LocalServer;
  let arena: CheatArena;
  let victim: ArenaClient;

  before(async () => {
    server = await startLocalServer({ BOTS: '0' });
  });
  after(() => server.stop());

  beforeEach(async () => {
    arena = await CheatArena.open(server);
    victim = await ArenaClient.join(arena.url, { map: 'foundry', name: 'Victim' });
    arena.body(victim).score = 7;
  });
  afterEach(() => arena.close());

  /** What everybody in the match knows of the victim's seat, and what one would need to know besides. */
  function seatOf({ room }: ArenaClient): { seat: GrantedSeat; secret: string } {
    const { roomId, sessionId, name } = room;
    return { seat: { roomId, sessionId, name, processId: matchMaker.processId }, secret: tokenOf(victim) };
  }

  function tokenOf({ room }: ArenaClient): string {
    return room.reconnectionToken.split(':')[1]!;
  }

  /** Tries to get into a seat with a token or without one. @returns whether it was let in */
  async function breakIn(seat: GrantedSeat, secret?: string): Promise<boolean> {
    const path = seatPath(seat, secret === undefined ? undefined : `${seat.roomId}:${secret}`);
    const thief = await RawPlayer.enter(arena.url, seat, path);
    if (thief !== undefined) arena.keep(thief);
    return thief !== undefined;
  }

  /** The victim's cable is pulled; everybody knows that the seat waits. */
  async function cut(): Promise<void> {
    (arena.serverEnd(victim)!.ref as unknown as { terminate(): void }).terminate();
    await arena.honest.until((state) => state.players.get(victim.id)?.connected === false);
  }

  async function assertVictimComesBack(token: string): Promise<void> {
    const back = await ArenaClient.reconnect(arena.url, token);
    assert.deepEqual([back.id, back.self.score], [victim.id, 7]);
    await back.leave();
  }

  it('The id of a player, which everybody sees, opens no seat: neither while they play nor while it waits', async () => {
    const { seat } = seatOf(victim);
    const { reconnectionToken } = victim.room;
    assert.equal(await breakIn(seat), false);
    const { tick } = victim.room.state;
    await victim.until((state) => state.tick > tick + 4);
    await cut();
    assert.equal(await breakIn(seat), false);
    assert.equal(await breakIn(seat, seat.sessionId), false);
    await assert.rejects(ArenaClient.reconnect(arena.url, `${seat.roomId}:${seat.sessionId}`));
    await assertVictimComesBack(reconnectionToken);
  });

  it('The token of one seat opens no other', async () => {
    const thief = await arena.cheat();
    const own = thief.token.split(':')[1]!;
    const { seat } = seatOf(victim);
    const { reconnectionToken } = victim.room;
    await cut();
    assert.equal(await breakIn(seat, own), false);
    const answered = await askForSeat(fetch, arena.url, { token: thief.token }, AbortSignal.timeout(5000));
    assert.equal(answered.sessionId, thief.id, 'it is good for the seat of the thief alone');
    await assertVictimComesBack(reconnectionToken);
  });

  it(`${GUESSES} guesses open nothing, and burn no seat`, async () => {
    const { seat } = seatOf(victim);
    const { reconnectionToken } = victim.room;
    await cut();
    const { message } = HTTP_ERRORS.seatGone;
    const ask = (token: string) =>
      assert.rejects(
        async () => matchMaker.controller.invokeMethod('reconnect', seat.roomId, { reconnectionToken: token }),
        { message },
      );
    for (let count = 0; count < GUESSES; count += GUESSES_AT_ONCE)
      await Promise.all(Array.from({ length: GUESSES_AT_ONCE }, () => ask(guess())));
    for (let count = 0; count < GUESSES_OVER_SOCKETS; count++) assert.equal(await breakIn(seat, guess()), false);
    await assertVictimComesBack(reconnectionToken);
  });

  it('Names that mean something to JavaScript are no tokens and no seats', async () => {
    const { seat } = seatOf(victim);
    await cut();
    for (const name of ['__proto__', 'constructor', 'toString', 'undefined', 'null']) {
      await assert.rejects(
        askForSeat(fetch, arena.url, { token: `${seat.roomId}:${name}` }, AbortSignal.timeout(5000)),
        SeatGone,
        name,
      );
      assert.equal(await breakIn(seat, name), false, name);
      assert.equal(await breakIn({ ...seat, sessionId: name }, name), false, name);
      assert.equal(await breakIn({ ...seat, sessionId: name }), false, name);
    }
    await assertVictimComesBack(victim.room.reconnectionToken);
  });

  it('A token that was used once opens nothing any more', async () => {
    const used = victim.room.reconnectionToken;
    await cut();
    const back = await ArenaClient.reconnect(arena.url, used);
    assert.notEqual(back.room.reconnectionToken, used);
    await back.play({ moveX: 1 }, 2, 2);
    await assert.rejects(ArenaClient.reconnect(arena.url, used));
    const { tick } = back.room.state;
    await back.until((state) => state.tick > tick + 4);
    await back.leave();
  });

  it('A token is told to its owner and to nobody else', async () => {
    const spy = await arena.cheat();
    const heard: Buffer[] = [];
    spy.onMessage = (payload) => heard.push(Buffer.from(payload));
    await cut();
    const back = await ArenaClient.reconnect(arena.url, victim.room.reconnectionToken);
    await arena.ticks(10);
    const everything = Buffer.concat(heard);
    assert.ok(everything.length > 100);
    for (const client of [victim, back, arena.honest]) assert.equal(everything.includes(tokenOf(client)), false);
    await back.leave();
  });
});
