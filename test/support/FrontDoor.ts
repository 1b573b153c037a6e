import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** What the door does with a request for the way back, instead of passing it on. */
export type Answer = { readonly status: number; readonly body: string } | 'hang';

/** What stands before a game server, and can be as unhelpful as proxies and servers that are just changing are. */
export interface FrontDoor {
  readonly url: string;
  readonly port: number;
  /** Given to those who ask for the way back, one each; whoever asks after them gets to the server. */
  readonly answers: Answer[];
  /** Replaces the server's address in answers that let somebody back in. */
  publicAddress: string | undefined;
  /** So many of the next WebSockets are taken and left without an answer. */
  deafSockets: number;
  /** What came so far: requests for the way back; those that the client gave up on; WebSockets; deaf ones it closed. */
  readonly seen: { returns: number; abandoned: number; sockets: number; deafClosed: number };
  /** Breaks all connections, as a network does. */
  cut(): void;
  close(): Promise<void>;
}

/** Opens a door on a free port of 127.0.0.1, in front of the server on `port`. */
export async function openFrontDoor(port: number): Promise<FrontDoor> {
  const sockets = new Set<Duplex>();
  const server = createServer((asked, answer) => void serve(door, port, asked, answer));
  server.on('connection', (socket) => track(sockets, socket));
  server.on('upgrade', (asked: IncomingMessage, near: Socket) => {
    door.seen.sockets += 1;
    if (door.deafSockets > 0) {
      door.deafSockets -= 1;
      near.once('close', () => (door.seen.deafClosed += 1));
      near.once('end', () => near.destroy()).resume();
      return;
    }
    const far = track(sockets, connect({ port, host: '127.0.0.1', noDelay: true }));
    const headers = asked.rawHeaders.map((text, i) => (i % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('');
    far.write(`GET ${asked.url} HTTP/1.1\r\n${headers}\r\n`);
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = (server.address() as AddressInfo).port;
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  const door: FrontDoor = {
    url: `http://127.0.0.1:${own}`,
    port: own,
    answers: [],
    publicAddress: undefined,
    deafSockets: 0,
    seen: { returns: 0, abandoned: 0, sockets: 0, deafClosed: 0 },
    cut,
    async close() {
      server.close();
      cut();
      await once(server, 'close');
    },
  };
  return door;
}

function track<Each extends Duplex>(sockets: Set<Duplex>, socket: Each): Each {
  sockets.add(socket);
  socket.on('error', () => undefined);
  socket.once('close', () => sockets.delete(socket));
  return socket;
}

async function serve(door: FrontDoor, port: number, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const isReturn = asked.url!.startsWith('/matchmake/reconnect/');
  if (isReturn) door.seen.returns += 1;
  const instead = isReturn ? door.answers.shift() : undefined;
  if (instead === 'hang') {
    answer.once('close', () => (door.seen.abandoned += 1));
    return;
  }
  if (instead !== undefined) {
    answer.writeHead(instead.status, { 'content-type': 'application/json' }).end(instead.body);
    return;
  }
  const { method, url: path, headers } = asked;
  const passed = request({ host: '127.0.0.1', port, method, path, headers: { ...headers, connection: 'close' } });
  passed.on('error', () => answer.destroy());
  asked.pipe(passed);
  const [given] = (await once(passed, 'response').catch(() => [undefined])) as [IncomingMessage | undefined];
  if (given === undefined) return;
  const body = Buffer.concat(await given.toArray()).toString();
  const isSeat = isReturn && given.statusCode === 200 && door.publicAddress !== undefined;
  const told = isSeat ? JSON.stringify({ ...(JSON.parse(body) as object), publicAddress: door.publicAddress }) : body;
  answer.writeHead(given.statusCode!, { 'content-type': given.headers['content-type'] ?? 'text/plain' }).end(told);
}
