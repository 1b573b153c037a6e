import assert from 'node:assert/strict';
import { Protocol } from '@colyseus/sdk';
import { pongFrame } from '../../bots/WebSocketStream.ts';
import { TICK_RATE } from '../../shared/defs/rates.ts';
import { CLOSE, ROOM_LOBBY, ROOM_PARTY, ROOM_QUEUE } from '../../shared/net/protocol.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { inputMessage } from '../support/rawInput.ts';
import { RawPlayer, takeRawSeat } from '../support/RawPlayer.ts';

const PER_PATCH = TICK_RATE / 30;

describe('Cheat: a flood', () => {
  let server: LocalServer;
  let arena: CheatArena;
  let cheat: RawPlayer;

  before(async () => {
    server = await startLocalServer({ BOTS: '0' });
  });
  after(() => server.stop());

  beforeEach(async () => {
    arena = await CheatArena.open(server);
    cheat = await arena.cheat();
  });
  afterEach(() => arena.close());

  /** What the honest player sees of a flood that their match lives through: nothing. */
  async function assertUndisturbed(): Promise<void> {
    const { length } = arena.patchTicks;
    await arena.ticks(10);
    assert.ok(arena.patchTicks.length > length);
    assert.ok(arena.isUndisturbed, 'not a patch was missed');
  }

  it('Ten times the inputs of a game gain nothing, and cost the others nothing', async () => {
    await arena.send(cheat, { moveX: 127 }, 10 * PER_PATCH, 30);
    assert.ok(arena.has(cheat), 'a broken game is no flood');
    await assertUndisturbed();
  });

  it('Fifty times as many end the connection with the reason, and keep no seat', async () => {
    void arena.send(cheat, { moveX: 127 }, 50 * PER_PATCH, 60);
    assert.equal((await cheat.closed).code, CLOSE.tooManyMessages);
    await arena.gone(cheat);
    await assertUndisturbed();
  });

  it('So do as many of any other message', async () => {
    for (let count = 0; count < 50 * TICK_RATE; count++) cheat.send(Uint8Array.of(Protocol.PING));
    assert.equal((await cheat.closed).code, CLOSE.tooManyMessages);
    await assertUndisturbed();
  });

  it('So do as many frames below the messages, pongs nobody asked for among them', async () => {
    const pongs = Buffer.concat(Array<Buffer>(50 * TICK_RATE).fill(pongFrame(new Uint8Array(8))));
    cheat.socket.write(pongs);
    assert.equal((await cheat.closed).code, CLOSE.tooManyMessages);
    await assertUndisturbed();
  });

  for (const room of [ROOM_LOBBY, ROOM_PARTY, ROOM_QUEUE]) {
    it(`So do they in the room ${room}, where nobody plays`, async () => {
      const { accessToken } = await signInAsGuest(server.url, 'Mallory');
      const seat = await takeRawSeat(server.url, {}, { room, accessToken });
      const flooder = arena.keep((await RawPlayer.enter(server.url, seat))!);
      flooder.socket.write(Buffer.concat(Array<Buffer>(50 * TICK_RATE).fill(pongFrame(new Uint8Array(8)))));
      assert.equal((await flooder.closed).code, CLOSE.tooManyMessages);
      await assertUndisturbed();
    });
  }

  it('A spectator who floods goes as a player does', async () => {
    const spectator = await arena.cheat({ spectate: true });
    for (let count = 0; count < 50 * TICK_RATE; count++) spectator.send(inputMessage({ moveX: 1 }));
    assert.equal((await spectator.closed).code, CLOSE.tooManyMessages);
    await assertUndisturbed();
  });
});
