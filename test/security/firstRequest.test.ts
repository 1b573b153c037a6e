import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse, type Server } from 'node:http';
import { Socket } from 'node:net';
import { matchMaker } from '@colyseus/core';
import { startLocalServer } from '../support/gameServer.ts';

/** Node tells of each server here just before its port is opened. */
const BEFORE_LISTENING = 'tracing:net.server.listen:asyncStart';

/** What a server would say to a request if it came right now, and at once. */
function statusOfRequest(server: Server, headers: Record<string, string>): number {
  const request = Object.assign(new IncomingMessage(new Socket()), { method: 'POST', url: '/api/rooms', headers });
  const response = new ServerResponse(request);
  server.emit('request', request, response);
  assert.ok(response.headersSent, 'nobody answers yet');
  return response.statusCode;
}

describe('The public port', () => {
  /** Runs `look` at the moment at which the port of a server that starts is about to open. */
  async function lookBeforeOpening<Seen>(look: (server: Server) => Seen): Promise<Seen> {
    const seen: Seen[] = [];
    const onListen = (message: unknown) => void seen.push(look((message as { server: Server }).server));
    subscribe(BEFORE_LISTENING, onListen);
    const server = await startLocalServer({ BOTS: '0' });
    unsubscribe(BEFORE_LISTENING, onListen);
    await server.stop();
    assert.equal(seen.length, 2, 'the public port, and then that of the host');
    return seen[0]!;
  }

  it('opens with its guards in place: the very first request of another site’s page is refused (S24)', async () => {
    const headers = { host: '127.0.0.1:2567', origin: 'https://evil.example' };
    assert.equal(await lookBeforeOpening((server) => statusOfRequest(server, headers)), 403);
  });

  it('opens with its bounds for connections in place (S8)', async () => {
    const [timeout, most, counted] = await lookBeforeOpening((server) => [
      server.timeout,
      server.maxConnections,
      server.listenerCount('connection'),
    ]);
    assert.ok(timeout! > 0 && most! > 0, `${timeout} ${most}`);
    assert.ok(counted! > 1, 'Node’s own listener, and the one that counts');
  });

  it('opens once this process hears who comes in elsewhere, and who is signed out (S12)', async () => {
    const topics = await lookBeforeOpening(() => matchMaker.presence.channels('fracas:*'));
    assert.deepEqual(topics.toSorted(), ['fracas:entered', 'fracas:kicked', 'fracas:revoked']);
  });
});
