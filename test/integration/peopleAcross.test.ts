import assert from 'node:assert/strict';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import { HTTP_ERRORS } from '../../server/errors.ts';
import type { ReportPage } from '../../server/reports/Report.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import type { Cluster } from '../../tools/cluster/Cluster.ts';
import { askAccounts, GOOD_PASSWORD, signIn, signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startCluster } from '../support/cluster.ts';
import { until } from '../support/until.ts';

describe('A person in a service of several processes', function () {
  this.timeout(60_000);
  let cluster: Cluster;
  let logs: string[];
  let ada: SignIn;

  before(async () => {
    logs = [];
    const onLog = (from: string, line: string) => void logs.push(`${from} ${line}`);
    cluster = await startCluster({ env: { LOG_LEVEL: 'trace' }, onLog });
    ada = await signIn(cluster.url, 'register', { name: 'Ada', password: GOOD_PASSWORD });
  });

  after(() => cluster.stop());

  /** Has a process make a private match, and gives its invite code. */
  async function openMatch(index: number): Promise<string> {
    const { url } = cluster.processes[index]!;
    const answer = await fetch(`${url}/api/rooms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    return ((await answer.json()) as { invite: string }).invite;
  }

  /** Joins a private match that a process made, through whichever process. */
  async function joinOn(index: number, accessToken: string): Promise<ArenaClient> {
    return ArenaClient.join(cluster.url, { invite: await openMatch(index) }, accessToken);
  }

  /** For a process that is started anew. */
  async function untilReady(index: number): Promise<void> {
    await until(async () => {
      const answer = await fetch(`${cluster.processes[index]!.url}/readyz`).catch(() => undefined);
      return answer?.ok === true;
    });
  }

  it('is the same to each of them, and is in one match at a time', async () => {
    const older = await joinOn(0, ada.accessToken);
    assert.equal(older.self.name, 'Ada');
    const newer = await joinOn(1, ada.accessToken);
    assert.equal((await older.closed).code, CLOSE.replacedByNewerConnection);
    assert.equal(newer.self.name, 'Ada');
    await newer.leave();
  });

  it('comes back into their seat through any of them, and nobody else does', async () => {
    const client = await joinOn(0, ada.accessToken);
    const { url } = cluster.processes[1]!;
    const seat = client.room.reconnectionToken;
    await assert.rejects(ArenaClient.reconnect(url, seat), { code: HTTP_ERRORS.seatGone.code });
    const back = await ArenaClient.reconnect(url, seat, ada.accessToken);
    assert.equal(back.id, client.id);
    await back.leave();
  });

  it('is still in their seat when its match has moved to another process', async () => {
    const client = await joinOn(0, ada.accessToken);
    const seat = client.room.reconnectionToken;
    await cluster.processes[0]!.end(30_000);
    assert.equal((await client.closed).code, CLOSE.matchMoved);
    const { url } = cluster.processes[1]!;
    await assert.rejects(ArenaClient.reconnect(url, seat), { code: HTTP_ERRORS.seatGone.code });
    const back = await ArenaClient.reconnect(url, seat, ada.accessToken);
    assert.equal(back.id, client.id);
    const other = await signIn(cluster.url, 'login', { name: 'Ada', password: GOOD_PASSWORD });
    const elsewhere = await joinOn(1, other.accessToken);
    assert.equal((await back.closed).code, CLOSE.replacedByNewerConnection);
    await elsewhere.leave();
    await untilReady(0);
  });

  // Everybody is looked up each minute, for which these tests do not wait: what ends the connection is that the processes tell one another.
  it('who signs out at one of them leaves the match on another at once', async () => {
    const login = await signIn(cluster.url, 'login', { name: 'Ada', password: GOOD_PASSWORD });
    const client = await joinOn(1, login.accessToken);
    await askAccounts(cluster.processes[0]!.url, 'logout', { refreshToken: login.refreshToken });
    assert.equal((await client.closed).code, CLOSE.signInEnded);
  }).timeout(10_000);

  it('who is banned at one of them leaves the match on another at once, and is let in by neither', async () => {
    const mallory = await signInAsGuest(cluster.url, 'Mallory');
    const client = await joinOn(1, mallory.accessToken);
    const ban = await fetch(`${cluster.processes[0]!.adminUrl}/admin/ban`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ player: mallory.player.id, reason: 'aims too well' }),
    });
    assert.equal(ban.status, 200);
    assert.equal((await client.closed).code, CLOSE.signInEnded);
    const { code } = HTTP_ERRORS.banned;
    for (const { url } of cluster.processes)
      await assert.rejects(ArenaClient.join(url, {}, mallory.accessToken), { code });
  }).timeout(10_000);

  it('who is reported in a match of one of them is judged and banned at the admin port of another', async () => {
    const mallory = await signInAsGuest(cluster.url, 'Mallory');
    const invite = await openMatch(1);
    const reported = await ArenaClient.join(cluster.url, { invite }, mallory.accessToken);
    const reporter = await ArenaClient.join(cluster.url, { invite });
    const told = new Promise((resolve) => reporter.room.onMessage('notice', resolve));
    reporter.room.send('report', { player: reported.id, reason: 'cheating' });
    await told;
    const at = `${cluster.processes[0]!.adminUrl}/admin`;
    let reports: ReportPage['reports'] = [];
    await until(async () => {
      ({ reports } = (await (await fetch(`${at}/reports`)).json()) as ReportPage);
      return reports.length > 0;
    });
    const [report] = reports;
    assert.equal(report?.reported.playerId, mallory.player.id);
    await until(async () => (await fetch(`${at}/reports/${report!.id}/replay`)).ok);
    const ban = await fetch(`${at}/handle`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ report: report!.id, outcome: 'ban', reason: 'aims too well' }),
    });
    assert.equal(ban.status, 200);
    assert.equal((await reported.closed).code, CLOSE.signInEnded);
    await reporter.leave();
  }).timeout(10_000);

  it('leaves no secret in any log, the proxy’s included', async () => {
    const client = await joinOn(1, ada.accessToken);
    const secrets = [ada.accessToken, ada.refreshToken, GOOD_PASSWORD, client.room.reconnectionToken.split(':')[1]!];
    const back = await ArenaClient.reconnect(cluster.url, client.room.reconnectionToken, ada.accessToken);
    secrets.push(back.room.reconnectionToken.split(':')[1]!);
    await back.leave();
    const proxyLog = (await cluster.proxy!.readAccessLog()).split('\n');
    assert.ok(proxyLog.some((line) => line.includes('/matchmake/reconnect/')) && logs.length > 0);
    for (const line of [...logs, ...proxyLog]) {
      for (const secret of [...secrets, '_authToken', 'Bearer', 'sessionId=']) assert.ok(!line.includes(secret), line);
    }
  });
});
