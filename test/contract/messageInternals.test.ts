import assert from 'node:assert/strict';
import { once } from 'node:events';
import { matchMaker, Protocol, type Client, type Room } from '@colyseus/core';
import { WebSocket } from 'ws';
import { takeMessages } from '../../server/rooms/messageInternals.ts';
import { PLAYER_INPUTS } from '../../server/input/playerInputs.ts';
import { CLOSE, ROOM_ARENA } from '../../shared/net/protocol.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { upgradePath, takeRawSeat } from '../support/RawPlayer.ts';

const CODE_BITS = 0x1f;
const JOIN = Uint8Array.of(Protocol.JOIN_ROOM);
const PING = Uint8Array.of(Protocol.PING);
const STEP_RIGHT = Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, 0x80, 127);
/** Of no meaning to Colyseus. */
const NOTHING = Uint8Array.of(31);

/** A WebSocket to a room that says nothing of its own, and all that it is answered. */
class HandClient {
  readonly id: string;
  readonly closed: Promise<number>;
  readonly #socket: WebSocket;
  readonly #codes: number[] = [];

  private constructor(id: string, socket: WebSocket) {
    this.id = id;
    this.#socket = socket;
    this.closed = once(socket, 'close').then(([code]) => code as number);
    socket.on('message', (bytes: Buffer) => this.#codes.push(bytes[0]! & CODE_BITS));
  }

  /** Resolves when the room would hear what it says. */
  static async connect(url: string): Promise<HandClient> {
    const seat = await takeRawSeat(url);
    const client = new HandClient(seat.sessionId, new WebSocket(new URL(upgradePath(seat), url)));
    await client.hear(Protocol.JOIN_ROOM);
    return client;
  }

  /** What both sides agreed on to do with frames, compress them for one. */
  get extensions(): string {
    return this.#socket.extensions;
  }

  send(bytes: Uint8Array): void {
    this.#socket.send(bytes);
  }

  /** Resolves when a message of this kind has come, with the kinds of those that came before it. */
  async hear(code: number): Promise<number[]> {
    while (!this.#codes.includes(code)) await once(this.#socket, 'message');
    return this.#codes.splice(0, this.#codes.indexOf(code) + 1).slice(0, -1);
  }

  close(): void {
    this.#socket.terminate();
  }
}

describe('What is leaned on of Colyseus’ rooms to read what comes in before they do', () => {
  let server: LocalServer;
  let room: Room;

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0' });
    await matchMaker.handleCreateRoom(ROOM_ARENA, {}, undefined, 'chosen');
    room = matchMaker.getLocalRoomById('chosen');
  });
  afterEach(() => server.stop());

  /** Notes what comes to the room from now on, of those who join later. */
  function eavesdrop(take: (client: Client, message: Uint8Array) => boolean = () => false): [string, number[]][] {
    const heard: [string, number[]][] = [];
    takeMessages(room, (client, message) => {
      heard.push([client.sessionId, [...message]]);
      return take(client, message);
    });
    return heard;
  }

  it('is that every message of a client goes through one method of its room, from the first on and in order', async () => {
    // Of that one nobody else is to hear: it would end the connection.
    const heard = eavesdrop((_, [code]) => code === NOTHING[0]);
    const ada = await HandClient.connect(server.url);
    for (const message of [JOIN, NOTHING, STEP_RIGHT, PING]) ada.send(message);
    await ada.hear(Protocol.PING);
    assert.deepEqual(
      heard,
      [JOIN, NOTHING, STEP_RIGHT, PING].map((message) => [ada.id, [...message]]),
    );
    ada.close();
  });

  it('is that this method is looked up when somebody joins: who was there before goes on as they did', async () => {
    const ada = await HandClient.connect(server.url);
    const heard = eavesdrop();
    const bea = await HandClient.connect(server.url);
    for (const client of [ada, bea]) {
      client.send(PING);
      await client.hear(Protocol.PING);
    }
    assert.deepEqual(heard, [[bea.id, [...PING]]]);
    ada.close();
    bea.close();
  });

  it('is that what is taken goes no further, and everything else is read as ever', async () => {
    let left = 3;
    eavesdrop((_, message) => message[0] === Protocol.PING && left-- > 0);
    const ada = await HandClient.connect(server.url);
    for (let count = 0; count < 4; count++) ada.send(PING);
    ada.send(JOIN);
    // One answer to four questions, then the state.
    assert.deepEqual(await ada.hear(Protocol.ROOM_STATE), [Protocol.PING]);
    ada.close();
  });

  it('is that the bytes are those of the message and no more, and stay as they are while they are read', async () => {
    const rows: number[] = [];
    const values = new Float64Array(PLAYER_INPUTS.width);
    eavesdrop((_, message) => {
      if (PLAYER_INPUTS.read(message, values, 0)) rows.push(values[0]!);
      return false;
    });
    const ada = await HandClient.connect(server.url);
    for (let step = 1; step <= 100; step++) ada.send(Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, 0x80, step));
    ada.send(PING);
    await ada.hear(Protocol.PING);
    assert.deepEqual(
      rows,
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
    ada.close();
  });

  it('is that nothing is compressed, which would leave after what is written to the connection behind it', async () => {
    const ada = await HandClient.connect(server.url);
    assert.equal(ada.extensions, '');
    ada.close();
  });

  it('is that a message of a type nobody knows, which no line takes, ends the connection with our reason', async () => {
    const ada = await ArenaClient.join(server.url);
    ada.room.send('nonsense', { a: 1 });
    const { code } = await ada.closed;
    assert.equal(code, CLOSE.badMessage);
  });
});
