import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Client } from '@colyseus/core';
import { WebSocket, WebSocketServer } from 'ws';
import { FrameSender } from '../../server/sync/FrameSender.ts';
import { selfSigned } from '../support/selfSigned.ts';

const LENGTHS = [0, 1, 125, 126, 127, 65_535];
/** More than two kernels keep between them. */
const FLOOD_BYTES = 32 * 1024 * 1024;

type Transport = 'TCP' | 'TLS';

/** Both ends of one connection, as the server has it from `ws` and as any other client has it. */
class Line {
  readonly sender = new FrameSender();
  readonly near: WebSocket;
  readonly far: WebSocket;
  readonly client: Pick<Client, 'ref'>;
  readonly heard: Buffer[] = [];
  readonly #server: WebSocketServer;

  private constructor(server: WebSocketServer, near: WebSocket, far: WebSocket) {
    this.#server = server;
    this.near = near;
    this.far = far;
    this.client = { ref: near as unknown as Client['ref'] };
    far.on('message', (bytes: Buffer, isBinary) => {
      assert.ok(isBinary);
      this.heard.push(bytes);
    });
  }

  static async open(transport: Transport): Promise<Line> {
    const http = transport === 'TLS' ? createSecureServer(selfSigned('localhost')) : createServer();
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const server = new WebSocketServer({ server: http, perMessageDeflate: false });
    server.once('close', () => http.close());
    const { port } = http.address() as AddressInfo;
    const scheme = transport === 'TLS' ? 'wss' : 'ws';
    const far = new WebSocket(`${scheme}://127.0.0.1:${port}`, { rejectUnauthorized: false });
    const [near] = (await once(server, 'connection')) as [WebSocket];
    await once(far, 'open');
    return new Line(server, near, far);
  }

  get socket(): Socket {
    return (this.near as unknown as { readonly _socket: Socket })._socket;
  }

  /** Sends frames with one write. */
  send(...payloads: Uint8Array[]): void {
    this.sender.beginClient();
    for (const payload of payloads) {
      this.sender.beginFrame();
      this.sender.copy(payload, 0, payload.length);
      this.sender.endFrame();
    }
    this.sender.endClient(this.client);
    this.sender.flush();
  }

  async hear(count: number): Promise<Buffer[]> {
    while (this.heard.length < count) await once(this.far, 'message');
    return this.heard.splice(0, count);
  }

  close(): void {
    this.far.terminate();
    this.near.terminate();
    this.#server.close();
  }
}

/** Bytes that differ from those of every other seed, all along. */
function payloadOf(length: number, seed: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, index) => index * 31 + (index >> 8) + seed * 7));
}

for (const transport of ['TCP', 'TLS'] as const) {
  describe(`What is leaned on of ws to write frames over ${transport}`, () => {
    let line: Line;
    beforeEach(async () => {
      line = await Line.open(transport);
    });
    afterEach(() => line.close());

    it('is that frames of all lengths arrive whole and in order, also many with one write', async () => {
      const payloads = LENGTHS.map(payloadOf);
      for (const payload of payloads) line.send(payload);
      assert.deepEqual(await line.hear(payloads.length), payloads);
      const crowd = [...payloads, ...payloads.toReversed(), ...payloads];
      line.send(...crowd);
      assert.deepEqual(await line.hear(crowd.length), crowd);
    });

    it('is that they keep their place among what ws itself sends, and before its goodbye', async () => {
      const pings: string[] = [];
      line.far.on('ping', (data: Buffer) => pings.push(`${data.toString()} after ${line.heard.length}`));
      const closed = once(line.far, 'close');
      const payloads = [...LENGTHS, ...LENGTHS].map(payloadOf);
      payloads.forEach((payload, index) => {
        if (index % 2 === 0) line.send(payload);
        else line.near.send(payload, { binary: true });
        line.near.ping(`ping ${index}`);
      });
      line.near.close(4400, 'so be it');
      const [code, reason] = (await closed) as [number, Buffer];
      assert.deepEqual([code, reason.toString()], [4400, 'so be it']);
      assert.deepEqual(line.heard, payloads);
      assert.deepEqual(
        pings,
        payloads.map((_, index) => `ping ${index} after ${index + 1}`),
      );
    });

    it('is that a connection which is closing is no longer open, and takes no frame', async () => {
      assert.equal(line.near.readyState, WebSocket.OPEN);
      assert.equal('encrypted' in line.socket, transport === 'TLS');
      line.near.close();
      assert.equal(line.near.readyState, WebSocket.CLOSING);
      line.send(payloadOf(10, 1));
      await Promise.all([once(line.far, 'close'), once(line.near, 'close')]);
      assert.equal(line.near.readyState, WebSocket.CLOSED);
      line.send(payloadOf(10, 2));
      assert.deepEqual(line.heard, []);
    });

    it('is that what the kernel does not take is told of, and arrives in the end as it was when it was sent', async () => {
      const { socket } = line;
      if (transport === 'TCP') {
        line.send(payloadOf(1000, 0));
        assert.equal(socket.writableLength, 0, 'a connection that is read takes what it is given at once');
        await line.hear(1);
      }
      line.far.pause();
      let sent = 0;
      for (; socket.writableLength === 0 || sent * 65_535 < 1024 * 1024; sent++) {
        assert.ok(sent * 65_535 < FLOOD_BYTES, 'the kernel takes everything');
        line.send(payloadOf(65_535, sent));
      }
      for (let late = 0; late < 20; late++) line.send(payloadOf(50, sent++));
      line.far.resume();
      const frames = await line.hear(sent);
      frames.forEach((frame, index) => {
        const whole = payloadOf(index < sent - 20 ? 65_535 : 50, index);
        assert.ok(frame.equals(whole), `frame ${index} of ${sent}`);
      });
    });
  });
}
