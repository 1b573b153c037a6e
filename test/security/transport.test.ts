import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { request, type RequestOptions } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@colyseus/sdk';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { RawConnection } from '../support/rawHttp.ts';
import { selfSigned } from '../support/selfSigned.ts';

const SEAT = { name: 'arena', roomId: 'r', sessionId: 's', processId: 'p' };

describe('A server with TLS of its own (S4)', () => {
  let server: LocalServer;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fracas-tls-'));
    const { key, cert } = selfSigned('play.example');
    const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    await Promise.all([writeFile(certFile, cert), writeFile(keyFile, key)]);
    server = await startLocalServer({ BOTS: '0', TLS_CERT: certFile, TLS_KEY: keyFile });
  });

  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  async function headersAt(host: string, more: RequestOptions = {}): Promise<IncomingHttpHeaders> {
    const { port } = new URL(server.url);
    // The certificate vouches for itself: what is tested is what is said over the connection.
    const asked = request({ host: '127.0.0.1', port, headers: { host }, rejectUnauthorized: false, ...more });
    asked.end();
    const [answer] = (await once(asked, 'response')) as [{ headers: IncomingHttpHeaders; resume(): void }];
    answer.resume();
    return answer.headers;
  }

  it('has browsers never ask for the site without TLS again, matchmaking included', async () => {
    for (const path of ['/', '/healthz', '/matchmake/joinOrCreate/arena'])
      assert.match((await headersAt('play.example', { path }))['strict-transport-security'] ?? '', /^max-age=\d{7,}$/);
  });

  it('leaves the other servers of a developer’s localhost alone', async () => {
    assert.equal((await headersAt('localhost:2567'))['strict-transport-security'], undefined);
  });

  it('lets its pages open no socket but over TLS', async () => {
    const policy = (await headersAt('play.example'))['content-security-policy'] as string;
    const [connect] = policy.split(';').filter((rule) => rule.startsWith('connect-src'));
    assert.equal(connect, "connect-src 'self' wss://play.example");
  });

  it('cuts off who connects and begins no handshake (S8)', async () => {
    const silent = await RawConnection.open(server.url);
    await silent.closed;
  });
});

describe('A page that came over TLS (S4)', () => {
  it('opens its socket over TLS, wherever the seat is', () => {
    const client = new Client('https://play.example');
    for (const seat of [
      SEAT,
      { ...SEAT, publicAddress: 'play.example/g1' },
      { ...SEAT, publicAddress: '10.0.0.1:2567' },
    ]) {
      const endpoint = (client as unknown as { buildEndpoint(seat: object): string }).buildEndpoint(seat);
      assert.match(endpoint, /^wss:\/\//);
    }
  });
});
