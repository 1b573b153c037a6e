import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { FaultyConnection, NO_FAULTS, type Direction, type LineFaults } from './FaultyConnection.ts';

export interface FaultProxyOptions {
  /** 127.0.0.1 when absent. */
  readonly targetHost?: string;
  readonly targetPort: number;
  /** The same seed gives each connection, by the order they come in, the same trouble. */
  readonly seed: number;
  /** What connections suffer from their first byte on; nothing when absent. */
  readonly faults?: Partial<LineFaults>;
}

/** A bad network between clients and a server. */
export interface FaultProxy {
  /** To connect to, on 127.0.0.1. */
  readonly port: number;
  /** Bytes taken so far, seen from the client; growing. */
  readonly traffic: { bytesUp: number; bytesDown: number };
  /** Those not closed at both ends, the oldest first. */
  readonly connections: ReadonlySet<FaultyConnection>;
  /** The next that a client opens. */
  nextConnection(): Promise<FaultyConnection>;
  /** Changes what a direction, or both, of all connections suffer: of those that are open and those that will be. */
  setFaults(change: Partial<LineFaults>, direction?: Direction): void;
  close(): Promise<void>;
}

/**
 * Starts a TCP proxy on a free port of 127.0.0.1 that carries real byte streams and does to them what networks do:
 * delay, jitter, loss, little bandwidth, silence, breaks, and streams in pieces. Opening a connection is not delayed.
 */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const { targetHost = '127.0.0.1', targetPort, seed } = options;
  const faults = { up: { ...NO_FAULTS, ...options.faults }, down: { ...NO_FAULTS, ...options.faults } };
  const traffic = { bytesUp: 0, bytesDown: 0 };
  const connections = new Set<FaultyConnection>();
  const waiting: ((connection: FaultyConnection) => void)[] = [];
  let accepted = 0;
  let isClosing = false;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    // A client that still tries to come back must not hold up the end.
    if (isClosing) {
      client.destroy();
      return;
    }
    const target = connect({ host: targetHost, port: targetPort, allowHalfOpen: true, noDelay: true });
    client.on('data', (chunk) => (traffic.bytesUp += chunk.length));
    target.on('data', (chunk) => (traffic.bytesDown += chunk.length));
    const connection = new FaultyConnection(client, target, faults, seed + 2 * accepted);
    accepted += 1;
    connections.add(connection);
    void connection.closed.then(() => connections.delete(connection));
    for (const tell of waiting.splice(0)) tell(connection);
  });
  await listen(server);
  return {
    port: (server.address() as AddressInfo).port,
    traffic,
    connections,
    nextConnection: () => new Promise((resolve) => waiting.push(resolve)),
    setFaults(change, direction) {
      if (direction !== 'down') faults.up = { ...faults.up, ...change };
      if (direction !== 'up') faults.down = { ...faults.down, ...change };
      for (const connection of connections) connection.setFaults(change, direction);
    },
    async close() {
      isClosing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const connection of connections) connection.destroy();
      await closed;
    },
  };
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}
