import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cluster } from '../../../tools/cluster/Cluster.ts';
import { ArenaClient } from '../../support/arenaClient.ts';
import { startCluster } from '../../support/cluster.ts';

/** The status with which a request to open a socket is answered; 101 when it opens. */
async function openSocket(url: URL, origin: string): Promise<number | undefined> {
  const headers = {
    origin,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  };
  const asked = request(url, { headers }).end();
  const answer = await Promise.race([once(asked, 'upgrade'), once(asked, 'response')]);
  asked.destroy();
  return answer[0].statusCode;
}

interface Seat {
  readonly publicAddress: string;
  readonly processId: string;
  readonly roomId: string;
  readonly sessionId: string;
}

async function reserveSeat(url: string, origin: string): Promise<Seat> {
  const headers = { origin, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/matchmake/joinOrCreate/arena`, { method: 'POST', headers, body: '{}' });
  assert.equal(answer.status, 200);
  return (await answer.json()) as Seat;
}

describe('Two processes behind nginx', function () {
  this.timeout(60_000);
  const lines: string[] = [];
  const reports = new EventEmitter();
  let cluster: Cluster;
  before(async () => {
    cluster = await startCluster({
      report(line) {
        lines.push(line);
        reports.emit('line');
      },
    });
  });
  after(() => cluster.stop());

  it('tells where each of them is, and answers for both at one address', async () => {
    for (const { name, pid, url } of cluster.processes) {
      assert.ok(lines.includes(`process ${name} pid ${pid} ${url}`), lines.join('\n'));
    }
    for (const url of [cluster.url, ...cluster.processes.map((process) => process.url)]) {
      for (const path of ['/', '/healthz', '/readyz']) assert.equal((await fetch(url + path)).status, 200, url + path);
    }
  });

  it('bring those who ask different processes into one match, each by the way to its owner', async () => {
    const [one, other] = cluster.processes;
    const ada = await ArenaClient.join(one!.url, { name: 'Ada', map: 'foundry' });
    const ben = await ArenaClient.join(other!.url, { name: 'Ben', map: 'foundry' });
    const cy = await ArenaClient.join(cluster.url, { name: 'Cy', map: 'foundry' });
    assert.equal(ben.room.roomId, ada.room.roomId);
    assert.equal(cy.room.roomId, ada.room.roomId);
    await ada.until((state) => [ben.id, cy.id].every((id) => state.players.has(id)));
    await Promise.all([ada.leave(), ben.leave(), cy.leave()]);
    const log = await cluster.proxy!.readAccessLog();
    assert.equal([...log.matchAll(/"GET \/p[12]\/\S+" 101 /g)].length, 3, log);
  });

  it('let a page open its socket under either name of this machine, and nobody else’s page', async () => {
    const { port } = new URL(cluster.url);
    const page = `http://localhost:${port}`;
    const seat = await reserveSeat(page, page);
    assert.match(seat.publicAddress, new RegExp(`^127\\.0\\.0\\.1:${port}/p[12]$`));
    const socket = new URL(`http://${seat.publicAddress}/${seat.processId}/${seat.roomId}`);
    socket.searchParams.set('sessionId', seat.sessionId);
    assert.equal(await openSocket(socket, 'http://elsewhere.example'), 403);
    assert.equal(await openSocket(socket, page), 101);
  });

  it('answer for no process that does not exist', async () => {
    const { host } = new URL(cluster.url);
    assert.notEqual(await openSocket(new URL(`http://${host}/p9/abc/def?sessionId=x`), `http://${host}`), 101);
  });

  it('write no token into the log', async () => {
    const ada = await ArenaClient.join(cluster.url);
    const log = await cluster.proxy!.readAccessLog();
    assert.match(log, /"POST \/matchmake\/joinOrCreate\/arena" 200/);
    assert.ok(!log.includes(ada.room.sessionId));
    assert.ok(!log.includes('?'));
    await ada.leave();
  });

  it('have a new process in place of one that was killed, under its name and at its port', async () => {
    const killed = cluster.processes[0]!;
    killed.signal('SIGKILL');
    assert.equal((await killed.ended).signal, 'SIGKILL');
    assert.equal((await fetch(`${cluster.url}/`)).status, 200, 'the other process answers meanwhile');
    const started = /^process p1 pid \d+ http/;
    while (lines.filter((line) => started.test(line)).length < 2) await once(reports, 'line');
    const [back] = cluster.processes;
    assert.notEqual(back!.pid, killed.pid);
    assert.deepEqual([back!.name, back!.url], [killed.name, killed.url]);
    assert.equal((await fetch(`${back!.url}/healthz`)).status, 200);
  });
});

describe('A cluster for tests', function () {
  this.timeout(60_000);

  it('does without nginx, leaves a dead process dead until asked, and takes everything along when it ends', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fracas-test-'));
    const before = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    const cluster = await startCluster({ proxy: false, restart: false }).finally(() => {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    });
    const [one, other] = cluster.processes;
    assert.equal(cluster.url, one!.url);
    one!.signal('SIGKILL');
    await one!.ended;
    await assert.rejects(cluster.startProcess('p2'), /p2 is running/);
    assert.equal(cluster.processes[0], one);
    const again = await cluster.startProcess('p1');
    assert.notEqual(again.pid, one!.pid);
    assert.equal((await fetch(`${one!.url}/readyz`)).status, 200);
    await cluster.stop();
    for (const { pid } of [again, other!]) assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
    assert.deepEqual(await readdir(folder), []);
    await rm(folder, { recursive: true });
  });

  it('does not start with processes that cannot, and says why', async () => {
    await assert.rejects(
      startCluster({ env: { BOTS: 'many' } }),
      /process p\d did not start[^]*BOTS=many is not a whole/,
    );
  });
});
