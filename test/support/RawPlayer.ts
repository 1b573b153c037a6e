import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Protocol } from '@colyseus/sdk';
import { messageFrame, pongFrame, upgradeRequest, WebSocketStream } from '../../bots/WebSocketStream.ts';
import type { SeatToken } from '../../shared/net/askForSeat.ts';
import type { JoinOptions } from '../../shared/net/messages.ts';
import { ROOM_ARENA } from '../../shared/net/protocol.ts';

const PROTOCOL_CODE_MASK = 0x1f;

/** A seat that is kept for whoever opens its socket. */
export interface RawSeat {
  readonly processId: string;
  readonly roomId: string;
  readonly sessionId: string;
}

/** How a connection ended: with a word of the server's, or without. */
export interface RawEnd {
  readonly code: number | undefined;
  readonly reason: string;
}

/** Where a seat is asked for, and who asks. */
export interface RawAsking {
  readonly room?: string;
  readonly accessToken?: string;
}

/** Asks matchmaking for a seat, and opens no socket yet. */
export async function takeRawSeat(
  url: string,
  options: object = {},
  { room = ROOM_ARENA, accessToken }: RawAsking = {},
): Promise<RawSeat> {
  const response = await fetch(`${url}/matchmake/joinOrCreate/${room}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
    },
    body: JSON.stringify(options),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as RawSeat;
}

/** Opens a TCP connection; one that breaks harms nobody. */
export async function openSocket(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Where the WebSocket of a seat is opened, as it is requested. */
export function upgradeOf(url: string, seat: RawSeat): string {
  return upgradeRequest(new URL(url).host, upgradePath(seat));
}

export function upgradePath({ processId, roomId, sessionId }: RawSeat): string {
  return `/${processId}/${roomId}?sessionId=${sessionId}`;
}

/** A player whose every byte is in the hands of the test: it can stop reading, lie, and break off in a word. */
export class RawPlayer {
  readonly id: string;
  readonly roomId: string;
  readonly socket: Socket;
  readonly closed: Promise<RawEnd>;
  patches = 0;
  /** What opens its seat again; given when the room lets it in. */
  token: SeatToken = '';
  /** Told of every message once it has joined. */
  onMessage: (payload: Uint8Array) => void = () => undefined;
  #isAnswering = true;

  private constructor(seat: RawSeat, socket: Socket, says: { readonly joined: boolean }, onJoined: () => void) {
    this.id = seat.sessionId;
    this.roomId = seat.roomId;
    this.socket = socket;
    let end: RawEnd = { code: undefined, reason: '' };
    this.closed = new Promise((resolve) => {
      socket.on('close', () => resolve(end));
    });
    const stream = new WebSocketStream({
      onMessage: (payload) => {
        const code = payload[0]! & PROTOCOL_CODE_MASK;
        if (code === Protocol.ROOM_STATE_PATCH) this.patches += 1;
        this.onMessage(payload);
        if (code !== Protocol.JOIN_ROOM) return;
        this.token = `${this.roomId}:${Buffer.from(payload.subarray(2, 2 + payload[1]!)).toString()}`;
        if (says.joined) this.send(Uint8Array.of(Protocol.JOIN_ROOM));
        onJoined();
      },
      onPing: (payload) => {
        if (this.#isAnswering) socket.write(pongFrame(payload));
      },
      onClose: (code, reason) => {
        end = { code, reason };
        socket.end();
      },
    });
    socket.on('data', (chunk) => stream.push(chunk));
  }

  /**
   * Joins and resolves when the room has let it in.
   * @param says whether it tells the room that it has joined, as every game does
   */
  static async join(url: string, options: JoinOptions = {}, says = { joined: true }): Promise<RawPlayer> {
    const seat = await takeRawSeat(url, options);
    const player = await RawPlayer.enter(url, seat, upgradePath(seat), says);
    if (player === undefined) throw new Error(`the room did not let ${seat.sessionId} in`);
    return player;
  }

  /**
   * Opens the WebSocket of a seat, or of what is said to be one. It hears nothing before the caller goes on: what it is sent
   * first is the answer to having joined.
   * @returns undefined when the server closes it again without letting anybody in
   */
  static async enter(
    url: string,
    seat: RawSeat,
    path = upgradePath(seat),
    says = { joined: true },
  ): Promise<RawPlayer | undefined> {
    const socket = await openSocket(url);
    const joined = Promise.withResolvers<void>();
    const player = new RawPlayer(seat, socket, says, joined.resolve);
    socket.write(upgradeRequest(new URL(url).host, path));
    const isIn = await Promise.race([joined.promise.then(() => true), player.closed.then(() => false)]);
    return isIn ? player : undefined;
  }

  send(payload: Uint8Array): void {
    this.socket.write(messageFrame(payload));
  }

  /** Reads no byte more; what comes waits in the buffers of the two kernels, and then of the server. */
  stopReading(): void {
    this.socket.pause();
  }

  /** Goes on reading, but answers no ping. */
  stopAnswering(): void {
    this.#isAnswering = false;
  }

  /** Says that it is alive, unasked. */
  sendPong(): void {
    this.socket.write(pongFrame(new Uint8Array()));
  }
}
