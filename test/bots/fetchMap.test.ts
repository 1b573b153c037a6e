import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchMap } from '../../bots/fetchMap.ts';

const FOUNDRY = readFileSync(new URL('../../maps/foundry.tmj', import.meta.url));

describe('The maps of network bots', () => {
  it('are asked for once, but again after a server has failed to give one', async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.writeHead(requests === 1 ? 503 : 200).end(FOUNDRY);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      await assert.rejects(fetchMap(url, 'foundry'), /answered 503/);
      const map = await fetchMap(url, 'foundry');
      assert.equal(map.id, 'foundry');
      assert.equal(await fetchMap(url, 'foundry'), map);
      assert.equal(requests, 2);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
