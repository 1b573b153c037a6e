import assert from 'node:assert/strict';
import { ServerError, matchMaker } from '@colyseus/core';
import { startLocalServer } from '../support/gameServer.ts';

const { controller } = matchMaker;

describe("Colyseus' controller of matchmaking", () => {
  async function ask(invokeMethod: typeof controller.invokeMethod): Promise<{ status: number; body: unknown }> {
    const server = await startLocalServer();
    controller.invokeMethod = invokeMethod;
    const answer = await fetch(`${server.url}/matchmake/joinById/some-room`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer me' },
      body: '{"name":"Ada"}',
    });
    const body: unknown = await answer.json();
    await server.stop();
    return { status: answer.status, body };
  }

  it('is asked for every seat, with method, room, options and who asks, and its answer is what the client gets', async () => {
    const calls: Parameters<typeof controller.invokeMethod>[] = [];
    const seat = { name: 'arena', sessionId: 'ada', roomId: 'some-room', processId: 'me' };
    const { status, body } = await ask(async (...call) => {
      calls.push(call);
      return { ...seat };
    });
    const [method, roomName, options, auth] = calls[0]!;
    assert.deepEqual([method, roomName, options, auth?.token], ['joinById', 'some-room', { name: 'Ada' }, 'me']);
    assert.equal(calls.length, 1);
    assert.deepEqual([status, body], [200, seat]);
  });

  it('has its errors answered as a status with code and words', async () => {
    for (const code of [404, 410, 503, 524]) {
      const { status, body } = await ask(() => Promise.reject(new ServerError(code, 'In words.')));
      assert.deepEqual([status, body], [code, { code, error: 'In words.' }]);
    }
  });

  it('finds rooms of its process, and asks them for the seat of a token', async () => {
    const server = await startLocalServer();
    const room = await matchMaker.createRoom('arena', {});
    const here = matchMaker.getLocalRoomById(room.roomId);
    assert.equal(here.roomName, 'arena');
    assert.equal(here.checkReconnectionToken('guessed'), undefined);
    assert.equal(room.processId, matchMaker.processId);
    await server.stop();
  });

  it('makes a room under an id of our choice', async () => {
    const server = await startLocalServer();
    const room = await matchMaker.handleCreateRoom('arena', {}, undefined, '7K3QZM4XWV');
    assert.equal(room.roomId, '7K3QZM4XWV');
    assert.equal((await matchMaker.driver.findOne({ roomId: '7K3QZM4XWV' })).roomId, '7K3QZM4XWV');
    await server.stop();
  });
});
