import assert from 'node:assert/strict';
import type { Cluster } from '../../../tools/cluster/Cluster.ts';
import { startCluster } from '../../support/cluster.ts';
import { MovingMatch } from '../../support/MovingMatch.ts';

const EXIT_SECONDS = 30;
const LOOPING_ROOM = new URL('loopingRoom.ts', import.meta.url);

describe('A process that is told to end', function () {
  this.timeout(90_000);
  let cluster: Cluster;

  beforeEach(async () => {
    cluster = await startCluster({ restart: false, env: { NODE_OPTIONS: `--import=${LOOPING_ROOM.href}` } });
  });
  afterEach(() => cluster.stop());

  it('is gone within thirty seconds, though a room of it loops for ever, and its match goes on elsewhere', async () => {
    const match = await MovingMatch.start(cluster, 2);
    const owner = await match.owner();
    const startMs = performance.now();
    owner.signal('SIGTERM');
    await match.back();
    assert.equal((await owner.ended).signal, 'SIGKILL');
    assert.ok(performance.now() - startMs < EXIT_SECONDS * 1000);
    await match.end();
  });
});
