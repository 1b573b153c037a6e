import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Protocol } from '@colyseus/sdk';
import type { JoinOptions } from '../shared/net/messages.ts';
import { LEAVE_MS, type NetworkClient } from './NetworkClient.ts';
import { newTally, type Tally } from './Tally.ts';
import { reserveSeat, type ReservedSeat } from './reserveSeat.ts';
import { startTroubleProxy, type Trouble, type TroubleProxy } from './TroubleProxy.ts';
import { messageFrame, pongFrame, upgradeRequest, WebSocketStream } from './WebSocketStream.ts';

export interface LightClientOptions {
  readonly url: string;
  readonly join: JoinOptions;
  readonly seed: number;
  readonly trouble: Trouble;
}

/** The low bits of a message's first byte say what it is; the others how it travels. */
const PROTOCOL_CODE_MASK = 0x1f;
/** Set in the first byte of a field that follows with its index. */
const FIELD = 0x80;
/** The fields of `PlayerInput` that change, by their place in it. */
const MOVE_X = 0;
const AIM = 2;
/** Runs to and fro: this many inputs each way. */
const TURN_INPUTS = 90;
const RUN_LEFT = 0x81;
const RUN_RIGHT = 0x7f;
/** The aim turns by this share of 65,536 a turn with each input, so that every input is news. */
const AIM_STEP = 300;
/** Before the payload of a short masked frame. */
const FRAME_HEAD_BYTES = 6;

/**
 * A player without mind, prediction or decoding, for load: it sends 60 inputs a second, counts what comes, and
 * costs next to nothing itself.
 */
export class LightClient implements NetworkClient {
  readonly tally: Tally;
  readonly #socket: Socket;
  readonly #proxy: TroubleProxy | undefined;
  readonly #frame = messageFrame(
    Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, FIELD | MOVE_X, RUN_RIGHT, FIELD | AIM, 0, 0),
  );
  #pingedAtMs = 0;
  #isLeaving = false;
  #isJoined = false;
  readonly #joinedAtMs = performance.now();
  #onJoined: () => void = () => undefined;

  private constructor(seat: ReservedSeat, socket: Socket, proxy: TroubleProxy | undefined) {
    this.tally = newTally(seat.reservation.roomId);
    this.#socket = socket;
    this.#proxy = proxy;
    const stream = new WebSocketStream({
      onMessage: (payload) => this.#take(payload),
      onPing: (payload) => socket.write(pongFrame(payload)),
      onClose: (code, reason) => this.#hangUp(`connection closed (${code})${reason === '' ? '' : `: ${reason}`}`),
    });
    socket.on('data', (chunk) => {
      try {
        stream.push(chunk);
      } catch (error) {
        this.#fail(error instanceof Error ? error.message : String(error));
      }
    });
    socket.on('error', (error) => this.#fail(error.message));
    socket.on('close', () => this.#fail('connection lost'));
  }

  /**
   * Takes a seat and resolves when the room has let this client in.
   * @throws an Error that says what failed
   */
  static async join({ url, join, seed, trouble }: LightClientOptions): Promise<LightClient> {
    const seat = await reserveSeat(url, join);
    const hasTrouble = trouble.rttMs > 0 || trouble.jitterMs > 0 || trouble.lossPercent > 0;
    const target = { targetHost: seat.host, targetPort: seat.port, seed, ...trouble };
    const proxy = hasTrouble ? await startTroubleProxy(target) : undefined;
    const socket = connect({ host: proxy ? '127.0.0.1' : seat.host, port: proxy?.port ?? seat.port, noDelay: true });
    await once(socket, 'connect');
    const client = new LightClient(seat, socket, proxy);
    const { processId, roomId, sessionId } = seat.reservation;
    const path = `${seat.pathPrefix}/${processId}/${roomId}?sessionId=${sessionId}`;
    socket.write(upgradeRequest(`${seat.host}:${seat.port}`, path));
    await new Promise<void>((resolve) => (client.#onJoined = resolve));
    if (client.#isJoined) return client;
    await client.leave();
    throw new Error(client.tally.errors[0]);
  }

  step(): void {
    if (!this.#isJoined || this.tally.dropped) return;
    this.tally.inputs += 1;
    const payload = this.#frame.subarray(FRAME_HEAD_BYTES);
    payload[2] = Math.floor(this.tally.inputs / TURN_INPUTS) % 2 === 0 ? RUN_RIGHT : RUN_LEFT;
    payload.writeUInt16LE((this.tally.inputs * AIM_STEP) & 0xffff, 4);
    // A copy: the socket may still hold it when the next input is written.
    this.#socket.write(Buffer.from(this.#frame));
  }

  ping(): void {
    if (this.#pingedAtMs !== 0 || this.tally.dropped) return;
    this.#pingedAtMs = performance.now();
    this.#socket.write(messageFrame(Uint8Array.of(Protocol.PING)));
  }

  async leave(): Promise<void> {
    this.#isLeaving = true;
    this.tally.seconds = (performance.now() - this.#joinedAtMs) / 1000;
    this.tally.bytesUp = this.#socket.bytesWritten;
    this.tally.bytesDown = this.#socket.bytesRead;
    if (this.#socket.writable && !this.#socket.closed) {
      const closed = once(this.#socket, 'close');
      this.#socket.write(messageFrame(Uint8Array.of(Protocol.LEAVE_ROOM)));
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, LEAVE_MS).unref())]);
    }
    this.#socket.destroy();
    await this.#proxy?.close();
  }

  #take(payload: Uint8Array): void {
    if (this.#isLeaving) return;
    switch (payload[0]! & PROTOCOL_CODE_MASK) {
      case Protocol.JOIN_ROOM:
        this.#socket.write(messageFrame(Uint8Array.of(Protocol.JOIN_ROOM)));
        this.#isJoined = true;
        this.#onJoined();
        break;
      case Protocol.ROOM_STATE_PATCH:
        this.tally.patches += 1;
        break;
      case Protocol.PING:
        this.tally.roundTripsMs.push(performance.now() - this.#pingedAtMs);
        this.#pingedAtMs = 0;
        break;
      case Protocol.ERROR:
        this.#fail('the room refused to let the client in');
    }
  }

  /** The server has said goodbye. */
  #hangUp(reason: string): void {
    this.#fail(reason);
    this.#socket.destroy();
  }

  #fail(reason: string): void {
    if (this.#isLeaving || this.tally.dropped) return;
    this.tally.dropped = true;
    this.tally.errors.push(reason);
    this.#socket.destroy();
    this.#onJoined();
  }
}
