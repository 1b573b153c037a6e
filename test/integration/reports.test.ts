import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ReviewedReport } from '../../server/admin/ReportReview.ts';
import { ReportStore } from '../../server/persistence/ReportStore.ts';
import type { ReportPage } from '../../server/reports/Report.ts';
import type { ToClient } from '../../shared/net/messages.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { until } from '../support/until.ts';

const run = promisify(execFile);
const TOKEN = 'a token of the host';
const TOKEN_OF_KIM = 'a-token-of-kim-alone';

describe('A report, over real sockets', () => {
  let server: LocalServer;
  let ada: ArenaClient;
  let bo: ArenaClient;
  let notices: string[];

  beforeEach(async () => {
    server = await startLocalServer({
      BOTS: '3',
      CHAT: 'text',
      ADMIN_TOKEN: TOKEN,
      ADMIN_TOKENS: `kim:${TOKEN_OF_KIM}`,
    });
    ada = await ArenaClient.join(server.url, { name: 'Ada' });
    bo = await ArenaClient.join(server.url, { name: 'Bo' });
    notices = [];
    ada.room.onMessage<ToClient['notice']>('notice', ({ notice }) => notices.push(notice));
  });
  afterEach(async () => {
    await Promise.all([ada.leave(), bo.leave()]);
    await server.stop();
  });

  const get = (path: string, token = TOKEN) =>
    fetch(`${server.adminUrl}/admin/reports${path}`, { headers: { authorization: `Bearer ${token}` } });

  async function listOpen(query = ''): Promise<ReportPage> {
    await server.app.services.reports.settle();
    return (await (await get(query)).json()) as ReportPage;
  }

  const read = async (id: string) => (await (await get(`/${id}`)).json()) as ReviewedReport;

  async function handle(body: object): Promise<{ status: number; answer: unknown }> {
    const answer = await fetch(`${server.adminUrl}/admin/handle`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN_OF_KIM}` },
      body: JSON.stringify(body),
    });
    return { status: answer.status, answer: await answer.json() };
  }

  /** Has one person the server knows report another, and gives the one who was reported. */
  async function reportDee(): Promise<ArenaClient> {
    const [cy, dee] = await Promise.all(['Cy', 'Dee'].map((name) => signInAsGuest(server.url, name)));
    const reporter = await ArenaClient.join(server.url, {}, cy!.accessToken);
    const reported = await ArenaClient.join(server.url, {}, dee!.accessToken);
    const told = new Promise((resolve) => reporter.room.onMessage('notice', resolve));
    reporter.room.send('report', { player: reported.id, reason: 'spoiling' });
    await told;
    await reporter.leave();
    return reported;
  }

  it('is read by the host, with what the reported said and a replay of what happened (RP1)', async () => {
    const heard = new Promise((resolve) => ada.room.onMessage('chat', resolve));
    bo.room.send('say', { text: 'no manners at all', to: 'all' });
    await heard;
    ada.room.send('report', { player: bo.id, reason: 'abuse' });
    await until(() => notices.length > 0);
    assert.deepEqual(notices, ['reported']);
    const { reports, next } = await listOpen();
    const [report] = reports;
    assert.deepEqual([reports.length, next], [1, undefined]);
    assert.deepEqual(
      [report?.reporter.session, report?.reported.session, report?.reported.name, report?.reason],
      [ada.id, bo.id, 'Bo', 'abuse'],
    );
    assert.deepEqual(
      report?.said.map(({ said }) => said),
      [{ text: 'no manners at all' }],
    );
    assert.deepEqual((await read(report!.id)).report, report);
    const slice = await get(`/${report!.id}/replay`);
    assert.equal(slice.headers.get('content-disposition'), `attachment; filename="${report!.replay}"`);
    const file = join(server.dataDir, 'downloaded.replay');
    await writeFile(file, await slice.bytes());
    const { stdout } = await run(process.execPath, ['tools/replay.ts', 'verify', file]);
    assert.match(stdout, /^ok: \d+ ticks/);
  });

  it('is closed once by whoever looks after the server, and is open no more (RP3)', async () => {
    ada.room.send('report', { player: bo.id, reason: 'abuse' });
    await until(() => notices.length > 0);
    const [{ id: report } = { id: '' }] = (await listOpen()).reports;
    const ban = { report, outcome: 'ban', reason: 'no manners' };
    assert.deepEqual([(await handle(ban)).status, (await listOpen()).reports.length], [409, 1]);
    assert.deepEqual(await handle({ report, outcome: 'nothing' }), { status: 200, answer: { handled: 'nothing' } });
    assert.equal((await listOpen()).reports.length, 0);
    const { outcome, by } = (await read(report)).report.handled!;
    assert.deepEqual([outcome, by], ['nothing', 'kim']);
    assert.equal((await handle({ report, outcome: 'nothing' })).status, 409);
  });

  it('ends in a ban: whom it is about is out at once, and it is on record who banned them (RP3)', async () => {
    const dee = await reportDee();
    const [{ id: report } = { id: '' }] = (await listOpen()).reports;
    const answer = await handle({ report, outcome: 'ban', reason: 'stands in the way', days: 7 });
    assert.deepEqual(answer, { status: 200, answer: { handled: 'ban' } });
    assert.equal((await dee.closed).code, CLOSE.signInEnded);
    const { bans } = await read(report);
    assert.deepEqual(
      bans.map(({ reason, bannedBy, untilMs, atMs }) => [reason, bannedBy, untilMs! - atMs <= 7 * 86_400_000]),
      [['stands in the way', 'kim', true]],
    );
  });

  it('is listed page by page, and nothing else is taken for a question about it', async () => {
    for (const player of [bo.id, ada.id]) {
      const from = player === ada.id ? bo : ada;
      const told = new Promise((resolve) => from.room.onMessage('notice', resolve));
      from.room.send('report', { player, reason: 'name' });
      await told;
    }
    const first = await listOpen('?limit=1');
    const second = await listOpen(`?limit=1&after=${first.next}`);
    const listed = [...first.reports, ...second.reports];
    assert.deepEqual([first.reports.length, listed.length], [1, 2]);
    assert.deepEqual(new Set(listed.map(({ reported }) => reported.session)), new Set([bo.id, ada.id]));
    assert.ok(listed[0]!.atMs <= listed[1]!.atMs);
    for (const query of ['?limit=0', '?limit=101', '?limit=x', '?after=first', '?before=1'])
      assert.equal((await get(query)).status, 400, query);
    const [{ id } = { id: '' }] = first.reports;
    const nobody = '00000000-0000-4000-8000-000000000000';
    for (const path of [`/${nobody}`, '/..%2f..%2fx', `/${nobody}/replay`, `/${id}/x`, '/', `/${id}/replay/x`])
      assert.equal((await get(path)).status, 404, path);
    for (const body of [{}, { report: id }, { report: id, outcome: 'mercy' }, { report: 7, outcome: 'nothing' }])
      assert.equal((await handle(body)).status, 400);
    assert.equal((await handle({ report: id, outcome: 'nothing', reason: 'x' })).status, 400);
    assert.equal((await handle({ report: nobody, outcome: 'nothing' })).status, 404);
  });

  it('without its replay, which made way for newer ones or is with another process, says so', async () => {
    ada.room.send('report', { player: bo.id, reason: 'abuse' });
    await until(() => notices.length > 0);
    const [report] = (await listOpen()).reports;
    await rm(join(server.dataDir, 'reports', report!.replay));
    const answer = await get(`/${report!.id}/replay`);
    assert.equal(answer.status, 404);
    assert.equal(((await answer.json()) as { error: { code: string } }).error.code, 'replayGone');
  });

  it('counts once for each match, however often it is made (RP2)', async () => {
    for (let count = 0; count < 3; count++) ada.room.send('report', { player: bo.id, reason: 'cheating' });
    await until(() => notices.length === 3);
    assert.deepEqual(new Set(notices), new Set(['reported']));
    assert.equal((await listOpen()).reports.length, 1);
  });

  it('counts once for each match, from whichever seat the same person makes it, about the same person (RP2)', async () => {
    const [cy, dee] = await Promise.all(['Cy', 'Dee'].map((name) => signInAsGuest(server.url, name)));
    for (let times = 0; times < 2; times++) {
      const reporter = await ArenaClient.join(server.url, {}, cy!.accessToken);
      const reported = await ArenaClient.join(server.url, {}, dee!.accessToken);
      const told = new Promise((resolve) => reporter.room.onMessage('notice', resolve));
      reporter.room.send('report', { player: reported.id, reason: 'spoiling' });
      assert.deepEqual(await told, { notice: 'reported' });
      await Promise.all([reporter.leave(), reported.leave()]);
    }
    assert.equal((await listOpen()).reports.length, 1);
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
    const [report] = (await listOpen()).reports;
    assert.deepEqual([report?.reporter.playerId, report?.reported.playerId], [cy!.player.id, dee!.player.id]);
    await reporter.leave();
  });

  it('has what the reported said before they left their seat and took another', async () => {
    const dee = await signInAsGuest(server.url, 'Dee');
    const rude = await ArenaClient.join(server.url, {}, dee.accessToken);
    const heard = new Promise((resolve) => ada.room.onMessage('chat', resolve));
    rude.room.send('say', { text: 'no manners at all', to: 'all' });
    await heard;
    await rude.leave();
    const again = await ArenaClient.join(server.url, {}, dee.accessToken);
    await ada.until((state) => state.players.has(again.id));
    ada.room.send('report', { player: again.id, reason: 'abuse' });
    await until(() => notices.length > 0);
    const [report] = (await listOpen()).reports;
    assert.deepEqual(
      report?.said.map(({ said }) => said),
      [{ text: 'no manners at all' }],
    );
    await again.leave();
  });

  it('is none about a bot, oneself or somebody who is not there', async () => {
    for (const player of ['bot-1', ada.id, 'nobody']) ada.room.send('report', { player, reason: 'name' });
    ada.room.send('report', { player: bo.id, reason: 'name' });
    await until(() => notices.length === 1);
    assert.equal((await listOpen()).reports.length, 1);
  });

  it('is for the host’s eyes alone', async () => {
    for (const path of ['', '/00000000-0000-4000-8000-000000000000', '/00000000-0000-4000-8000-000000000000/replay'])
      assert.equal((await get(path, 'another token')).status, 401);
    const onPublicPort = await fetch(`${server.url}/admin/reports`, { headers: { authorization: `Bearer ${TOKEN}` } });
    assert.doesNotMatch(await onPublicPort.text(), /"reports"/);
  });
});

describe('A server that starts', () => {
  let dataDir = '';
  let server: LocalServer;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'fracas-reports-'));
    server = await startLocalServer({ DATA_DIR: dataDir });
  });
  afterEach(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('deletes what was handled long ago, with its replay (RP4)', async () => {
    const id = randomUUID();
    const party = { session: 'seat-1', playerId: undefined, name: 'Bo' };
    const report = { id, reporter: party, reported: party, reason: 'abuse', matchId: 'm', tick: 1, said: [] } as const;
    const store = new ReportStore(server.app.services.db);
    await store.add({ ...report, replay: `${id}.replay`, atMs: 1 });
    await store.close(id, { outcome: 'nothing', by: 'kim', atMs: 2 });
    const slice = join(dataDir, 'reports', `${id}.replay`);
    await writeFile(slice, '');
    await utimes(slice, 1, 1);
    await server.stop();
    server = await startLocalServer({ DATA_DIR: dataDir });
    await until(() => !existsSync(slice));
    assert.equal(await new ReportStore(server.app.services.db).find(id), undefined);
  });
});
