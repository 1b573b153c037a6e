import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import { ArenaClient } from '../../../client/net/ArenaClient.ts';
import { KeptSeat } from '../../../client/net/KeptSeat.ts';
import type { AsPerson } from '../../../client/net/Login.ts';
import { startLocalServer, type LocalServer } from '../../support/gameServer.ts';
import { until } from '../../support/until.ts';

describe('A player whose arena cannot be loaded', () => {
  let server: LocalServer;
  before(async () => {
    server = await startLocalServer({ BOTS: '0' });
  });
  after(() => server.stop());

  it('is told so, and does not stand in the match', async () => {
    const asPerson: AsPerson = (work) => work(undefined);
    const options = { endpoint: server.url, join: { name: 'Ada' }, asPerson, seat: new KeptSeat(undefined) };
    const steps: string[] = [];
    // Without a page, the address of the arena leads nowhere.
    await assert.rejects(
      ArenaClient.join(options, (done) => steps.push(done)),
      /maps/,
    );
    assert.deepEqual(steps, ['seat', 'state']);
    const [room] = await matchMaker.query({});
    await until(() => matchMaker.getLocalRoomById(room!.roomId).clients.length === 0);
  });
});
