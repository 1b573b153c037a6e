import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Config } from '../config.ts';
import { HTTP_ERRORS, type ErrorRow } from '../errors.ts';
import type { Metrics } from '../infra/metrics.ts';
import { addressOf, limitKeyOf } from './addressOf.ts';
import { ConnectionCount } from './ConnectionCount.ts';
import { dropForgedHeaders } from './forwardedHeaders.ts';
import { refusalOfSocket } from './refusalOfTarget.ts';
import { setSeatDeadline } from './seatDeadline.ts';

/**
 * A connection over which nothing has moved for so long, in either direction, serves nobody: at the second look, in twice the time, it is
 * gone. It is longer than an answer may have to wait for the database. WebSockets have rules of their own.
 */
const SILENCE_MS = 12_000;

export interface GuardOptions {
  readonly config: Pick<Config, 'maxConnections' | 'maxConnectionsPerAddress' | 'trustProxy'>;
  readonly metrics: Pick<Metrics, 'refusedConnections'>;
}

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/**
 * Bounds the connections of a server: in all, for each address, and in the time they may take until they are of use. Behind a trusted
 * proxy all come from one address, so there WebSockets are counted, by the address that was forwarded.
 * To be called when whatever takes the upgrades of `server` is in place.
 */
export function guardConnections(server: Server, { config, metrics }: GuardOptions): void {
  const refused = (reason: string) => metrics.refusedConnections.inc({ reason });
  const count = new ConnectionCount(config.maxConnectionsPerAddress);
  /** @returns whether the address may have this connection */
  const admit = (socket: Duplex, address: string): boolean => {
    const key = limitKeyOf(address);
    if (key === undefined) return true;
    if (!count.add(key)) {
      refused('address');
      return false;
    }
    socket.once('close', () => count.remove(key));
    return true;
  };
  server.timeout = SILENCE_MS;
  server.maxConnections = config.maxConnections;
  server.on('drop', () => refused('total'));
  if (!config.trustProxy) {
    server.on('connection', (socket: Socket) => {
      if (!admit(socket, socket.remoteAddress ?? '')) socket.destroy();
    });
  }
  const upgrades = server.listeners('upgrade') as Upgrade[];
  server.removeAllListeners('upgrade');
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    setSeatDeadline(socket, () => refused('noSeat'));
    dropForgedHeaders(request.headers, config.trustProxy);
    if (config.trustProxy && !admit(socket, addressOf(request, true)))
      return refuse(socket, HTTP_ERRORS.tooManyConnections);
    const refusal = refusalOfSocket(request, config);
    if (refusal !== undefined) return refuse(socket, refusal);
    for (const upgrade of upgrades) upgrade.call(server, request, socket, head);
  });
}

function refuse(socket: Duplex, { code, message }: ErrorRow): void {
  socket.on('error', () => undefined);
  const head = [`HTTP/1.1 ${code} ${STATUS_CODES[code]}`, 'Connection: close', 'Content-Type: text/plain'];
  socket.end(`${head.join('\r\n')}\r\n\r\n${message}`, () => socket.destroy());
}
