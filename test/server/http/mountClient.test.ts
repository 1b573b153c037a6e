import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { mountClient } from '../../../server/http/mountClient.ts';

const FILES = { 'index.html': 'the game', 'records.html': 'the records', 'assets/game-1a2b.js': 'a script' };

describe('The built client', () => {
  let folder: string;
  let server: Server;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fracas-client-'));
    await mkdir(join(folder, 'assets'));
    for (const [name, content] of Object.entries(FILES)) await writeFile(join(folder, name), content);
    const app = express();
    mountClient(app, folder, { warn: () => undefined });
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(async () => {
    server.close();
    server.closeAllConnections();
    await rm(folder, { recursive: true });
  });

  const ask = (path: string, method = 'GET') =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method });
  const textAt = async (path: string) => (await ask(path)).text();

  it('answers every address of a page with it, also one that nobody can read', async () => {
    for (const path of ['/', '/?invite=7K3QZ-M4XWV', '/reset', '/anything', '/%zz'])
      assert.equal(await textAt(path), 'the game', path);
    for (const path of [
      '/leaderboard',
      '/leaderboard/',
      '/players/1',
      '/matches/1?x=1',
      '/players/%zz',
      '/matches/%E0%A4%A',
    ])
      assert.equal(await textAt(path), 'the records', path);
  });

  it('is not the answer to who looks for a hidden file', async () => {
    for (const path of ['/.env', '/.git/config', '/..%2fpackage', '/anything/.env'])
      assert.equal((await ask(path)).status, 404, path);
  });

  it('is not the answer to who sends something', async () => {
    for (const path of ['/', '/leaderboard', '/anything', '/assets/game-1a2b.js'])
      for (const method of ['POST', 'PUT', 'DELETE']) assert.equal((await ask(path, method)).status, 404, path);
    assert.equal((await ask('/', 'HEAD')).status, 200);
  });

  it('is kept by browsers as far as names change with what they hold, and nothing else in their place', async () => {
    const keptFor = async (path: string) => (await ask(path)).headers.get('cache-control');
    assert.match((await keptFor('/assets/game-1a2b.js')) ?? '', /max-age=31536000, immutable/);
    assert.equal(await keptFor('/'), 'no-cache');
    for (const path of ['/assets/', '/assets/gone', '/assets/gone.js', '/assets/..%2findex.html'])
      assert.equal((await ask(path)).status, 404, path);
  });
});
