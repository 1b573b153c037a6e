import assert from 'node:assert/strict';
import { BotClient } from '../../bots/BotClient.ts';
import { LightClient } from '../../bots/LightClient.ts';
import type { NetworkClient } from '../../bots/NetworkClient.ts';
import type { Presence } from '../../bots/Stay.ts';
import { RECONNECT } from '../../shared/net/comeBack.ts';
import { openFrontDoor, type FrontDoor } from '../support/FrontDoor.ts';
import { startServerProcess, type ServerProcess } from '../support/gameServer.ts';

const LINE = { seed: 5, trouble: { rttMs: 0, jitterMs: 0, lossPercent: 0 } };
const MOVING = { status: 503, body: '{"code":503,"error":"The match is moving."}' };
const OVER = { status: 410, body: '{"code":410,"error":"The match is over."}' };
const PROXY_PAGE = { status: 524, body: '<html>524: a timeout occurred</html>' };

const KINDS: Record<string, (url: string) => Promise<NetworkClient>> = {
  'a bot': (url) => BotClient.join({ url, join: { name: 'Ann' }, skill: 'easy', ...LINE }),
  'a light client': (url) => LightClient.join({ url, join: { name: 'Ann' }, ...LINE }),
};

/** Steps a client all the time, as a run does. */
function keepStepping(client: NetworkClient): () => void {
  const timer = setInterval(() => client.step(performance.now()), 15);
  return () => clearInterval(timer);
}

/** Resolves with the next change. */
function nextPresence(client: NetworkClient): Promise<Presence> {
  return new Promise((resolve) => {
    const stop = client.onPresence((presence) => {
      stop();
      resolve(presence);
    });
  });
}

for (const [kind, join] of Object.entries(KINDS)) {
  describe(`${kind} whose connection is lost`, function () {
    let server: ServerProcess;
    let door: FrontDoor;
    let client: NetworkClient;
    let stopStepping: () => void;

    before(async () => {
      server = await startServerProcess({ BOTS: '0' });
    });

    beforeEach(async () => {
      door = await openFrontDoor(server.port);
      client = await join(door.url);
      stopStepping = keepStepping(client);
    });

    afterEach(async () => {
      stopStepping();
      await client.leave();
      await door.close();
    });

    after(() => server.stop());

    async function loseAndReturn(): Promise<void> {
      const away = nextPresence(client);
      door.cut();
      assert.equal(await away, 'away');
      assert.equal(await nextPresence(client), 'here');
    }

    it('plays on in its seat, again and again, though the way back changes each time', async () => {
      const { playerId, roomId } = client;
      for (let times = 1; times <= 3; times++) {
        await loseAndReturn();
        // The new connection carries both ways.
        const { length } = client.tally.roundTripsMs;
        client.ping();
        while (client.tally.roundTripsMs.length === length) await new Promise((resolve) => setTimeout(resolve, 5));
      }
      assert.deepEqual([client.playerId, client.roomId], [playerId, roomId]);
      assert.equal(client.tally.reconnected, 3);
      assert.deepEqual(client.tally.errors, []);
      for (const ms of client.tally.awayMs) assert.ok(ms >= RECONNECT.minQuickDelayMs, `${ms}`);
      assert.equal(client.tally.awayMs.length, 3);
    });

    it('asks again while its match moves, and when a proxy answers with pages of its own', async () => {
      door.answers.push(MOVING, PROXY_PAGE, { status: 502, body: 'Bad Gateway' });
      await loseAndReturn();
      assert.equal(door.seen.returns, 4);
      assert.deepEqual(client.tally.errors, []);
    });

    it('does not wait for an answer that does not come', async () => {
      door.answers.push('hang');
      await loseAndReturn();
      assert.deepEqual(door.seen, { returns: 2, abandoned: 1, sockets: 2, deafClosed: 0 });
    });

    it('closes a socket that nobody answers, and takes its seat over the next', async () => {
      door.deafSockets = 1;
      await loseAndReturn();
      assert.deepEqual(door.seen, { returns: 2, abandoned: 0, sockets: 3, deafClosed: 1 });
    });

    it('follows its match to the address of another process', async () => {
      const other = await openFrontDoor(server.port);
      door.publicAddress = `127.0.0.1:${other.port}`;
      await loseAndReturn();
      assert.equal(other.seen.sockets, 1);
      assert.equal(door.seen.sockets, 1);
      await client.leave();
      await other.close();
      assert.deepEqual(client.tally.errors, []);
    });

    it('gives up at once when its match is over, and says why', async () => {
      door.answers.push(OVER);
      door.cut();
      assert.equal(await nextPresence(client), 'away');
      assert.equal(await nextPresence(client), 'lost');
      assert.equal(door.seen.returns, 1);
      assert.equal(client.tally.dropped, true);
      assert.equal(client.tally.reconnected, 0);
      assert.match(client.tally.errors.join(), /The match is over\./);
    });

    it('notices a server that froze with its sockets open, and is back when it thaws', async () => {
      server.signal('SIGSTOP');
      try {
        assert.equal(await nextPresence(client), 'away');
      } finally {
        server.signal('SIGCONT');
      }
      assert.equal(await nextPresence(client), 'here');
      assert.ok(client.tally.awayMs[0]! >= RECONNECT.silenceMs, `${client.tally.awayMs[0]}`);
    });

    it('is not looked for any more when it has left meanwhile', async () => {
      door.answers.push(MOVING, MOVING);
      door.cut();
      assert.equal(await nextPresence(client), 'away');
      await client.leave();
      assert.equal(client.presence, 'lost');
      assert.match(client.tally.errors.join(), /not won back by the end/);
    });
  });
}
