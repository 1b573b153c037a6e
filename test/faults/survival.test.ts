import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { TICK_RATE } from '../../shared/defs/rates.ts';
import type { Cluster } from '../../tools/cluster/Cluster.ts';
import type { GameProcess } from '../../tools/cluster/GameProcess.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startCluster } from '../support/cluster.ts';
import { MovingMatch, type Witness } from '../support/MovingMatch.ts';
import { until } from '../support/until.ts';

/** A snapshot every 15 ticks, a patch every 2; what was on its way comes on top. */
const LOST_TICKS = 15 + 2 + 6;

const REBUILT_MS = 5000;
const SURE_AFTER_MS = 6500;

describe('A match whose process', function () {
  this.timeout(40_000);
  let cluster: Cluster;
  let dataDir: string;
  let log: { from: string; line: string }[];
  let match: MovingMatch;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'fracas-moves-'));
    log = [];
    cluster = await startCluster({
      restart: false,
      env: { LOG_LEVEL: 'info', DATA_DIR: dataDir },
      onLog: (from, line) => log.push({ from, line }),
    });
  });
  after(async () => {
    await cluster.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    for (const { name, isRunning } of cluster.processes) if (!isRunning) await cluster.startProcess(name);
    log.length = 0;
    match = await MovingMatch.start(cluster, 3);
  });
  afterEach(() => match.end());

  async function fail(signal: NodeJS.Signals): Promise<GameProcess> {
    const owner = await match.owner();
    owner.signal(signal);
    return owner;
  }

  /** Everybody is in the seat they had, and next to nothing is lost. */
  async function expectTheSameMatch(ticksLost: number): Promise<void> {
    for (const player of match.players) {
      const after = player.returns.at(-1)!;
      const sight = player.sights[player.sights.indexOf(after) - 1]!;
      assert.ok(after.tick >= sight.tick - ticksLost, `went back from tick ${sight.tick} to ${after.tick}`);
      const { rows } = player.sights.findLast(({ tick }) => tick <= after.tick && tick <= sight.tick)!;
      for (const { id } of match.players) {
        const [was, is] = [rows.get(id)!, after.rows.get(id)!];
        assert.equal(is.name, was.name);
        assert.ok(
          is.score >= was.score && is.kills >= was.kills,
          `${JSON.stringify(was)} became ${JSON.stringify(is)}`,
        );
      }
      assert.deepEqual([...player.bot.room.state.own.keys()], [player.id], 'sees what is their own, and no more');
    }
    const [one] = match.players;
    const steers = ({ id, bot }: Witness) => {
      const { connected, autopilot } = one!.bot.room.state.players.get(id)!;
      return connected && !autopilot && bot.room.state.own.get(id)!.ownTick > 0;
    };
    await until(() => match.players.every(steers));
    const clocks = match.players.map(({ id, bot }) => bot.room.state.own.get(id)!.ownTick);
    await until(() => match.players.every(({ id, bot }, i) => bot.room.state.own.get(id)!.ownTick > clocks[i]!));
    await match.settled();
  }

  it('is killed goes on in another, with everybody in their seats (F1)', async () => {
    const owner = await fail('SIGKILL');
    await match.back();
    assert.notEqual((await match.owner()).name, owner.name);
    await expectTheSameMatch(LOST_TICKS);
  });

  it('is asked to end, and asked again, goes on in another without a tick lost; then the process ends in peace (F12, F13)', async () => {
    const owner = await fail('SIGTERM');
    owner.signal('SIGTERM');
    await match.back();
    owner.signal('SIGTERM');
    await expectTheSameMatch(0);
    assert.deepEqual(await owner.ended, { code: 0, signal: null });
    await match.settled();
  });

  it('hangs goes on in another, and the one that wakes again touches nothing of it (F3)', async () => {
    const owner = await fail('SIGSTOP');
    await match.back();
    await expectTheSameMatch(LOST_TICKS);
    const rights = await match.rights();
    const replays = await readdir(join(dataDir, 'replays'));
    owner.signal('SIGCONT');
    await until(() => log.some(({ from, line }) => from === owner.name && /"how":"fenced"/.test(line)));
    await match.settled();
    assert.deepEqual(await match.rights(), rights);
    assert.deepEqual(await readdir(join(dataDir, 'replays')), replays);
    assert.ok(
      match.players.every(({ returns }) => returns.length === 1),
      'nobody noticed that it woke',
    );
  });

  it('is the only one and ends waits for the next to start', async () => {
    const owner = await match.owner();
    const idle = cluster.processes.find(({ name }) => name !== owner.name)!;
    idle.signal('SIGTERM');
    await idle.ended;
    await fail('SIGTERM');
    assert.equal((await owner.ended).code, 0);
    await cluster.startProcess(idle.name);
    await match.back();
    await expectTheSameMatch(0);
  });

  it('left a snapshot that no other can read is told of in the log, and holds up no other match', async () => {
    const owner = await match.owner();
    const strange = { owner: 'gone', fence: '1', expires: '0', format: '999', snapshot: '{"version":999}' };
    const ids = Array.from({ length: 60 }, (_, i) => `strange${i}`);
    for (const id of ids) {
      await match.redis.hset(`fracas:match:${id}`, strange);
      await match.redis.zadd('fracas:leases', 0, id);
    }
    await until(() => log.some(({ line }) => /kept as 999/.test(line)));
    const heir = cluster.processes.find(({ name }) => name !== owner.name)!;
    await fail('SIGKILL');
    await match.back();
    await expectTheSameMatch(LOST_TICKS);
    assert.ok(heir.isRunning);
    const answer = await fetch(`${heir.url}/matchmake/reconnect/strange0`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reconnectionToken: 'secret' }),
    });
    assert.equal(answer.status, 503, 'as long as another process might read it, who waits is not sent away');
    for (const id of ids) await match.redis.del(`fracas:match:${id}`);
  });
});

