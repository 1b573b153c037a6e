import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { startTroubleProxy, type TroubleProxy } from '../../bots/TroubleProxy.ts';

async function listen(serve: (socket: Socket) => void): Promise<{ server: Server; port: number }> {
  const server = createServer({ allowHalfOpen: true }, serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

function closing(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

describe('TroubleProxy', () => {
  let server: Server;
  let proxy: TroubleProxy;

  async function start(serve: (socket: Socket) => void): Promise<Socket> {
    const target = await listen(serve);
    server = target.server;
    proxy = await startTroubleProxy({ targetPort: target.port, rttMs: 8, jitterMs: 6, lossPercent: 0, seed: 3 });
    return connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true });
  }

  afterEach(async () => {
    await proxy.close();
    server.close();
  });

  it('gives back every byte of an echo in order, and the end after them', async () => {
    const client = await start((socket) => socket.pipe(socket));
    const lines = Array.from({ length: 5000 }, (_, i) => `line ${i}\n`);
    for (const line of lines) client.write(line);
    client.end();
    assert.equal(await text(client), lines.join(''));
    const bytes = Buffer.byteLength(lines.join(''));
    assert.deepEqual(proxy.traffic, { bytesUp: bytes, bytesDown: bytes });
  });

  it('lets a server answer after the client has said all', async () => {
    const client = await start((socket) => {
      void text(socket).then((question) => socket.end(`${question} is all right`));
    });
    client.end('half');
    assert.equal(await text(client), 'half is all right');
  });

  it('hangs up on the client when the server breaks off', async () => {
    const client = await start((socket) => socket.on('data', () => socket.resetAndDestroy()));
    client.write('x');
    client.resume();
    client.on('error', () => undefined);
    await closing(client);
  });

  it('hangs up on the client when nobody listens behind it', async () => {
    const { server: gone, port } = await listen(() => undefined);
    gone.close();
    server = gone;
    proxy = await startTroubleProxy({ targetPort: port, rttMs: 0, jitterMs: 0, lossPercent: 0, seed: 1 });
    const client = connect(proxy.port, '127.0.0.1');
    client.on('error', () => undefined);
    await closing(client);
  });
});
