import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { guardConnections } from '../../../server/http/guardConnections.ts';
import { createMetrics } from '../../../server/infra/metrics.ts';

/** The server's end of a connection. */
class End extends EventEmitter {
  readonly remoteAddress: string;
  isOpen = true;
  said = '';

  constructor(remoteAddress: string) {
    super();
    this.remoteAddress = remoteAddress;
  }

  destroy(): void {
    this.isOpen = false;
    this.emit('close');
  }

  end(text: string, done: () => void): void {
    this.said = text;
    done();
  }
}

function guarded({ trustProxy }: { readonly trustProxy: boolean }) {
  const server = new EventEmitter();
  const metrics = createMetrics();
  const taken: unknown[] = [];
  server.on('upgrade', (_request, socket) => taken.push(socket));
  guardConnections(server as never, {
    config: { maxConnections: 100, maxConnectionsPerAddress: 2, trustProxy },
    metrics,
  });
  const connect = (address: string): End => {
    const end = new End(address);
    server.emit('connection', end);
    return end;
  };
  const upgrade = (forwarded: string): End => {
    const end = connect('10.0.0.1');
    server.emit('upgrade', { url: '/', socket: end, headers: { 'x-forwarded-for': forwarded } }, end, Buffer.alloc(0));
    return end;
  };
  return { connect, upgrade, taken, metrics };
}

describe('All connections together (S8)', () => {
  it('are so many and no more: one too many is closed at once, and counted', async () => {
    const server = createServer();
    const metrics = createMetrics();
    const config = { maxConnections: 2, maxConnectionsPerAddress: 100, trustProxy: false };
    guardConnections(server, { config, metrics });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const open = async () => {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      return socket;
    };
    try {
      const taken = [await open(), await open()];
      await once(await open(), 'close');
      assert.match(await metrics.registry.metrics(), /fracas_refused_connections_total\{reason="total"\} 1/);
      assert.deepEqual(
        taken.map(({ destroyed }) => destroyed),
        [false, false],
      );
      for (const socket of taken) socket.destroy();
    } finally {
      server.close();
    }
  });
});

describe('The connections of one address (S8)', () => {
  it('are so many and no more, and others are not touched by that', () => {
    const { connect } = guarded({ trustProxy: false });
    const [first, second, third] = ['203.0.113.7', '203.0.113.7', '203.0.113.7'].map(connect);
    assert.deepEqual([first!.isOpen, second!.isOpen, third!.isOpen], [true, true, false]);
    assert.ok(connect('203.0.113.8').isOpen);
    first!.destroy();
    assert.ok(connect('203.0.113.7').isOpen, 'one that is gone makes room');
    assert.ok(!connect('203.0.113.7').isOpen, 'and one that was refused makes none');
  });

  it('are not counted on the loopback: bots, load and proxies come from there', () => {
    const { connect } = guarded({ trustProxy: false });
    for (let i = 0; i < 10; i++) assert.ok(connect('127.0.0.1').isOpen);
  });

  it('are counted behind a proxy by the address it forwards, and refused in words', async () => {
    const { upgrade, taken, metrics } = guarded({ trustProxy: true });
    const ends = ['198.51.100.1', '198.51.100.1', '198.51.100.1', '198.51.100.2'].map(upgrade);
    assert.deepEqual(
      ends.map(({ isOpen }) => isOpen),
      [true, true, false, true],
    );
    assert.match(ends[2]!.said, /^HTTP\/1\.1 429 /);
    assert.deepEqual(taken, [ends[0], ends[1], ends[3]]);
    assert.match(await metrics.registry.metrics(), /fracas_refused_connections_total\{reason="address"\} 1/);
    for (const end of ends) end.destroy();
  });
});
