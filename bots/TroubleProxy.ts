import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Prng } from '../shared/math/prng.ts';
import { DelayedPipe, type Clock } from './DelayedPipe.ts';
import { DelayLine, MIN_RETRANSMIT_MS, type DelayOptions } from './DelayLine.ts';

/** The line that is played. */
export interface Trouble {
  /** Added to the round trip, half of it each way. */
  readonly rttMs: number;
  /** The round trip varies by as much as this to either side. */
  readonly jitterMs: number;
  /** Share of chunks, in percent, that are lost and have to be sent again. */
  readonly lossPercent: number;
}

export interface TroubleProxyOptions extends Trouble {
  /** 127.0.0.1 when absent. */
  readonly targetHost?: string;
  readonly targetPort: number;
  /** The same seed gives the same trouble. */
  readonly seed: number;
}

export interface TroubleProxy {
  /** To connect to, on 127.0.0.1. */
  readonly port: number;
  /** Bytes passed on so far, seen from the client; growing. */
  readonly traffic: { bytesUp: number; bytesDown: number };
  close(): Promise<void>;
}

const SYSTEM_CLOCK: Clock = {
  nowMs: () => performance.now(),
  schedule(callback, delayMs) {
    // Timers fire up to a millisecond early, and then nothing would be due yet.
    const timer = setTimeout(callback, Math.max(0, Math.ceil(delayMs)));
    return () => clearTimeout(timer);
  },
};

/**
 * Starts a TCP proxy on a free port of 127.0.0.1 that delays real byte streams in both directions, as a bad
 * line would: later, unevenly, and behind a lost segment all that follows waits. Opening a connection is not delayed.
 */
export async function startTroubleProxy(options: TroubleProxyOptions): Promise<TroubleProxy> {
  const prng: Prng = { state: options.seed >>> 0 };
  const traffic = { bytesUp: 0, bytesDown: 0 };
  const sockets = new Set<Socket>();
  let isClosing = false;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    // A client that still tries to come back must not hold up the end.
    if (isClosing) {
      client.destroy();
      return;
    }
    const target = connect({
      host: options.targetHost ?? '127.0.0.1',
      port: options.targetPort,
      allowHalfOpen: true,
      noDelay: true,
    });
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('data', (chunk) => (traffic.bytesUp += chunk.length));
    target.on('data', (chunk) => (traffic.bytesDown += chunk.length));
    carry(client, target, new DelayLine(oneWay(options), prng));
    carry(target, client, new DelayLine(oneWay(options), prng));
  });
  await listen(server);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    traffic,
    close: () => {
      isClosing = true;
      return closeAll(server, sockets);
    },
  };
}

function oneWay({ rttMs, jitterMs, lossPercent }: Trouble): DelayOptions {
  return {
    oneWayMs: rttMs / 2,
    jitterMs: jitterMs / 2,
    lossPercent,
    retransmitMs: Math.max(MIN_RETRANSMIT_MS, rttMs),
  };
}

/** Passes one direction on, with its end; one that breaks takes the other end with it. */
function carry(from: Socket, to: Socket, line: DelayLine): void {
  const pipe = new DelayedPipe(line, SYSTEM_CLOCK, from, to);
  from.on('data', (chunk) => pipe.push(chunk));
  from.on('end', () => pipe.end());
  to.on('drain', () => pipe.drained());
  from.on('error', () => to.resetAndDestroy());
  to.on('close', () => {
    pipe.destroy();
    if (!from.readableEnded) from.destroy();
  });
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}

function closeAll(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
