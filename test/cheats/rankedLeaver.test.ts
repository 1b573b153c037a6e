import assert from 'node:assert/strict';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import type { Match } from '../../server/match/Match.ts';
import { RANKED } from '../../shared/defs/ranked.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { openRankedMatch } from '../support/openRankedMatch.ts';
import { QueueClient } from '../support/QueueClient.ts';
import { until } from '../support/until.ts';

describe('Cheat: leaving a ranked match', () => {
  let server: LocalServer;
  let people: SignIn[];
  let arenas: ArenaClient[];
  let queues: QueueClient[];

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0' });
    people = await Promise.all(['Ann', 'Bob', 'Cid', 'Dot'].map((name) => signInAsGuest(server.url, name)));
    [arenas, queues] = [[], []];
  });
  afterEach(async () => {
    await Promise.all([...arenas, ...queues].map((each) => each.leave()));
    await server.stop();
  });

  /** All of them come to a match of theirs, the first half against the second. */
  async function open(...players: readonly SignIn[]): Promise<Match> {
    const half = players.length / 2;
    const { roomId } = await openRankedMatch(server.app.services, players.slice(0, half), players.slice(half));
    for (const { accessToken } of players)
      arenas.push(await ArenaClient.join(server.url, { invite: roomId }, accessToken));
    const [match] = server.app.services.rooms;
    await until(() => match!.world.phase === 'countdown');
    return match!;
  }

  async function begin(match: Match): Promise<void> {
    match.world.phaseEndsAtTick = match.world.tick;
    await until(() => match.world.phase === 'live');
  }

  async function queueUp({ accessToken }: SignIn): Promise<QueueClient> {
    const queue = await QueueClient.join(server.url, accessToken);
    queues.push(queue);
    queue.enter({ mode: 'duel' });
    await until(() => queue.progress.length + queue.refusals.length > 0);
    return queue;
  }

  const ratingOf = async ({ player }: SignIn) =>
    (await server.app.services.ranked.records.read(player.id, 'duel', Date.now())).rating.mu;

  it('Who leaves while they lead has lost, and who stayed has won (RK5)', async () => {
    const [ann, bob] = people as [SignIn, SignIn];
    const match = await open(ann, bob);
    await begin(match);
    match.world.players.get(arenas[1]!.id)!.score = 4;
    await arenas[1]!.leave();
    await until(async () => (await ratingOf(ann)) > RANKED.newcomer.mu);
    assert.ok((await ratingOf(bob)) < RANKED.newcomer.mu);
  });

  it('Who leaves before it begins has gained nothing, and there is no match and no result (QU7)', async () => {
    const [ann, bob] = people as [SignIn, SignIn];
    await open(ann, bob);
    await arenas[1]!.leave();
    assert.equal((await arenas[0]!.closed).code, CLOSE.matchCalledOff);
    await until(() => server.app.services.rooms.size === 0);
    assert.deepEqual([await ratingOf(ann), await ratingOf(bob)], [RANKED.newcomer.mu, RANKED.newcomer.mu]);
  });

  it('Who leaves a team match to queue for a better one gets none while it is played, and may when it is over (RK7)', async () => {
    const match = await open(...people);
    await begin(match);
    await arenas[3]!.leave();
    await until(() => match.leavers.length === 1);
    const refused = await queueUp(people[3]!);
    assert.deepEqual(refused.refusals, [{ reason: 'matchStillOn' }]);
    match.world.phaseEndsAtTick = match.world.tick;
    await until(() => match.world.phase === 'results');
    await until(async () => (await queueUp(people[3]!)).progress.length > 0);
  });

  it('Who queues in a second window has left the match for it, and does not get past that (RK7)', async () => {
    const match = await open(...people);
    await begin(match);
    const queue = await queueUp(people[3]!);
    await until(() => queue.refusals.length > 0);
    assert.deepEqual([match.leavers.length, queue.refusals], [1, [{ reason: 'matchStillOn' }]]);
  });
});
