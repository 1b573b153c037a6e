import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { serveFiles } from '../../../server/http/serveFiles.ts';

describe('serveFiles (S34)', () => {
  let directory: string;
  let server: Server;
  let warnings: unknown[];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'fracas-files-'));
    for (const name of ['kept.txt', 'replaced.txt']) await writeFile(join(directory, name), 'as it was');
    warnings = [];
    const app = express();
    app.use(serveFiles(directory, { warn: (line: unknown) => warnings.push(line) }));
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await rm(directory, { recursive: true });
  });

  /** Rejects when the connection ends before the answer does. */
  async function get(path: string, headers: Record<string, string> = {}): Promise<string> {
    const { port } = server.address() as AddressInfo;
    const asked = request({ port, host: '127.0.0.1', path, headers }).end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    return (await response.toArray()).join('');
  }

  it('ends the one answer whose file is there no more, and goes on with all others', async () => {
    await rm(join(directory, 'replaced.txt'));
    await assert.rejects(get('/replaced.txt'));
    assert.equal(warnings.length, 1);
    assert.equal(await get('/kept.txt'), 'as it was');
  });

  it('answers with the whole file whatever range of it is asked for, one that ends before it begins as well', async () => {
    for (const range of ['bytes=5-2', 'bytes=2-5', 'bytes=-1', 'bytes=9999-', 'nonsense'])
      assert.equal(await get('/kept.txt', { range }), 'as it was', range);
  });
});
