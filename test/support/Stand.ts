import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** Longer than nginx waits for an answer on the way back into a match, shorter than anywhere else. */
const SLOW_MS = 1000;

/** A stand-in for a game process: says its name and what it was asked, and lets whoever opens a WebSocket. */
export class Stand {
  readonly name: string;
  readonly asked: IncomingMessage[] = [];
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  readonly #server: Server;
  readonly #upgraded = new Set<Socket>();

  constructor(name: string) {
    this.name = name;
    this.answer = (_request, response) => response.end(name);
    this.#server = createServer((request, response) => {
      this.asked.push(request);
      this.answer(request, response);
    });
    this.#server.on('upgrade', (_request, socket: Socket) => {
      this.#upgraded.add(socket);
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  answerLate(afterMs = SLOW_MS): void {
    this.answer = (_request, response) => void setTimeout(() => response.end(this.name), afterMs);
  }

  refuse(): void {
    this.answer = (_request, response) => void response.writeHead(503).end(`${this.name} refuses`);
  }

  close(): void {
    for (const socket of this.#upgraded) socket.destroy();
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
