import assert from 'node:assert/strict';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import type { Match } from '../../server/match/Match.ts';
import { RANKED } from '../../shared/defs/ranked.ts';
import { TICK_RATE } from '../../shared/defs/rates.ts';
import type { FromQueue, ToQueue } from '../../shared/net/queueMessages.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { QueueClient } from '../support/QueueClient.ts';
import { until } from '../support/until.ts';

const DUEL: ToQueue['enter'] = { mode: 'duel' };
const PARTY: ToQueue['enter'] = { mode: 'teamDeathmatch', party: { code: '7K3QZM4XWV', size: 2 } };

describe('Cheat: looking at the card of a match and not playing it', () => {
  let server: LocalServer;
  let ann: SignIn;
  let eve: SignIn;
  let open: (ArenaClient | QueueClient)[];

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0' });
    const people = await Promise.all(['Ann', 'Eve'].map((name) => signInAsGuest(server.url, name)));
    [ann, eve] = people as [SignIn, SignIn];
    open = [];
  });
  afterEach(async () => {
    await Promise.all(open.map((each) => each.leave()));
    await server.stop();
  });

  async function queueUp({ accessToken }: SignIn, wish: ToQueue['enter'] = DUEL): Promise<QueueClient> {
    const queue = await QueueClient.join(server.url, accessToken);
    open.push(queue);
    queue.enter(wish);
    return queue;
  }

  async function join(roomId: string, { accessToken }: SignIn): Promise<ArenaClient> {
    const arena = await ArenaClient.join(server.url, { invite: roomId }, accessToken);
    open.push(arena);
    return arena;
  }

  /** Both are called to a match, of which Eve reads the card; Ann comes to it. */
  async function callBoth(): Promise<{ readonly match: Match; readonly arena: ArenaClient; readonly roomId: string }> {
    const queues = [await queueUp(ann), await queueUp(eve)];
    const [{ roomId }, { card }] = (await Promise.all(queues.map((queue) => queue.called()))) as [
      FromQueue['matched'],
      FromQueue['matched'],
    ];
    assert.equal(card.chance, 0.5);
    await Promise.all(queues.map((queue) => queue.leave()));
    const arena = await join(roomId, ann);
    const [match] = server.app.services.rooms;
    return { match: match!, arena, roomId };
  }

  async function answerTo(wish: ToQueue['enter'], who = eve): Promise<QueueClient> {
    const queue = await queueUp(who, wish);
    await until(() => queue.progress.length + queue.refusals.length > 0);
    return queue;
  }

  function assertRefused({ refusals }: QueueClient): void {
    const [firstWaitMs] = RANKED.waitAfterMissesMs;
    assert.equal(refusals[0]?.reason, 'missedMatch');
    assert.ok(refusals[0].waitMs! > 0 && refusals[0].waitMs! <= firstWaitMs);
  }

  it('Who does not come gets no other match for a while, whatever they wish for and by whatever connection; who came does (QU9)', async () => {
    const { match, arena } = await callBoth();
    match.world.tick += 12 * TICK_RATE;
    assert.equal((await arena.closed).code, CLOSE.matchCalledOff);
    for (const wish of [DUEL, DUEL, PARTY]) assertRefused(await answerTo(wish));
    const { progress } = await answerTo(DUEL, ann);
    assert.ok(progress[0]!.waitedMs >= 12_000);
  });

  it('Who comes and leaves before it begins gets none either (QU9)', async () => {
    const { arena, roomId } = await callBoth();
    const left = await join(roomId, eve);
    await left.leave();
    assert.equal((await arena.closed).code, CLOSE.matchCalledOff);
    assertRefused(await answerTo(DUEL));
  });
});
