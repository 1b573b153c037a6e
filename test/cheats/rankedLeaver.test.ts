import assert from 'node:assert/strict';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import { RANKED } from '../../shared/defs/ranked.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { openRankedDuel } from '../support/openRankedDuel.ts';
import { until } from '../support/until.ts';

describe('Cheat: leaving a ranked match', () => {
  let server: LocalServer;
  let ann: SignIn;
  let bob: SignIn;
  let arenas: [ArenaClient, ArenaClient];

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0' });
    [ann, bob] = await Promise.all([signInAsGuest(server.url, 'Ann'), signInAsGuest(server.url, 'Bob')]);
    const { roomId } = await openRankedDuel(server.app.services, ann, bob);
    const join = ({ accessToken }: SignIn) => ArenaClient.join(server.url, { invite: roomId }, accessToken);
    arenas = [await join(ann), await join(bob)];
  });
  afterEach(async () => {
    await Promise.all(arenas.map((arena) => arena.leave().catch(() => {})));
    await server.stop();
  });

  const ratingOf = async ({ player }: SignIn) =>
    (await server.app.services.ranked.records.read(player.id, 'duel', Date.now())).rating.mu;

  it('Who leaves while they lead has lost, and who stayed has won (RK5)', async () => {
    const [match] = server.app.services.rooms;
    await until(() => match!.world.phase === 'countdown');
    match!.world.phaseEndsAtTick = match!.world.tick;
    await until(() => match!.world.phase === 'live');
    match!.world.players.get(arenas[1].id)!.score = 4;
    await arenas[1].leave();
    await until(async () => (await ratingOf(ann)) > RANKED.newcomer.mu);
    assert.ok((await ratingOf(bob)) < RANKED.newcomer.mu);
  });

  it('Who leaves before it begins has gained nothing, and there is no match and no result (QU7)', async () => {
    await arenas[1].leave();
    assert.equal((await arenas[0].closed).code, CLOSE.matchCalledOff);
    await until(() => server.app.services.rooms.size === 0);
    assert.deepEqual([await ratingOf(ann), await ratingOf(bob)], [RANKED.newcomer.mu, RANKED.newcomer.mu]);
  });
});
