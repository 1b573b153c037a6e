import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { BotClient } from '../../bots/BotClient.ts';
import { LightClient } from '../../bots/LightClient.ts';
import type { NetworkClient } from '../../bots/NetworkClient.ts';
import { parseArguments } from '../../bots/parseArguments.ts';
import { runBots } from '../../bots/runBots.ts';
import { HTTP_ERRORS } from '../../server/errors.ts';
import type { Match } from '../../server/match/Match.ts';
import { isSeen } from '../../shared/net/arenaSchema.ts';
import { bringTogether } from '../support/bringTogether.ts';
import { startLocalServer, startServerProcess, type ServerProcess } from '../support/gameServer.ts';

const MAIN = new URL('../../bots/main.ts', import.meta.url).pathname;
const NO_TROUBLE = { rttMs: 0, jitterMs: 0, lossPercent: 0 };
const JOIN = { mode: 'deathmatch' } as const;

/** Steps a client until something about it is so. */
async function stepUntil(client: NetworkClient, isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    client.step(performance.now());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A line to a server that can be cut. */
async function startLine(port: number): Promise<{ url: string; cut(): void; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => sockets.forEach((socket) => socket.resetAndDestroy());
  const close = (): void => {
    cut();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, cut, close };
}

describe('bots over the network', () => {
  let server: ServerProcess;

  before(async () => {
    server = await startServerProcess({ BOTS: '2', LOG_LEVEL: 'info' });
  });

  after(async () => {
    await server.stop();
  });

  it('join, play over a bad line, and leave without one being dropped', async () => {
    const line = `--url ${server.url} --count 4 --seconds 4 --rtt 80 --jitter 20 --loss 0.5`;
    const summary = await runBots(parseArguments(line.split(' ')), () => undefined);
    assert.deepEqual(summary.errors, []);
    assert.equal(summary.joined, 4);
    assert.equal(summary.dropped, 0);
    assert.ok(summary.rttMs.p50 >= 60, `round trip ${summary.rttMs.p50}`);
    assert.ok(summary.patchesPerSecond > 10 && summary.bytesDownPerSecond > 0 && summary.bytesUpPerSecond > 0);
  });

  it('move about: the server takes their inputs', async () => {
    const client = await BotClient.join({ url: server.url, join: JOIN, skill: 'normal', seed: 1, trouble: NO_TROUBLE });
    await stepUntil(client, () => client.room.state.players.get(client.room.sessionId)?.alive === true);
    const { x, y } = client.room.state.players.get(client.room.sessionId)!;
    await stepUntil(client, () => {
      const now = client.room.state.players.get(client.room.sessionId)!;
      return Math.hypot(now.x - x, now.y - y) > 50;
    });
    await client.leave();
    assert.equal(client.tally.dropped, false);
  });

  it('come back into their seat when the line was cut', async () => {
    const line = await startLine(server.port);
    const client = await BotClient.join({ url: line.url, join: JOIN, skill: 'easy', seed: 2, trouble: NO_TROUBLE });
    const seat = client.room.sessionId;
    line.cut();
    await stepUntil(client, () => client.tally.reconnected === 1);
    const { tick } = client.room.state;
    await stepUntil(client, () => client.room.state.tick > tick + 30);
    assert.equal(client.room.sessionId, seat);
    assert.equal(client.room.state.players.get(seat)?.connected, true);
    await client.leave();
    line.close();
    assert.deepEqual(client.tally.errors, []);
  });

  it('load it lightly: others see them turn, patches come, and the round trip is measured', async () => {
    const trouble = NO_TROUBLE;
    const local = await startLocalServer({ BOTS: '0' });
    const { url } = local;
    const watcher = await BotClient.join({ url, join: JOIN, skill: 'easy', seed: 4, trouble });
    const client = await LightClient.join({ url, join: { ...JOIN, name: 'Feather' }, seed: 1, trouble });
    const [{ world }] = [...local.app.services.rooms] as [Match];
    const feather = [...world.players.values()].find(({ name }) => name === 'Feather')!.id;
    bringTogether(local.app, feather, watcher.playerId);
    client.ping();
    const aims = new Set<number>();
    await stepUntil(client, () => {
      const seen = watcher.room.state.players.get(feather);
      if (seen !== undefined && isSeen(seen)) aims.add(seen.aim);
      return aims.size > 20 && client.tally.patches > 20 && client.tally.roundTripsMs.length > 0;
    });
    await Promise.all([client.leave(), watcher.leave()]);
    await local.stop();
    assert.deepEqual(client.tally.errors, []);
    assert.ok(client.tally.bytesDown > 0 && client.tally.bytesUp > 0);
  });

  it('say once what the server said to those it did not let in', async () => {
    const options = parseArguments(`--url ${server.url} --count 1 --mode duel --map sprawl`.split(' '));
    const { errors } = await runBots(options, () => undefined);
    assert.deepEqual(errors, [`matchmaking answered 400: ${HTTP_ERRORS.mapNotOfMode.message}`]);
  });

  it('say why they could not join', async () => {
    const nowhere = await startLine(1);
    nowhere.close();
    const options = parseArguments(['--url', nowhere.url, '--count', '2', '--seconds', '1']);
    const { joined, failed, errors } = await runBots(options, () => undefined);
    assert.deepEqual([joined, failed], [0, 2]);
    assert.match(errors[0]!, /ECONNREFUSED/);
  });

  it('print one JSON object as their last line, and end with 0 when all went well', async () => {
    const args = [MAIN, '--url', server.url, '--count', '1', '--seconds', '1', '--light', '--json'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
    assert.equal(code, 0);
    const summary = JSON.parse(output.trimEnd().split('\n').at(-1)!) as { joined: number };
    assert.equal(summary.joined, 1);
  });

  it('end with 2 and the usage when they are called wrongly', async () => {
    const child = spawn(process.execPath, [MAIN, '--count', 'many'], { stdio: ['ignore', 'ignore', 'pipe'] });
    const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    assert.equal(code, 2);
    assert.match(errors, /--count must be[\s\S]*npm run bots/);
  });

  it('are counted as dropped when the server dies, even while they still try to come back; the summary stays last', async () => {
    const doomed = await startServerProcess({ BOTS: '0', LOG_LEVEL: 'info' });
    const args = [MAIN, '--url', doomed.url, '--count', '1', '--seconds', '2', '--json'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = Promise.all([text(child.stdout), once(child, 'close')]);
    while (!String((await once(child.stderr, 'data'))[0]).includes('playing'));
    await doomed.stop('SIGKILL');
    child.stderr.resume();
    const [output, [code]] = await ended;
    assert.equal(code, 1);
    const { dropped, errors } = JSON.parse(output.trimEnd().split('\n').at(-1)!) as {
      dropped: number;
      errors: string[];
    };
    assert.equal(dropped, 1);
    assert.match(errors.join(), /connection lost/);
  });

  it('are counted as dropped, with the reason, when the server goes away', async () => {
    const doomed = await startServerProcess({ BOTS: '0', LOG_LEVEL: 'info' });
    const joined = [
      await BotClient.join({ url: doomed.url, join: JOIN, skill: 'easy', seed: 3, trouble: NO_TROUBLE }),
      await LightClient.join({ url: doomed.url, join: JOIN, seed: 3, trouble: NO_TROUBLE }),
    ];
    await doomed.stop();
    for (const client of joined) {
      await stepUntil(client, () => client.tally.dropped);
      await client.leave();
      assert.match(client.tally.errors.join(), /4450|4001/);
    }
  });
});
