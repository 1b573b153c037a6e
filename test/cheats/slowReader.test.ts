import assert from 'node:assert/strict';
import { once, type EventEmitter } from 'node:events';
import { CLOSE } from '../../shared/net/protocol.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import type { RawPlayer } from '../support/RawPlayer.ts';

const MOST_WAITING_BYTES = 256 * 1024;
/** Far more than a match sends, so that nobody has to wait for the buffers of the kernel to fill. */
const PADDING = 'x'.repeat(8192);

interface ServerSocket extends EventEmitter {
  readonly _socket: { readonly bytesWritten: number };
}

describe('Cheat: a slow reader', () => {
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

  /** Sends somebody who does not read a lot until they have to go; gives what waited for them at most. */
  async function starve(reader: RawPlayer): Promise<{ waited: number; closed: Promise<unknown> }> {
    const client = arena.serverEnd(reader)!;
    const socket = client.ref as unknown as ServerSocket;
    const closed = once(socket, 'close');
    const { _socket: line } = socket;
    reader.stopReading();
    const { bytesRead } = reader.socket;
    let waited = 0;
    const send = (): void => {
      client.send('padding', PADDING);
      waited = Math.max(waited, line.bytesWritten - bytesRead);
    };
    arena.honest.room.onStateChange(send);
    await arena.gone(reader);
    arena.honest.room.onStateChange.remove(send);
    return { waited, closed };
  }

  it('Whoever reads nothing has to go before 256 KB wait for them, and finds the reason if they read on', async () => {
    const slow = await arena.cheat();
    const { waited } = await starve(slow);
    assert.ok(waited > MOST_WAITING_BYTES / 2 && waited < MOST_WAITING_BYTES, `${waited} bytes`);
    assert.ok(arena.isUndisturbed, 'the others miss no patch');
    slow.socket.resume();
    assert.equal((await slow.closed).code, CLOSE.tooSlow);
  });

  it('So does whoever reads nothing and sends pongs, and is cut off if they do not go', async () => {
    const liar = await arena.cheat();
    arena.honest.room.onStateChange(() => {
      if (liar.socket.writable) liar.sendPong();
    });
    const { waited, closed } = await starve(liar);
    assert.ok(waited < MOST_WAITING_BYTES, `${waited} bytes`);
    await closed;
    assert.ok(arena.isUndisturbed);
  });
});
