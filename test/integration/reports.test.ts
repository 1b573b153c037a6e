import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Report } from '../../server/reports/Report.ts';
import type { ToClient } from '../../shared/net/messages.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { until } from '../support/until.ts';

const run = promisify(execFile);
const TOKEN = 'a token of the host';

describe('A report, over real sockets', () => {
  let server: LocalServer;
  let ada: ArenaClient;
  let bo: ArenaClient;
  let notices: string[];

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '3', CHAT: 'text', ADMIN_TOKEN: TOKEN });
    ada = await ArenaClient.join(server.url, { name: 'Ada' });
    bo = await ArenaClient.join(server.url, { name: 'Bo' });
    notices = [];
    ada.room.onMessage<ToClient['notice']>('notice', ({ notice }) => notices.push(notice));
  });
  afterEach(async () => {
    await Promise.all([ada.leave(), bo.leave()]);
    await server.stop();
  });

  async function read(headers: Record<string, string> = { authorization: `Bearer ${TOKEN}` }) {
    const answer = await fetch(`${server.adminUrl}/admin/reports`, { headers });
    return { status: answer.status, reports: ((await answer.json()) as { reports: Report[] }).reports };
  }

  it('is read by the host, with what the reported said and a replay of what happened (RP1)', async () => {
    bo.room.send('say', { text: 'no manners at all', to: 'all' });
    ada.room.send('report', { player: bo.id, reason: 'abuse' });
    await until(() => notices.length > 0);
    assert.deepEqual(notices, ['reported']);
    await server.app.services.reports.settle();
    const { reports } = await read();
    const [report] = reports;
    assert.equal(reports.length, 1);
    assert.deepEqual(
      [report?.reporter.session, report?.reported.session, report?.reported.name, report?.reason],
      [ada.id, bo.id, 'Bo', 'abuse'],
    );
    assert.deepEqual(
      report?.said.map(({ said }) => said),
      [{ text: 'no manners at all' }],
    );
    const { stdout } = await run(process.execPath, [
      'tools/replay.ts',
      'verify',
      join(server.dataDir, 'reports', report!.replay),
    ]);
    assert.match(stdout, /^ok: \d+ ticks/);
  });

  it('counts once for each match, however often it is made (RP2)', async () => {
    for (let count = 0; count < 3; count++) ada.room.send('report', { player: bo.id, reason: 'cheating' });
    await until(() => notices.length === 3);
    assert.deepEqual(new Set(notices), new Set(['reported']));
    await server.app.services.reports.settle();
    assert.equal((await read()).reports.length, 1);
  });

  it('names those the server knows, also while the connection of the reported is broken', async () => {
    const [cy, dee] = await Promise.all(['Cy', 'Dee'].map((name) => signInAsGuest(server.url, name)));
    const reporter = await ArenaClient.join(server.url, {}, cy!.accessToken);
    const reported = await ArenaClient.join(server.url, {}, dee!.accessToken);
    const told = new Promise((resolve) => reporter.room.onMessage('notice', resolve));
    reported.room.connection.close();
    await reporter.until((state) => state.players.get(reported.id)?.connected === false);
    reporter.room.send('report', { player: reported.id, reason: 'spoiling' });
    await told;
    await server.app.services.reports.settle();
    const [report] = (await read()).reports;
    assert.deepEqual([report?.reporter.playerId, report?.reported.playerId], [cy!.player.id, dee!.player.id]);
    await reporter.leave();
  });

  it('is none about a bot, oneself or somebody who is not there', async () => {
    for (const player of ['bot-1', ada.id, 'nobody']) ada.room.send('report', { player, reason: 'name' });
    ada.room.send('report', { player: bo.id, reason: 'name' });
    await until(() => notices.length === 1);
    await server.app.services.reports.settle();
    assert.equal((await read()).reports.length, 1);
  });

  it('is for the host’s eyes alone', async () => {
    assert.equal((await read({})).status, 401);
    const onPublicPort = await fetch(`${server.url}/admin/reports`, { headers: { authorization: `Bearer ${TOKEN}` } });
    assert.doesNotMatch(await onPublicPort.text(), /"reports"/);
  });
});
