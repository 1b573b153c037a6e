import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StoreWatch } from '../../../server/infra/StoreWatch.ts';
import type { Peer } from '../../../server/survival/ProcessTable.ts';
import { SelfFence } from '../../../server/survival/SelfFence.ts';
import { keptLog } from '../../support/keptLog.ts';
import { until } from '../../support/until.ts';

/** A watch on a Redis whose answers the test decides. */
function startWatch() {
  const { log } = keptLog();
  const redis = {
    answers: true,
    status: 'ready',
    on: () => redis,
    off: () => redis,
    disconnect: () => undefined,
    ping: (): Promise<string> => (redis.answers ? Promise.resolve('PONG') : Promise.reject(new Error('away'))),
  };
  const watch = new StoreWatch(redis as never, log);
  watch.start();
  return { watch, redis };
}

describe('A process that has lost Redis', () => {
  let peers: { readonly peer: Peer; readonly server: Server; asked: number; store: string; held?: Promise<void> }[] =
    [];
  let watched: ReturnType<typeof startWatch>;
  let fence: SelfFence;
  let cutOffs: number;

  beforeEach(async () => {
    cutOffs = 0;
    watched = startWatch();
    fence = new SelfFence({
      watch: watched.watch,
      log: keptLog().log,
      peers: () => peers.map(({ peer }) => peer),
      onCutOff: () => cutOffs++,
    });
    await until(() => watched.watch.isUp);
  });
  afterEach(async () => {
    fence.stop();
    watched.watch.stop();
    for (const { server } of peers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    peers = [];
  });

  async function startPeer(store: string): Promise<(typeof peers)[number]> {
    const server = createServer((_request, response) => {
      peer.asked++;
      const answer = JSON.stringify({ store: peer.store });
      void Promise.resolve(peer.held).then(() => response.end(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const peerAddress = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const peer: (typeof peers)[number] = {
      server,
      asked: 0,
      store,
      peer: { processId: peerAddress, peerAddress } as Peer,
    };
    peers.push(peer);
    return peer;
  }

  it('lets its matches go when another still sees it', async () => {
    await startPeer('down');
    await startPeer('up');
    watched.redis.answers = false;
    await until(() => cutOffs > 0);
    assert.equal(cutOffs, 1);
  });

  it('plays on when nobody sees it', async () => {
    const [one, other] = [await startPeer('down'), await startPeer('down')];
    other.server.closeAllConnections();
    watched.redis.answers = false;
    await until(() => one.asked >= 4);
    assert.equal(cutOffs, 0);
  });

  it('plays on when the others were only a moment later in losing it too', async () => {
    const late = await startPeer('up');
    watched.redis.answers = false;
    await until(() => late.asked === 1);
    late.store = 'down';
    await until(() => late.asked >= 4);
    assert.equal(cutOffs, 0);
  });

  it('counts for nothing what was asked about an outage that is over', async () => {
    const peer = await startPeer('up');
    const answer = Promise.withResolvers<void>();
    peer.held = answer.promise;
    fence.stop();
    const watch = { isUp: true, rise: () => {}, fall: () => {} };
    const onUp = (listener: () => void) => (watch.rise = listener);
    const onDown = (listener: () => void) => (watch.fall = listener);
    fence = new SelfFence({
      watch: Object.assign(watch, { onUp, onDown }) as never,
      log: keptLog().log,
      peers: () => [peer.peer],
      onCutOff: () => cutOffs++,
    });
    watch.isUp = false;
    watch.fall();
    await until(() => peer.asked === 1);
    watch.rise();
    watch.fall();
    answer.resolve();
    await until(() => peer.asked === 2);
    peer.store = 'down';
    await until(() => peer.asked === 4);
    assert.equal(cutOffs, 0);
  });

  it('asks no more once Redis is back', async () => {
    const peer = await startPeer('up');
    watched.redis.answers = false;
    await until(() => peer.asked === 1);
    watched.redis.answers = true;
    await until(() => watched.watch.isUp);
    const { asked } = peer;
    await until(() => watched.watch.upForMs > 700);
    assert.deepEqual([peer.asked, cutOffs], [asked, 0]);
  });
});
