import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { freePort } from '../../tools/cluster/freePort.ts';
import { NginxProxy } from '../../tools/cluster/NginxProxy.ts';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';

describe('One process behind the nginx of docs/hosting.md', () => {
  let server: LocalServer;
  let proxy: NginxProxy;
  before(async () => {
    const guide = await readFile(new URL('../../docs/hosting.md', import.meta.url), 'utf8');
    const location = /```nginx\n([\s\S]+?)```/.exec(guide)![1]!;
    server = await startLocalServer({ TRUST_PROXY: 'true', BOTS: '0' });
    const { host } = new URL(server.url);
    const port = await freePort();
    const conf = formatConf(location.replace('127.0.0.1:2567', host), port);
    proxy = await NginxProxy.start({ processes: [{ name: 'g1', address: host }], port, adapt: () => conf });
  });
  after(async () => {
    await proxy?.stop();
    await server?.stop();
  });

  /** As a page of this origin would. */
  const signInFrom = (origin: string) =>
    fetch(`${proxy.url}/api/auth/guest`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: '{"name":"Ada"}',
    });

  it('lets its own pages in, whatever the port of the proxy, and plays with them', async () => {
    const answer = await signInFrom(proxy.url);
    assert.equal(answer.status, 201);
    const { accessToken } = (await answer.json()) as SignIn;
    const ada = await ArenaClient.join(proxy.url, {}, accessToken);
    assert.equal(ada.self.name, 'Ada');
    await ada.room.leave();
  });

  it('keeps pages of others out', async () => {
    assert.equal((await signInFrom('http://evil.example')).status, 403);
  });
});

/** The least that nginx needs around a location; its files are where `NginxProxy` runs it. */
function formatConf(location: string, port: number): string {
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${name};`);
  const http = `access_log off;\n${paths.join('\n')}\nserver {\nlisten 127.0.0.1:${port};\n${location}}`;
  return `pid nginx.pid;\nevents {}\nhttp {\n${http}\n}\n`;
}
