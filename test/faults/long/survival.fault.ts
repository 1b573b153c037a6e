import assert from 'node:assert/strict';
import { ticksOf } from '../../../shared/defs/rates.ts';
import type { Cluster } from '../../../tools/cluster/Cluster.ts';
import { startCluster } from '../../support/cluster.ts';
import { MovingMatch } from '../../support/MovingMatch.ts';
import { until } from '../../support/until.ts';

const EXIT_SECONDS = 30;

describe('A match that moves', function () {
  this.timeout(90_000);
  let cluster: Cluster;
  let match: MovingMatch;

  beforeEach(async () => {
    cluster = await startCluster({ restart: false });
    match = await MovingMatch.start(cluster, 3);
  });
  afterEach(async () => {
    await match.end();
    await cluster.stop();
  });

  const listedPeople = async (): Promise<number | undefined> => {
    const row = await match.redis.hget('roomcaches', match.roomId);
    return row === null ? undefined : (JSON.parse(row) as { clients: number }).clients;
  };

  it('keeps the seat of who does not come back for twenty seconds, and counts and holds it no longer', async () => {
    const [ada, ...others] = match.players;
    const owner = await match.owner();
    owner.signal('SIGKILL');
    await ada!.vanish();
    await match.back(1, others);
    assert.equal(await listedPeople(), 3);
    const since = performance.now();
    await until(async () => (await listedPeople()) === 2);
    assert.ok(performance.now() - since > 15_000, 'given up too early');
    await until(() => others.every(({ bot }) => !bot.room.state.players.has(ada!.id)));
  });

  it('is left alone by a process that ends while Redis is away, which ends in time all the same', async () => {
    const owner = await match.owner();
    await cluster.redis.kill();
    const startMs = performance.now();
    for (const { name } of cluster.processes) cluster.processes.find((one) => one.name === name)!.signal('SIGTERM');
    await Promise.all(cluster.processes.map(({ ended }) => ended));
    assert.ok(performance.now() - startMs < EXIT_SECONDS * 1000);
    assert.equal((await owner.ended).signal, null);
    await cluster.redis.restart();
  });

  it('plays on in a process that is told to end while Redis is silent, and moves once when it answers again', async () => {
    const owner = await match.owner();
    const [one] = match.players;
    process.kill(cluster.redis.pid, 'SIGSTOP');
    const asked = one!.last.tick;
    await until(() => one!.last.tick > asked + ticksOf(1.5));
    owner.signal('SIGTERM');
    const { tick } = one!.last;
    await until(() => one!.last.tick > tick + ticksOf(4));
    assert.ok(
      match.players.every(({ returns }) => returns.length === 0),
      'nobody noticed anything yet',
    );
    process.kill(cluster.redis.pid, 'SIGCONT');
    await match.back();
    assert.equal((await owner.ended).code, 0);
    await match.settled();
    assert.ok(match.players.every(({ returns }) => returns.length === 1));
  });

  it('waits when all processes end at once, and goes on with the first that starts', async () => {
    const startMs = performance.now();
    for (const process of cluster.processes) process.signal('SIGTERM');
    const ends = await Promise.all(cluster.processes.map(({ ended }) => ended));
    assert.deepEqual(
      ends.map(({ code }) => code),
      [0, 0],
    );
    assert.ok(performance.now() - startMs < EXIT_SECONDS * 1000);
    await cluster.startProcess(cluster.processes[0]!.name);
    await match.back();
    await match.settled();
  });
});
