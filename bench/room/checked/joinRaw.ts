import WebSocket from 'ws';
import { floorFrame } from '../contenders/floorFrame.ts';
import { encodeRawInput } from '../encodeInput.ts';
import { CheckedClient, type CheckedSeat } from './CheckedClient.ts';
import { PlainReader } from './PlainReader.ts';
import type { Verdict } from './Sighting.ts';

/** Joins `plain-ws`. */
export async function joinPlain(seat: CheckedSeat): Promise<CheckedClient> {
  const reader = new PlainReader();
  const socket = await openSocket(seat);
  const client = new CheckedClient(seat, {
    get tick() {
      return reader.tick;
    },
    look: () => reader.look(),
    send: (input) => socket.send(encodeRawInput(input)),
    close: () => socket.terminate(),
  });
  socket.on('message', (frame) => {
    reader.take(frame as Buffer);
    client.takePatch();
  });
  return client;
}

/** Joins `floor`, where there is nothing to know but whether each message came whole. */
export async function joinFloor(
  seat: CheckedSeat,
  floorBytes: number,
): Promise<Pick<CheckedClient, 'start' | 'judge' | 'close'>> {
  const expected = floorFrame(floorBytes);
  const verdict: Verdict = { compared: 0, wrong: 0 };
  const socket = await openSocket(seat);
  const client = new CheckedClient(seat, {
    tick: 0,
    look: () => ({ tick: 0, players: [], shots: [] }),
    send: (input) => socket.send(encodeRawInput(input)),
    close: () => socket.terminate(),
  });
  socket.on('message', (frame) => {
    verdict.compared += 1;
    if (!expected.equals(frame as Buffer)) verdict.wrong += 1;
    client.takePatch();
  });
  return {
    start: () => client.start(),
    judge: async () => verdict,
    close: () => client.close(),
  };
}

async function openSocket({ port, roomId, slot }: CheckedSeat): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/${roomId}/${slot}`, { perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return socket;
}