describe('A match that is played while Redis', function () {
  this.timeout(40_000);
  let cluster: Cluster;
  let match: MovingMatch;
  let startedMs: number;

  before(async () => {
    cluster = await startCluster({ restart: false });
    startedMs = performance.now();
  });
  after(() => cluster.stop());
  beforeEach(async () => {
    match = await MovingMatch.start(cluster, 3);
  });
  afterEach(() => match.end());

  function expectNobodyLeft(): void {
    for (const { bot, returns } of match.players) {
      assert.equal(bot.presence, 'here');
      assert.equal(returns.length, 0, 'nobody was thrown out, not even for a moment');
    }
  }

  async function join(): Promise<{ status: number; seconds: number }> {
    const startMs = performance.now();
    const answer = await fetch(`${cluster.url}/matchmake/joinOrCreate/arena`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    await answer.text();
    return { status: answer.status, seconds: (performance.now() - startMs) / 1000 };
  }

  it('forgets everything loses nobody, also who comes back in that very moment', async () => {
    // Just after Redis was away nobody is told that a match is over anyway.
    await until(() => performance.now() - startedMs > SURE_AFTER_MS);
    const owner = await match.owner();
    const other = cluster.processes.find(({ name }) => name !== owner.name)!;
    const token = match.players[0]!.bot.room.reconnectionToken.split(':')[1]!;
    for (let times = 0; times < 5; times++) {
      await match.redis.flushall();
      const answer = await fetch(`${other.url}/matchmake/reconnect/${match.roomId}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ reconnectionToken: `not ${token}` }),
      });
      assert.notEqual(answer.status, 410, 'the match is not over');
      await match.settled();
    }
    expectNobodyLeft();
  });

  it('is killed and comes back empty misses no tick, and is listed and leased again (F5)', async () => {
    const [one] = match.players;
    const rights = await match.rights();
    const from = one!.last;
    await cluster.redis.kill();
    await until(() => one!.last.tick > from.tick + 30);
    const refused = await join();
    assert.equal(refused.status, 503);
    assert.ok(refused.seconds < 1, `refused after ${refused.seconds} s`);
    await until(() => one!.last.tick > from.tick + 4 * TICK_RATE);
    await cluster.redis.restart();
    const backMs = performance.now();
    await until(async () => {
      const { owner, row } = await match.rights();
      return owner === rights.owner && row !== null;
    });
    await match.settled();
    assert.ok(performance.now() - backMs < REBUILT_MS);
    assert.equal((await match.rights()).fence, rights.fence, 'the living owner kept its right');
    await comeInThrough(cluster.url);
    const to = one!.last;
    const ticksMissed = ((to.atMs - from.atMs) / 1000) * TICK_RATE - (to.tick - from.tick);
    assert.ok(ticksMissed < TICK_RATE / 2, `${ticksMissed} ticks were missed`);
    expectNobodyLeft();
  });

  it('drops its subscriptions twenty times loses nobody, and processes hear each other again (F7)', async () => {
    for (let times = 0; times < 20; times++) {
      await match.redis.client('KILL', 'TYPE', 'pubsub');
      await delay(50);
    }
    const [one] = match.players;
    const { tick } = one!.last;
    await until(() => one!.last.tick > tick + 30);
    expectNobodyLeft();
    await Promise.all(cluster.processes.map(({ url }) => comeInThrough(url)));
    await match.settled();
  });

  /** Whichever process is asked: one of them has to ask the other. */
  async function comeInThrough(url: string): Promise<void> {
    await until(async () => {
      try {
        const late = await ArenaClient.join(url, { name: 'Late' });
        await late.leave();
        return true;
      } catch {
        return false;
      }
    });
  }
});
