import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { matchMaker, Server } from '@colyseus/core';
import { Encoder } from '@colyseus/schema';
import { WebSocketTransport } from '@colyseus/ws-transport';
import type { RunSetup } from '../RunSetup.ts';
import type { ColyseusRoom, ColyseusRoomOptions } from './ColyseusRoom.ts';
import type { OpenServer } from './Contender.ts';

const ROOM_NAME = 'bench';
/** The encoder never has to start over with a larger buffer. */
const ENCODER_BYTES_PER_PLAYER = 4096;

/** Opens a Colyseus server on a free port of the loopback, on the transport of the game. */
export async function openColyseus(
  room: new () => ColyseusRoom,
  setup: RunSetup,
  hearInput: () => void,
): Promise<OpenServer> {
  Encoder.BUFFER_SIZE = setup.playersPerRoom * ENCODER_BYTES_PER_PLAYER;
  const http = createServer();
  // Pings would disturb what is measured.
  const transport = new WebSocketTransport({ server: http, pingInterval: 0 });
  const server = new Server({ transport, greet: false, gracefullyShutdown: false });
  server.define(ROOM_NAME, room);
  await server.listen(0, '127.0.0.1');
  const rooms: ColyseusRoom[] = [];
  for (let index = 0; index < setup.rooms; index++) {
    const options: ColyseusRoomOptions = { setup, index, hearInput };
    const { roomId } = await matchMaker.createRoom(ROOM_NAME, options);
    rooms.push(matchMaker.getLocalRoomById(roomId) as ColyseusRoom);
  }
  return {
    port: (http.address() as AddressInfo).port,
    roomIds: rooms.map(({ roomId }) => roomId),
    sims: rooms.map(({ sim }) => sim),
    step() {
      for (const one of rooms) one.step();
    },
  };
}
