import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { freePort } from '../../tools/cluster/freePort.ts';
import { OwnedProcess } from '../../tools/cluster/OwnedProcess.ts';
import { GOOD_PASSWORD, signIn } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';

const DEV = new URL('../../tools/dev.ts', import.meta.url).pathname;
const PAGE = /Local:\s+(http:\S+?)\/$/;

describe('npm run dev', function () {
  // Vite looks through the whole client first.
  this.timeout(60_000);

  it('serves the page, accounts and a match with four bots, at 100 ms round trip, until Ctrl+C', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'fracas-data-'));
    const ready = Promise.withResolvers<string>();
    const lines: string[] = [];
    const dev = new OwnedProcess({
      program: { path: process.execPath, env: {} },
      args: [DEV],
      env: { PORT: `${await freePort()}`, HOST: '127.0.0.1', ADMIN_PORT: '0', DATA_DIR: dataDir, BOTS: undefined },
      onLine(line) {
        lines.push(stripVTControlCharacters(line));
        const page = lines.map((each) => PAGE.exec(each)?.[1]).find((url) => url !== undefined);
        if (page !== undefined && lines.some((each) => each.startsWith('Fracas is ready'))) ready.resolve(page);
        if (/cannot start|Failed running/.test(line)) ready.reject(new Error(lines.join('\n')));
      },
    });
    try {
      const url = await ready.promise;
      assert.match(await (await fetch(url)).text(), /vite\/client/);
      const { accessToken } = await signIn(url, 'register', { name: 'Ada', password: GOOD_PASSWORD });
      const ada = await ArenaClient.join(url, {}, accessToken);
      assert.equal(ada.self.name, 'Ada');
      assert.equal(ada.room.state.players.size, 4);
      const roundTripMs = await new Promise<number>((resolve) => ada.room.ping(resolve));
      assert.ok(roundTripMs > 85, `${roundTripMs} ms`);
      dev.signal('SIGINT');
      assert.deepEqual(await dev.ended, { code: 0, signal: null });
    } finally {
      await dev.end(5000);
      await rm(dataDir, { recursive: true });
    }
  });
});
