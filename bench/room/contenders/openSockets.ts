import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** Nobody sends more; the default of the library would let 100 MB in. */
const MAX_PAYLOAD_BYTES = 4096;

/** Someone at the end of a plain WebSocket whose address says which room and which slot it takes. */
export interface PlainClient {
  readonly socket: WebSocket;
  readonly room: number;
  readonly slot: number;
}

/** Opens a WebSocket server on a free port of the loopback, as lean as `ws` can be configured. */
export async function openSockets(onJoin: (client: PlainClient) => void): Promise<{ readonly port: number }> {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false, maxPayload: MAX_PAYLOAD_BYTES });
  sockets.on('connection', (socket, request) => {
    const [, room, slot] = (request.url ?? '').split('/');
    onJoin({ socket, room: Number(room), slot: Number(slot) });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return { port: (http.address() as AddressInfo).port };
}
