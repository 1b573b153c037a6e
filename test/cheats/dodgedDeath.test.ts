import assert from 'node:assert/strict';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import type { Match } from '../../server/match/Match.ts';
import { HTTP_ERRORS } from '../../server/errors.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { openRankedMatch } from '../support/openRankedMatch.ts';
import { until } from '../support/until.ts';

describe('Cheat: a new seat instead of a death', () => {
  let server: LocalServer;
  let people: SignIn[];
  let roomId: string;
  let match: Match;
  let clients: ArenaClient[];

  const join = ({ accessToken }: SignIn) => ArenaClient.join(server.url, { invite: roomId }, accessToken);

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0' });
    people = await Promise.all(['Ann', 'Bob', 'Cid', 'Dot'].map((name) => signInAsGuest(server.url, name)));
    ({ roomId } = await openRankedMatch(server.app.services, people.slice(0, 2), people.slice(2)));
    clients = [];
    for (const person of people) clients.push(await join(person));
    [match] = [...server.app.services.rooms] as [Match];
    await until(() => match.world.phase === 'countdown');
    match.world.phaseEndsAtTick = match.world.tick;
    await until(() => match.world.phase === 'live');
  });
  afterEach(async () => {
    await Promise.all(clients.map((client) => client.leave()));
    await server.stop();
  });

  it('Another window gives nobody a second seat while they play, and costs them nothing (RK10)', async () => {
    const body = match.world.players.get(clients[0]!.id)!;
    body.health = 1;
    const { life } = body;
    await assert.rejects(join(people[0]!), { message: HTTP_ERRORS.seatInMatch.message });
    assert.equal(match.world.players.size, people.length);
    const { reconnectionToken } = clients[0]!.room;
    const back = await ArenaClient.reconnect(server.url, reconnectionToken, people[0]!.accessToken);
    clients.push(back);
    assert.deepEqual([back.id, body.life], [clients[0]!.id, life]);
  });

  it('Who leaves to live on is not let in again at once (RK10)', async () => {
    await clients[0]!.leave();
    await until(() => match.leavers.length === 1);
    await assert.rejects(join(people[0]!), { message: HTTP_ERRORS.seatInMatch.message });
    assert.equal(match.world.players.size, people.length - 1);
  });
});
