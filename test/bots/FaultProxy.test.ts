import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { startFaultProxy, type FaultProxy } from '../../bots/FaultProxy.ts';
import type { FaultyConnection } from '../../bots/FaultyConnection.ts';

/** Both ends of a connection through the proxy. */
interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  readonly connection: FaultyConnection;
}

/** What arrived at a socket, and how it ended. */
interface Heard {
  text: string;
  readonly pieces: number[];
  end: 'none' | 'end' | 'reset';
}

describe('FaultProxy', () => {
  let target: Server;
  let proxy: FaultProxy;
  let sockets: Socket[];

  beforeEach(async () => {
    sockets = [];
    target = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => sockets.push(socket));
    target.listen(0, '127.0.0.1');
    await once(target, 'listening');
    proxy = await startFaultProxy({ targetPort: (target.address() as AddressInfo).port, seed: 7 });
  });

  afterEach(async () => {
    await proxy.close();
    for (const socket of sockets) socket.destroy();
    target.close();
  });

  async function open(): Promise<Pair> {
    const next = proxy.nextConnection();
    const accepted = once(target, 'connection') as Promise<[Socket]>;
    const client = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    sockets.push(client);
    const [connection, [server]] = await Promise.all([next, accepted, once(client, 'connect')]);
    return { client, server, connection };
  }

  /** When this has come and gone through a sound connection, what was sent before on others has too. */
  async function passTime(): Promise<void> {
    const { client, server } = await open();
    server.pipe(server);
    for (let round = 0; round < 20; round++) {
      client.write('x');
      await once(client, 'data');
    }
    client.destroy();
  }

  it('lets nothing through a blackhole, neither end nor reset, and all of it afterwards', async () => {
    const { client, server, connection } = await open();
    const atClient = listen(client);
    const atServer = listen(server);
    connection.setFaults({ isBlackhole: true });
    client.write('up ');
    server.end('down');
    await connection.serverEnded;
    await passTime();
    assert.deepEqual([atClient.text, atClient.end, atServer.text], ['', 'none', '']);
    client.end('more');
    connection.setFaults({ isBlackhole: false });
    await Promise.all([closing(client), closing(server)]);
    assert.deepEqual([atClient.text, atClient.end], ['down', 'end']);
    assert.deepEqual([atServer.text, atServer.end], ['up more', 'end']);
  });

  it('can swallow one direction and carry the other', async () => {
    const { client, server, connection } = await open();
    const atServer = listen(server);
    connection.setFaults({ isBlackhole: true }, 'up');
    client.write('unheard');
    server.write('heard');
    assert.equal(String(await once(client, 'data')), 'heard');
    await passTime();
    assert.equal(atServer.text, '');
  });

  it('hides in a blackhole that the other side broke off, until it is lifted', async () => {
    const { client, server, connection } = await open();
    const atClient = listen(client);
    connection.setFaults({ isBlackhole: true });
    server.resetAndDestroy();
    await connection.serverEnded;
    await passTime();
    assert.equal(atClient.end, 'none');
    connection.setFaults({ isBlackhole: false });
    await closing(client);
    assert.equal(atClient.end, 'reset');
  });

  it('ends one direction while the other goes on', async () => {
    const { client, server, connection } = await open();
    client.write('question');
    connection.halfClose('up');
    assert.equal(await text(server), '');
    server.end('answer');
    assert.equal(await text(client), 'answer');
  });

  it('breaks a connection off at both ends', async () => {
    const { client, server, connection } = await open();
    const heard = [listen(client), listen(server)];
    connection.reset();
    await Promise.all([closing(client), closing(server), connection.closed]);
    assert.deepEqual(
      heard.map(({ end }) => end),
      ['reset', 'reset'],
    );
  });

  it('splits a stream byte by byte, and keeps its order', async () => {
    const { client, server, connection } = await open();
    const atServer = listen(server);
    connection.setFaults({ maxPieceBytes: 1 }, 'up');
    client.end('a sentence');
    await once(server, 'end');
    assert.equal(atServer.text, 'a sentence');
    assert.deepEqual(
      atServer.pieces,
      Array.from({ length: 10 }, () => 1),
    );
  });

  it('splits streams at random, and in the same way from the same seed', async () => {
    const pieces: number[][] = [];
    for (let run = 0; run < 2; run++) {
      const other = await startFaultProxy({ targetPort: (target.address() as AddressInfo).port, seed: 11 });
      other.setFaults({ maxPieceBytes: 40 });
      const accepted = once(target, 'connection') as Promise<[Socket]>;
      connect(other.port, '127.0.0.1').on('connect', function say(this: Socket) {
        this.end('x'.repeat(1000));
      });
      const [server] = await accepted;
      const heard = listen(server);
      await once(server, 'end');
      pieces.push(heard.pieces);
      await other.close();
    }
    assert.deepEqual(pieces[0], pieces[1]);
    assert.ok(Math.max(...pieces[0]!) <= 40 && new Set(pieces[0]).size > 10, String(pieces[0]));
  });

  it('changes what it does to those that are open and those that come, or to one alone', async () => {
    const one = await open();
    const two = await open();
    const heard = [listen(one.server), listen(two.server)];
    one.connection.setFaults({ isBlackhole: true });
    for (const { client } of [one, two]) client.write('x');
    await once(two.server, 'data');
    await passTime();
    assert.deepEqual(
      heard.map((at) => at.text),
      ['', 'x'],
    );
    proxy.setFaults({ isBlackhole: false, maxPieceBytes: 1 });
    const three = await open();
    const atThree = listen(three.server);
    three.client.end('abc');
    two.client.end('def');
    await Promise.all([once(three.server, 'end'), once(two.server, 'end')]);
    assert.deepEqual([heard[0]!.text, heard[1]!.pieces, atThree.pieces], ['x', [1, 1, 1, 1], [1, 1, 1]]);
  });

  it('forgets a connection that is closed at both ends, and counts what it took', async () => {
    const { client, server, connection } = await open();
    assert.deepEqual([...proxy.connections], [connection]);
    server.resume();
    client.resume();
    client.end('four');
    server.end('sixsix');
    await connection.closed;
    assert.equal(proxy.connections.size, 0);
    assert.deepEqual(proxy.traffic, { bytesUp: 4, bytesDown: 6 });
  });
});

function listen(socket: Socket): Heard {
  const heard: Heard = { text: '', pieces: [], end: 'none' };
  socket.on('data', (chunk: Buffer) => {
    heard.text += chunk.toString();
    heard.pieces.push(chunk.length);
  });
  socket.on('end', () => (heard.end = 'end'));
  socket.on('error', () => (heard.end = 'reset'));
  return heard;
}

function closing(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) resolve();
    else socket.once('close', () => resolve());
  });
}
