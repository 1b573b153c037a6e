import { connect, type Socket } from 'node:net';
import { Protocol } from '@colyseus/sdk';
import { seatPath, type GrantedSeat, type SeatToken } from '../shared/net/askForSeat.ts';
import type { ClientLine, WayIn } from './NetworkClient.ts';
import { placeOf } from './reserveSeat.ts';
import { startTroubleProxy, type TroubleProxy } from './TroubleProxy.ts';
import { messageFrame, pongFrame, upgradeRequest, WebSocketStream } from './WebSocketStream.ts';

/** What a link tells its owner. */
export interface LightLinkListener {
  onPatch(): void;
  onPong(): void;
  /** The next way back, told as soon as the room has let the client in. */
  onToken(token: SeatToken): void;
  /** The connection has ended, with a code if the server gave one; comes once, and not after `close`. */
  onEnd(code: number | undefined, reason: string): void;
}

/** The low bits of a message's first byte say what it is; the others how it travels. */
const PROTOCOL_CODE_MASK = 0x1f;

/** One connection into a room on which nothing is decoded but who one is. */
export class LightLink {
  readonly #seat: GrantedSeat;
  readonly #socket: Socket;
  readonly #proxy: TroubleProxy | undefined;
  readonly #listener: LightLinkListener;
  readonly #ready = Promise.withResolvers<void>();
  #hasState = false;
  #isOver = false;

  private constructor(seat: GrantedSeat, socket: Socket, proxy: TroubleProxy | undefined, listener: LightLinkListener) {
    this.#seat = seat;
    this.#socket = socket;
    this.#proxy = proxy;
    this.#listener = listener;
    const stream = new WebSocketStream({
      onMessage: (payload) => this.#take(payload),
      onPing: (payload) => socket.write(pongFrame(payload)),
      onClose: (code, reason) => {
        this.#fail(code, reason);
        socket.destroy();
      },
    });
    socket.on('data', (chunk) => {
      try {
        stream.push(chunk);
      } catch (error) {
        this.#fail(undefined, error instanceof Error ? error.message : String(error));
      }
    });
    socket.on('error', (error) => this.#fail(undefined, error.message));
    socket.on('close', () => this.#fail(undefined, ''));
  }

  /**
   * Opens a connection into a seat, and resolves with the first state.
   * @throws an Error that says what failed; nothing is left open then
   */
  static async open(
    { url, seed, trouble }: ClientLine,
    seat: GrantedSeat,
    listener: LightLinkListener,
    wayIn?: WayIn,
  ): Promise<LightLink> {
    const { host, port, pathPrefix } = placeOf(url, seat);
    const hasTrouble = trouble.rttMs > 0 || trouble.jitterMs > 0 || trouble.lossPercent > 0;
    const target = { targetHost: host, targetPort: port, seed, ...trouble };
    const proxy = hasTrouble ? await startTroubleProxy(target) : undefined;
    const socket = connect({ host: proxy ? '127.0.0.1' : host, port: proxy?.port ?? port, noDelay: true });
    const link = new LightLink(seat, socket, proxy, listener);
    const stop = (): void => link.#fail(undefined, 'no state in time');
    wayIn?.limit.addEventListener('abort', stop);
    try {
      socket.write(upgradeRequest(`${host}:${port}`, pathPrefix + seatPath(seat, wayIn?.token)));
      await link.#ready.promise;
      return link;
    } catch (error) {
      await link.close();
      throw error;
    } finally {
      wayIn?.limit.removeEventListener('abort', stop);
    }
  }

  get traffic(): { readonly bytesUp: number; readonly bytesDown: number } {
    return { bytesUp: this.#socket.bytesWritten, bytesDown: this.#socket.bytesRead };
  }

  write(frame: Buffer): void {
    if (this.#socket.writable) this.#socket.write(frame);
  }

  /** Ends the connection; the server keeps the seat. */
  async close(): Promise<void> {
    this.#isOver = true;
    this.#socket.destroy();
    await this.#proxy?.close();
  }

  /** Gives up the seat, and waits until the server has heard it, but not for long. */
  async leave(maxMs: number): Promise<void> {
    this.#isOver = true;
    if (this.#socket.writable && !this.#socket.closed) {
      const closed = new Promise((resolve) => this.#socket.once('close', resolve));
      this.#socket.write(messageFrame(Uint8Array.of(Protocol.LEAVE_ROOM)));
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, maxMs).unref())]);
    }
    await this.close();
  }

  #take(payload: Uint8Array): void {
    if (this.#isOver) return;
    switch (payload[0]! & PROTOCOL_CODE_MASK) {
      case Protocol.JOIN_ROOM:
        this.#listener.onToken(`${this.#seat.roomId}:${readToken(payload)}`);
        this.#socket.write(messageFrame(Uint8Array.of(Protocol.JOIN_ROOM)));
        break;
      case Protocol.ROOM_STATE:
        this.#hasState = true;
        this.#ready.resolve();
        break;
      case Protocol.ROOM_STATE_PATCH:
        this.#listener.onPatch();
        break;
      case Protocol.PING:
        this.#listener.onPong();
        break;
      case Protocol.ERROR:
        this.#fail(undefined, 'the room refused to let the client in');
    }
  }

  #fail(code: number | undefined, reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#socket.destroy();
    if (this.#hasState) this.#listener.onEnd(code, reason);
    else this.#ready.reject(new Error(reason || (code === undefined ? 'connection lost' : `closed with ${code}`)));
  }
}

/** The first word of the message with which a room lets a client in, behind its length in bytes. */
function readToken(payload: Uint8Array): string {
  const length = payload[1] ?? 0;
  return Buffer.from(payload.buffer, payload.byteOffset + 2, length).toString('utf8');
}
