import type { Client } from '@colyseus/core';
import { WireWriter } from './WireWriter.ts';

/** Room for the longest header of a frame of less than 64 KiB. */
const HEADER_BYTES = 4;
const SHORT_HEADER_BYTES = 2;
const LONGEST_SHORT_PAYLOAD = 125;
const LONGEST_PAYLOAD = 0xffff;

/** A whole binary message, not masked: RFC 6455, section 5.2. */
const FINAL_BINARY = 0x82;
const LENGTH_IN_16_BITS = 126;

const WEBSOCKET_OPEN = 1;

/** What is written before it is sent: more would fall out of the processor's cache, and leave later. */
const BATCH_BYTES = 8 * 1024;

/**
 * What of the `ws` WebSocket below a Colyseus client is not public, and is leaned on all the same:
 * `test/contract/frameSender.test.ts` fails when it changes.
 */
interface WebSocketInternals {
  readonly readyState: number;
  readonly _socket?: Connection;
}

interface Connection {
  write(bytes: Uint8Array): boolean;
  readonly writableLength: number;
  /** Of TLS. */
  readonly encrypted?: boolean;
}

/**
 * Writes WebSocket frames for one client after the other, then sends to each connection all that is for it with one
 * write: `ws` takes two for each frame. First all is written, then all is sent, because every call into the kernel
 * costs the processor what it had at hand. One buffer serves all, for as long as the kernel takes what it is given at
 * once; it is not touched any more once a connection holds on to it.
 */
export class FrameSender extends WireWriter {
  readonly #connections: Connection[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #count = 0;
  #clientStart = 0;
  #frameStart = 0;

  /** Begins what the next client is sent. */
  beginClient(): void {
    if (this.at > BATCH_BYTES) this.flush();
    this.#clientStart = this.at;
  }

  beginFrame(): void {
    this.#frameStart = this.at;
    this.reserve(HEADER_BYTES);
    this.at += HEADER_BYTES;
  }

  /** Ends a frame of less than 64 KiB. */
  endFrame(): void {
    const payloadStart = this.#frameStart + HEADER_BYTES;
    const length = this.at - payloadStart;
    const { bytes } = this;
    if (length > LONGEST_SHORT_PAYLOAD) {
      if (length > LONGEST_PAYLOAD) throw new Error(`a patch of ${length} bytes does not fit into a frame`);
      bytes[this.#frameStart] = FINAL_BINARY;
      bytes[this.#frameStart + 1] = LENGTH_IN_16_BITS;
      bytes.writeUInt16BE(length, this.#frameStart + 2);
      return;
    }
    // The shorter header must be used where it can be. In front of the first frame the rest stays unsent; others move up.
    let headerStart = this.#frameStart;
    if (headerStart === this.#clientStart) {
      headerStart += HEADER_BYTES - SHORT_HEADER_BYTES;
      this.#clientStart = headerStart;
    } else {
      bytes.copyWithin(headerStart + SHORT_HEADER_BYTES, payloadStart, this.at);
      this.at -= HEADER_BYTES - SHORT_HEADER_BYTES;
    }
    bytes[headerStart] = FINAL_BINARY;
    bytes[headerStart + 1] = length;
  }

  /** Keeps the frames since `beginClient` for a client until the flush. A connection that is closing or gone gets none. */
  endClient(client: Pick<Client, 'ref'>): void {
    const { readyState, _socket: connection } = client.ref as unknown as WebSocketInternals;
    if (readyState !== WEBSOCKET_OPEN || connection === undefined) {
      this.at = this.#clientStart;
      return;
    }
    this.#connections[this.#count] = connection;
    this.#starts[this.#count] = this.#clientStart;
    this.#ends[this.#count] = this.at;
    this.#count += 1;
  }

  /** Sends what is kept. */
  flush(): void {
    let isHeld = false;
    for (let index = 0; index < this.#count; index++) {
      const connection = this.#connections[index]!;
      const frames = this.bytes.subarray(this.#starts[index], this.#ends[index]);
      // It will wait: better a copy of its size than all of the buffer.
      const waits = connection.encrypted === true || connection.writableLength > 0;
      connection.write(waits ? Buffer.from(frames) : frames);
      isHeld ||= !waits && connection.writableLength > 0;
    }
    this.#connections.length = this.#count = 0;
    this.at = 0;
    if (isHeld) this.bytes = Buffer.allocUnsafeSlow(this.bytes.length);
  }
}
