import assert from 'node:assert/strict';
import { Protocol } from '@colyseus/sdk';
import { CLOSE } from '../../shared/net/protocol.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { CRAFTED_BODIES, dataFrame, messageFrame } from '../support/craftedFrames.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';

/** Names that mean something to JavaScript, to Colyseus, or to nobody. */
const UNKNOWN = [
  'cheat',
  'admin',
  '',
  '*',
  '_',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '_$b',
  'kick',
];
/** Codes of Colyseus' protocol that no game of ours sends. */
const UNSPOKEN = [
  Protocol.ERROR,
  Protocol.ROOM_STATE,
  Protocol.ROOM_STATE_PATCH,
  Protocol.ROOM_DATA_SCHEMA,
  Protocol.ROOM_DATA_BYTES,
  Protocol.ROOM_REQUEST,
  Protocol.ROOM_RESPONSE,
  0,
  31,
];
const WRONG_CONTENT: readonly unknown[] = [
  undefined,
  null,
  [],
  'foundry',
  42,
  {},
  { map: ['foundry'] },
  { map: 'foundry', times: 100 },
  { map: { toString: 'foundry' } },
  JSON.parse('{"map":"foundry","__proto__":{"admin":true}}'),
];

describe('Cheat: unknown and broken messages', () => {
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

  /** Sends messages over a connection of their own; gives the code with which the server ended it. */
  async function codeFor(...messages: readonly Uint8Array[]): Promise<number | undefined> {
    const cheat = await arena.cheat();
    for (const message of messages) cheat.send(message);
    return (await cheat.closed).code;
  }

  it('A message the game does not know ends the connection of whoever sends it', async () => {
    for (const type of UNKNOWN) assert.equal(await codeFor(messageFrame(type, { score: 100 })), CLOSE.badMessage, type);
    assert.ok(arena.isUndisturbed);
  });

  it('So does one the game knows, asked as a question or sent as raw bytes', async () => {
    const vote = messageFrame('vote', { map: 'foundry' }).subarray(1);
    assert.equal(await codeFor(Uint8Array.of(Protocol.ROOM_REQUEST, 1, ...vote)), CLOSE.badMessage);
    assert.equal(await codeFor(Uint8Array.of(Protocol.ROOM_DATA_BYTES, ...vote)), CLOSE.badMessage);
  });

  it('So does every word of the protocol that only servers say, and a message without one', async () => {
    for (const code of UNSPOKEN) assert.equal(await codeFor(Uint8Array.of(code, 1, 2, 3)), CLOSE.badMessage, `${code}`);
    assert.equal(await codeFor(new Uint8Array()), CLOSE.badMessage);
  });

  it('The third message of the wrong content ends it, whatever the content', async () => {
    Object.assign(arena.world, { phase: 'results', phaseEndsAtTick: arena.world.tick + 6000 });
    for (const content of WRONG_CONTENT) {
      const message = messageFrame('vote', content);
      assert.equal(await codeFor(message, message, message), CLOSE.badMessage, JSON.stringify(content));
    }
    assert.deepEqual(arena.match.votes, {});
    assert.equal(({} as { admin?: boolean }).admin, undefined);
  });

  it('So does content made to hurt whoever reads it, and the match does not stop for it', async () => {
    for (const [what, body] of Object.entries(CRAFTED_BODIES)) {
      const message = dataFrame('vote', body.subarray(0, 60));
      assert.equal(await codeFor(message, message, message), CLOSE.badMessage, what);
    }
    assert.ok(arena.isUndisturbed);
  });
});
