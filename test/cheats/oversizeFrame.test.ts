import assert from 'node:assert/strict';
import { Protocol } from '@colyseus/sdk';
import { CLOSE } from '../../shared/net/protocol.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';

const LARGEST = 4096;
const TOO_LARGE = 1009;
const PROTOCOL_ERROR = 1002;
const POLICY_VIOLATION = 1008;
const CONTINUATION = 0x00;
const BINARY = 0x02;
const FINAL = 0x80;
const COMPRESSED = 0x40;
const MASKED = 0x80;

/** A frame as a browser would mask it, with zeros: its first byte, the length as written, and what follows. */
function frame(first: number, length: readonly number[], payload: Uint8Array = new Uint8Array()): Buffer {
  return Buffer.concat([Uint8Array.of(first, ...length, 0, 0, 0, 0), payload]);
}

/** The length of a payload in 16 bits. */
function short(bytes: number): number[] {
  return [MASKED | 126, bytes >> 8, bytes & 0xff];
}

/** A message of so many bytes that means nothing. */
function nothing(bytes: number): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, index) => (index === 0 ? Protocol.ROOM_STATE : 0));
}

describe('Cheat: an oversize frame', () => {
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

  /** The code with which a connection ends over which these frames came; the match has to go on. */
  async function codeFor(...frames: readonly Buffer[]): Promise<number | undefined> {
    const cheat = await arena.cheat();
    cheat.socket.write(Buffer.concat(frames));
    const { code } = await cheat.closed;
    await arena.ticks(4);
    assert.ok(arena.isUndisturbed);
    return code;
  }

  it('A message of one byte more than the largest ends the connection unread', async () => {
    assert.equal(
      await codeFor(frame(FINAL | BINARY, short(LARGEST), nothing(LARGEST))),
      CLOSE.badMessage,
      'it was read',
    );
    assert.equal(await codeFor(frame(FINAL | BINARY, short(LARGEST + 1), nothing(LARGEST + 1))), TOO_LARGE);
  });

  it('A frame that says it will be a terabyte is not waited for', async () => {
    const terabyte = [MASKED | 127, 0, 0, 1, 0, 0, 0, 0, 0];
    assert.equal(await codeFor(frame(FINAL | BINARY, terabyte)), TOO_LARGE);
    const beyondNumbers = [MASKED | 127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    assert.equal(await codeFor(frame(FINAL | BINARY, beyondNumbers)), TOO_LARGE);
  });

  it('Fragments that are too large together are too large', async () => {
    const first = frame(BINARY, short(2000), nothing(2000));
    const next = frame(CONTINUATION, short(2000), nothing(2000));
    assert.equal(await codeFor(first, next, next), TOO_LARGE);
  });

  it('A message in more pieces than any game makes is not pieced together, however small it is', async () => {
    const piece = frame(CONTINUATION, [MASKED]);
    assert.equal(await codeFor(frame(BINARY, [MASKED]), ...Array<Buffer>(16).fill(piece)), POLICY_VIOLATION);
  });

  it('A compressed frame, which could grow to any size, is refused', async () => {
    assert.equal(await codeFor(frame(FINAL | COMPRESSED | BINARY, short(200), nothing(200))), PROTOCOL_ERROR);
  });
});
