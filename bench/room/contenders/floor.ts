import type { WebSocket } from 'ws';
import type { RunSetup } from '../RunSetup.ts';
import type { OpenServer } from './Contender.ts';
import { floorFrame } from './floorFrame.ts';
import { openSockets } from './openSockets.ts';

/**
 * What no server can do without: it hears every input and sends every client a message as large as those of
 * `plain-ws`, and does nothing else.
 */
export async function openFloor({ rooms, floorBytes }: RunSetup, hearInput: () => void): Promise<OpenServer> {
  const frame = floorFrame(floorBytes);
  const clients: WebSocket[] = [];
  const { port } = await openSockets(({ socket }) => {
    clients.push(socket);
    socket.on('message', hearInput);
  });
  return {
    port,
    roomIds: Array.from({ length: rooms }, (_, room) => String(room)),
    sims: [],
    step() {
      for (const socket of clients) socket.send(frame);
    },
  };
}
