import { Room, Server } from '@colyseus/core';
import { Client } from '@colyseus/sdk';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startLocalServer } from '../support/gameServer.ts';

describe('A server that has stopped', () => {
  it('leaves Colyseus as it was to the next one in its process', async () => {
    await (await startLocalServer({ BOTS: '0' })).stop();
    const http = createServer();
    const next = new Server({
      transport: new WebSocketTransport({ server: http }),
      greet: false,
      gracefullyShutdown: false,
    });
    next.define('any', Room);
    await next.listen(0, '127.0.0.1');
    const { port } = http.address() as AddressInfo;
    await (await new Client(`http://127.0.0.1:${port}`).joinOrCreate('any')).leave();
    await next.gracefullyShutdown(false);
    next.removeRoomType('any');
  });
});
