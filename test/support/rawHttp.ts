import { once } from 'node:events';
import type { Socket } from 'node:net';
import { openSocket } from './RawPlayer.ts';

/** An HTTP/1.1 request as it travels, of a head and what comes after it; `Host` is added. */
export function requestText(url: string, lines: readonly string[], body = ''): string {
  const [first, ...headers] = lines;
  return [first, `Host: ${new URL(url).host}`, ...headers, '', body].join('\r\n');
}

/** The head of a request for a WebSocket. */
export function upgradeText(url: string, path: string, headers: readonly string[] = []): string {
  return requestText(url, [
    `GET ${path} HTTP/1.1`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  ]);
}

const KNOCK_EVERY_MS = 100;

/**
 * A connection that sends what a test says and never closes by itself, not even when the server says goodbye, as the worst of peers would:
 * it is closed when the server has let go of it altogether. It keeps all that comes back.
 */
export class RawConnection {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  #received = '';

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.allowHalfOpen = true;
    socket.on('data', (chunk: Buffer) => (this.#received += chunk.toString('latin1')));
    // Only who goes on writing learns that the other end has not merely stopped to.
    socket.once('end', () => this.drip('x', KNOCK_EVERY_MS));
    this.closed = new Promise((resolve) => {
      socket.once('close', () => resolve());
    });
  }

  /** From now on sends this again and again. */
  drip(text: string, everyMs: number): void {
    const timer = setInterval(() => this.socket.write(text), everyMs).unref();
    this.socket.once('close', () => clearInterval(timer));
  }

  static async open(url: string, text = ''): Promise<RawConnection> {
    const connection = new RawConnection(await openSocket(url));
    if (text !== '') connection.socket.write(text);
    return connection;
  }

  get received(): string {
    return this.#received;
  }

  /** Waits until anything has come back, or the connection is gone. */
  async answer(): Promise<string> {
    if (this.#received === '') await Promise.race([once(this.socket, 'data'), this.closed]);
    return this.#received;
  }
}

/** The first line of the answer to bytes that are sent over a connection of their own. */
export async function statusOf(url: string, text: string): Promise<number> {
  const connection = await RawConnection.open(url, text);
  const answer = await connection.answer();
  connection.socket.destroy();
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
}
