import { randomBytes } from 'node:crypto';

/** Opcodes of RFC 6455 that a client meets. */
const OPCODE = { binary: 2, close: 8, ping: 9, pong: 10 } as const;
const END_OF_HEADERS = '\r\n\r\n';

export interface WebSocketEvents {
  onMessage(payload: Uint8Array): void;
  onPing(payload: Uint8Array): void;
  onClose(code: number, reason: string): void;
}

/** The request that turns a TCP connection into a WebSocket. */
export function upgradeRequest(host: string, path: string): string {
  const headers = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  ];
  return headers.join('\r\n') + END_OF_HEADERS;
}

/** A short binary message as it travels; a mask of zeros hides nothing and costs nothing. Up to 125 bytes. */
export function messageFrame(payload: Uint8Array): Buffer {
  return frame(OPCODE.binary, payload);
}

export function pongFrame(payload: Uint8Array): Buffer {
  return frame(OPCODE.pong, payload);
}

function frame(opcode: number, payload: Uint8Array): Buffer {
  const head = Buffer.from([0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0]);
  return Buffer.concat([head, payload]);
}

/**
 * Reads what a WebSocket server sends on a raw connection, as cheaply as can be: for load, where thousands of
 * clients share a machine. Knows no fragments and no extensions; our server uses neither.
 */
export class WebSocketStream {
  readonly #events: WebSocketEvents;
  #rest: Buffer = Buffer.alloc(0);
  #isOpen = false;

  constructor(events: WebSocketEvents) {
    this.#events = events;
  }

  /** @throws an Error when the server refuses the upgrade */
  push(chunk: Buffer): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (!this.#isOpen && !this.#readHandshake()) return;
    while (this.#readFrame());
  }

  #readHandshake(): boolean {
    const end = this.#rest.indexOf(END_OF_HEADERS);
    if (end < 0) return false;
    const status = this.#rest.toString('latin1', 0, this.#rest.indexOf('\r\n'));
    if (!status.includes(' 101 ')) throw new Error(`the server refused the WebSocket: ${status}`);
    this.#rest = this.#rest.subarray(end + END_OF_HEADERS.length);
    this.#isOpen = true;
    return true;
  }

  #readFrame(): boolean {
    const rest = this.#rest;
    if (rest.length < 2) return false;
    const short = rest[1]! & 0x7f;
    const headBytes = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (rest.length < headBytes) return false;
    const length = short === 126 ? rest.readUInt16BE(2) : short === 127 ? Number(rest.readBigUInt64BE(2)) : short;
    if (rest.length < headBytes + length) return false;
    this.#rest = rest.subarray(headBytes + length);
    this.#deliver(rest[0]! & 0x0f, rest.subarray(headBytes, headBytes + length));
    return true;
  }

  #deliver(opcode: number, payload: Buffer): void {
    if (opcode === OPCODE.binary) this.#events.onMessage(payload);
    else if (opcode === OPCODE.ping) this.#events.onPing(payload);
    else if (opcode === OPCODE.close) {
      const code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
      this.#events.onClose(code, payload.toString('utf8', 2));
    }
  }
}
