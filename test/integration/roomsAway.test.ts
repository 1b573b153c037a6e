import assert from 'node:assert/strict';
import { HTTP_ERRORS } from '../../server/errors.ts';
import { RedisServer } from '../../tools/cluster/RedisServer.ts';
import { startServerProcess, type ServerProcess } from '../support/gameServer.ts';
import { until } from '../support/until.ts';

describe('A process whose Redis is gone', function () {
  this.timeout(30_000);
  let redis: RedisServer;
  let server: ServerProcess;

  before(async () => {
    redis = await RedisServer.start();
    server = await startServerProcess({ REDIS_URL: redis.url, BOTS: '2' });
    await redis.kill();
    await until(async () => (await fetch(`${server.url}/readyz`)).status === 503);
  });
  after(async () => {
    await server.stop();
    await redis.stop();
  });

  for (const [what, path, method] of [
    ['whoever watches over it', '/readyz', 'GET'],
    ['who opens a private match', '/api/rooms', 'POST'],
    ['who looks for a match', '/api/rooms', 'GET'],
  ] as const) {
    it(`tells ${what} that it cannot look anything up, and not that it stops`, async () => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(server.url + path, { method, headers, ...(method === 'POST' && { body: '{}' }) });
      const { code, message } = HTTP_ERRORS.storeAway;
      const { error } = (await answer.json()) as { error: { code: string; message: string } };
      assert.deepEqual([answer.status, error], [code, { code: 'storeAway', message }]);
    });
  }
});
