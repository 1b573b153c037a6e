/** What a client's WebSocket is to whoever writes frames to it by hand: it takes all and shows what came. */
export class FrameSocket {
  readonly readyState = 1;
  /** Bytes that a connection holds on to because nobody reads them. */
  isStalled = false;
  #held: Uint8Array[] = [];
  readonly _socket = new FrameSink(this);

  /** Takes out the payloads of the frames that were sent, oldest first. */
  takeFrames(): Uint8Array[] {
    const bytes = Buffer.concat(this.#held);
    this.#held = [];
    const frames: Uint8Array[] = [];
    for (let at = 0; at < bytes.length;) {
      if (bytes[at] !== 0x82) throw new Error(`no frame begins with ${bytes[at]}`);
      const isShort = bytes[at + 1]! < 126;
      const length = isShort ? bytes[at + 1]! : bytes.readUInt16BE(at + 2);
      if (!isShort && length < 126) throw new Error('a header that is too long');
      at += isShort ? 2 : 4;
      frames.push(bytes.subarray(at, at + length));
      at += length;
    }
    return frames;
  }

  /** Takes the bytes as they are, without a copy: whoever writes to them again is found out. */
  hold(bytes: Uint8Array): void {
    this.#held.push(this.isStalled ? bytes : Uint8Array.from(bytes));
  }
}

class FrameSink {
  readonly #socket: FrameSocket;
  #heldBytes = 0;

  constructor(socket: FrameSocket) {
    this.#socket = socket;
  }

  get writableLength(): number {
    return this.#socket.isStalled ? this.#heldBytes : 0;
  }

  write(bytes: Uint8Array): boolean {
    if (this.#socket.isStalled) this.#heldBytes += bytes.length;
    this.#socket.hold(bytes);
    return true;
  }
}
