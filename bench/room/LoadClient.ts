import { connect, type Socket } from 'node:net';
import { Protocol } from '@colyseus/sdk';
import { messageFrame, pongFrame, upgradeRequest, WebSocketStream } from '../../bots/WebSocketStream.ts';
import { colyseusInputEncoder, encodeRawInput, type Input } from './encodeInput.ts';
import { reserveBenchSeat } from './reserveBenchSeat.ts';
import type { Wire } from './RunSetup.ts';
import { InputScript } from './workload/InputScript.ts';

/** The low bits of a message's first byte say what it is; the others how it travels. */
const PROTOCOL_CODE_MASK = 0x1f;

export interface LoadClientOptions {
  readonly wire: Wire;
  readonly port: number;
  readonly roomId: string;
  readonly slot: number;
  readonly seed: number;
  /** Told for every patch, with its bytes from the first of the message to the last. */
  onPatch(client: LoadClient, bytes: number): void;
}

/** A client that decodes nothing: it comes in, counts what it is sent, and sends the inputs of its script. */
export class LoadClient {
  patches = 0;
  readonly #options: LoadClientOptions;
  readonly #script: InputScript;
  readonly #socket: Socket;
  readonly #ready = Promise.withResolvers<void>();
  readonly #encode: (input: Input) => Uint8Array;

  private constructor(options: LoadClientOptions, path: string) {
    this.#options = options;
    this.#script = new InputScript(options.seed, options.slot);
    this.#encode = options.wire === 'raw' ? encodeRawInput : colyseusInputEncoder();
    const { port } = options;
    const socket = (this.#socket = connect({ host: '127.0.0.1', port, noDelay: true }));
    const stream = new WebSocketStream({
      onMessage: (payload) => this.#take(payload),
      onPing: (payload) => socket.write(pongFrame(payload)),
      onClose: (code, reason) => this.#ready.reject(new Error(`closed with ${code} ${reason}`)),
    });
    socket.on('data', (chunk) => {
      stream.push(chunk);
      // A raw server says nothing before the first tick; that it took the connection is its welcome.
      if (options.wire === 'raw') this.#ready.resolve();
    });
    socket.on('error', (error) => this.#ready.reject(error));
    socket.write(upgradeRequest(`127.0.0.1:${port}`, path));
  }

  /** Takes its slot, and resolves when the server will send it patches. @throws an Error that says what failed */
  static async join(options: LoadClientOptions): Promise<LoadClient> {
    const { wire, port, roomId, slot } = options;
    const path = wire === 'raw' ? `/${roomId}/${slot}` : await reserveBenchSeat(port, roomId, slot);
    const client = new LoadClient(options, path);
    await client.#ready.promise;
    return client;
  }

  /** Sends the next input of its script. */
  sendInput(): void {
    this.#script.advance();
    this.#socket.write(messageFrame(this.#encode(this.#script)));
  }

  #take(payload: Uint8Array): void {
    const code: number = this.#options.wire === 'raw' ? Protocol.ROOM_STATE_PATCH : payload[0]! & PROTOCOL_CODE_MASK;
    switch (code) {
      case Protocol.JOIN_ROOM:
        this.#socket.write(messageFrame(Uint8Array.of(Protocol.JOIN_ROOM)));
        break;
      case Protocol.ROOM_STATE:
        this.#ready.resolve();
        break;
      case Protocol.ROOM_STATE_PATCH:
        this.patches += 1;
        this.#options.onPatch(this, payload.length);
    }
  }
}
