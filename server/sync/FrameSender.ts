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

/**
 * What of the `ws` WebSocket below a Colyseus client is not public, and is leaned on all the same:
 * `test/contract/frameSender.test.ts` fails when it changes.
 */
interface WebSocketInternals {
  readonly readyState: number;
  readonly _socket?: {
    write(bytes: Uint8Array): boolean;
    readonly writableLength: number;
    readonly encrypted?: boolean;
  };
}

/**
 * Writes WebSocket frames for one client after the other, and sends all that one is to get with one write to its
 * connection: `ws` takes two for each frame, which cost more than the patch itself. One buffer serves all, for as long as
 * the kernel takes what it is given at once. It is not touched any more once a connection holds on to it.
 */
export class FrameSender extends WireWriter {
  #frameStart = 0;
  #sendStart = 0;
  /** Parts of `bytes` that were sent before, by where they end: those that begin with a long header, and with a short one. */
  #parts: readonly Buffer[][] = [[], []];
  #partsOf: Buffer | undefined;

  /** Begins what the next client is sent. */
  beginClient(): void {
    this.at = 0;
    this.#sendStart = 0;
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
    if (headerStart === this.#sendStart) {
      headerStart += HEADER_BYTES - SHORT_HEADER_BYTES;
      this.#sendStart = headerStart;
    } else {
      bytes.copyWithin(headerStart + SHORT_HEADER_BYTES, payloadStart, this.at);
      this.at -= HEADER_BYTES - SHORT_HEADER_BYTES;
    }
    bytes[headerStart] = FINAL_BINARY;
    bytes[headerStart + 1] = length;
  }

  /** Sends the frames since `beginClient`. A connection that is closing or gone gets none. */
  send(client: Pick<Client, 'ref'>): void {
    const { readyState, _socket: socket } = client.ref as unknown as WebSocketInternals;
    if (readyState !== WEBSOCKET_OPEN || socket === undefined) return;
    const frames = this.#part();
    // It will wait: better a copy of its size than the whole buffer.
    if (socket.encrypted === true || socket.writableLength > 0) {
      socket.write(Buffer.from(frames));
      return;
    }
    socket.write(frames);
    if (socket.writableLength > 0) this.bytes = Buffer.allocUnsafeSlow(this.bytes.length);
  }

  /** What was written since `beginClient`, as a part of the buffer: most lengths come again, and no part is made twice. */
  #part(): Buffer {
    if (this.#partsOf !== this.bytes) {
      this.#partsOf = this.bytes;
      this.#parts = [[], []];
    }
    const parts = this.#parts[this.#sendStart === 0 ? 0 : 1]!;
    return (parts[this.at] ??= this.bytes.subarray(this.#sendStart, this.at));
  }
}
