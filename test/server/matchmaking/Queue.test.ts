import assert from 'node:assert/strict';
import { MemoryTickets } from '../../../server/matchmaking/MemoryTickets.ts';
import { Queue, type QueueVisitor } from '../../../server/matchmaking/Queue.ts';
import { QUEUE_TIMES, type TicketStore } from '../../../server/matchmaking/TicketStore.ts';
import type { RankedEntry } from '../../../server/ranked/RankedRecords.ts';
import type { FromQueue, ToQueue } from '../../../shared/net/queueMessages.ts';
import { keptLog } from '../../support/keptLog.ts';
import { until } from '../../support/until.ts';

const SECOND_MS = 1000;
const DUEL: ToQueue['enter'] = { mode: 'duel' };
const PARTY = { code: '0123456789', size: 2 };

type Told = { readonly [Type in keyof FromQueue]: readonly [Type, FromQueue[Type]] }[keyof FromQueue] | 'replaced';

/** Somebody at the queue page, and what it has heard. */
class Visitor implements QueueVisitor {
  readonly connection: string;
  readonly playerId: string;
  readonly name: string;
  measuredMs: number | undefined = 40;
  told: Told[] = [];

  constructor(playerId: string, connection = playerId) {
    this.playerId = playerId;
    this.name = playerId;
    this.connection = connection;
  }

  readonly pingMs = () => this.measuredMs;

  tell<Type extends keyof FromQueue>(type: Type, message: FromQueue[Type]): void {
    this.told.push([type, message] as unknown as Told);
  }

  replace(): void {
    this.told.push('replaced');
  }

  /** What it heard since it was asked last. */
  hear(): readonly Told[] {
    const { told } = this;
    this.told = [];
    return told;
  }
}

describe('The queue page', () => {
  let nowMs: number;
  let tickets: TicketStore;
  let record: RankedEntry;
  let read: () => Promise<RankedEntry>;
  let queue: Queue;
  let ann: Visitor;

  beforeEach(() => {
    nowMs = 5_000_000;
    tickets = new MemoryTickets(() => nowMs);
    record = { rating: { mu: 25, sigma: 2 }, isPlaced: true, mayQueueAtMs: nowMs };
    read = async () => record;
    queue = openQueue();
    ann = new Visitor('ann');
    queue.connect(ann);
  });

  const openQueue = () =>
    new Queue({ tickets, records: { read: () => read() }, log: keptLog().log, nowMs: () => nowMs });
  /** Somebody who was matched by a process, whichever. */
  async function match(...ids: readonly string[]): Promise<void> {
    await tickets.claim('m', ids);
    await tickets.settle('m', ids, new Map(ids.map((id) => [id, JSON.stringify({ roomId: 'm', card: { mode: id } })])));
  }

  it('shows how long one has waited, who is ahead and how far one looks by now', async () => {
    const bob = new Visitor('bob');
    queue.connect(bob);
    await queue.enter('bob', DUEL);
    await queue.beat();
    nowMs += 2 * SECOND_MS;
    await queue.enter('ann', DUEL);
    await queue.beat();
    const fresh = { mode: 'duel', waitedMs: 0, missing: 0, reach: { points: 120, pingMs: 40 } };
    assert.deepEqual(ann.hear(), [['progress', { ...fresh, ahead: 1 }]]);
    nowMs += 10 * SECOND_MS;
    await queue.beat();
    const widened = { ...fresh, waitedMs: 10_000, ahead: 1, reach: { points: 180, pingMs: 60 } };
    assert.deepEqual(ann.hear(), [['progress', widened]]);
  });

  it('waits with entering until the ping is measured, and queues with what was measured', async () => {
    ann.measuredMs = undefined;
    await queue.enter('ann', DUEL);
    await queue.beat();
    assert.deepEqual((await tickets.beginRound())!.tickets, []);
    ann.measuredMs = 70;
    await queue.beat();
    nowMs += QUEUE_TIMES.round;
    const [ticket] = (await tickets.beginRound())!.tickets;
    assert.deepEqual(ticket!.players, [
      { playerId: 'ann', name: 'ann', rating: record.rating, isPlaced: true, pingMs: 70 },
    ]);
  });

  it('shows the match that was found, once, and waits no more', async () => {
    await queue.enter('ann', DUEL);
    await queue.beat();
    await match('ann');
    ann.hear();
    await queue.beat();
    await queue.beat();
    assert.deepEqual(ann.hear(), [['matched', { roomId: 'm', card: { mode: 'ann' } }]]);
  });

  it('says why one may not queue yet, and when one may (RK7)', async () => {
    record = { ...record, mayQueueAtMs: nowMs + 90 * SECOND_MS };
    await queue.enter('ann', DUEL);
    await queue.beat();
    assert.deepEqual(ann.hear(), [['refused', { reason: 'leftEarly', waitMs: 90_000 }]]);
  });

  it('says that a match one left is still on, whether one wishes then or waits already (RK7)', async () => {
    const refused = [['refused', { reason: 'matchStillOn' }]];
    await queue.enter('ann', DUEL);
    await queue.beat();
    await tickets.keepOut(['ann']);
    ann.hear();
    await queue.beat();
    await queue.beat();
    assert.deepEqual(ann.hear(), refused);
    await queue.enter('ann', DUEL);
    await queue.beat();
    assert.deepEqual(ann.hear(), refused);
  });

  it('says to who missed a match, and to their party, that they wait, and for how long (QU9)', async () => {
    const bob = new Visitor('bob');
    queue.connect(bob);
    await queue.enter('bob', DUEL);
    await queue.beat();
    await match('bob');
    await queue.beat();
    nowMs += QUEUE_TIMES.call;
    await tickets.noteMissed('m', ['bob']);
    await queue.enter('ann', { mode: 'teamDeathmatch', party: PARTY });
    await queue.beat();
    for (const each of [ann, bob]) each.hear();
    await queue.enter('bob', { mode: 'teamDeathmatch', party: PARTY });
    nowMs += SECOND_MS + 0.25;
    await queue.beat();
    await queue.beat();
    assert.deepEqual(bob.hear(), [['refused', { reason: 'missedMatch', waitMs: 29_000 }]]);
    assert.deepEqual(ann.hear(), [['refused', { reason: 'mateMissedMatch', waitMs: 29_000 }]]);
    await queue.beat();
    assert.deepEqual([ann.hear(), bob.hear()], [[], []]);
  });

  it('takes who left a match out again that went on record while they entered (RK7)', async () => {
    await queue.enter('ann', DUEL);
    record = { ...record, mayQueueAtMs: nowMs + 90 * SECOND_MS };
    await queue.beat();
    await until(() => ann.told.some(([type]) => type === 'refused'));
    assert.deepEqual(ann.hear().at(-1), ['refused', { reason: 'leftEarly', waitMs: 90_000 }]);
    nowMs += QUEUE_TIMES.round;
    await until(async () => (await tickets.renew([ann]))[0]!.state === 'gone');
    await queue.beat();
    assert.deepEqual(ann.hear(), []);
  });

  it('lets nobody be matched by their wish of before whose next one is refused', async () => {
    await queue.enter('ann', DUEL);
    await queue.beat();
    ann.hear();
    await queue.enter('ann', { ...DUEL, party: PARTY });
    assert.deepEqual(ann.hear(), [['refused', { reason: 'partyTooLarge' }]]);
    assert.deepEqual((await tickets.beginRound())!.tickets, []);
  });

  it('says that records cannot be read, and takes the next wish when they can', async () => {
    read = () => Promise.reject(new Error('no database'));
    await queue.enter('ann', DUEL);
    assert.deepEqual(ann.hear(), [['refused', { reason: 'recordAway' }]]);
    read = async () => record;
    await queue.enter('ann', DUEL);
    await queue.beat();
    assert.equal(ann.hear().length, 1);
  });

  it('brings a party together by its code', async () => {
    const bob = new Visitor('bob');
    queue.connect(bob);
    await queue.enter('ann', { mode: 'teamDeathmatch', party: PARTY });
    await queue.beat();
    const missing = (told: readonly Told[]) => told.map((each) => (each[1] as FromQueue['progress']).missing);
    assert.deepEqual(missing(ann.hear()), [1]);
    await queue.enter('bob', { mode: 'teamDeathmatch', party: PARTY });
    await queue.beat();
    assert.deepEqual([missing(ann.hear()), missing(bob.hear())], [[0], [0]]);
  });

  it('says why one does not get into a party', async () => {
    await queue.enter('ann', { mode: 'duel', party: PARTY });
    assert.deepEqual(ann.hear(), [['refused', { reason: 'partyTooLarge' }]]);
    await queue.enter('ann', { mode: 'teamDeathmatch', party: PARTY });
    await queue.beat();
    const bob = new Visitor('bob');
    queue.connect(bob);
    await queue.enter('bob', { mode: 'teamDeathmatch', party: { ...PARTY, size: 3 } });
    await queue.beat();
    assert.deepEqual(bob.hear(), [['refused', { reason: 'partyDiffers' }]]);
  });

  it('takes a wish back, and one that was on its way into the queue as well', async () => {
    await queue.enter('ann', DUEL);
    await queue.beat();
    await queue.leave('ann');
    await queue.beat();
    assert.deepEqual((await tickets.beginRound())!.tickets, []);
    await queue.enter('ann', DUEL);
    const beat = queue.beat();
    await queue.leave('ann');
    await beat;
    nowMs += QUEUE_TIMES.round;
    assert.deepEqual((await tickets.beginRound())!.tickets, []);
  });

  it('keeps the place of a connection that broke for its player alone, in whatever process they come back to (QU8)', async () => {
    await queue.enter('ann', DUEL);
    await queue.beat();
    queue.disconnect('ann');
    nowMs += 10 * SECOND_MS;
    const other = openQueue();
    const back = new Visitor('ann', 'newer');
    other.connect(back);
    await other.enter('newer', DUEL);
    await other.beat();
    const [[, progress]] = back.hear() as [['progress', FromQueue['progress']]];
    assert.equal(progress.waitedMs, 10_000);
  });

  it('tells an older connection that the person queues by a newer one (QU8)', async () => {
    await queue.enter('ann', DUEL);
    await queue.beat();
    const newer = new Visitor('ann', 'newer');
    queue.connect(newer);
    await queue.enter('newer', DUEL);
    ann.hear();
    await queue.beat();
    assert.deepEqual(ann.hear(), ['replaced']);
    assert.equal(newer.hear().length, 1);
  });

  it('goes on with the time one has waited when the store has forgotten everything', async () => {
    await queue.enter('ann', DUEL);
    await queue.beat();
    nowMs += 7 * SECOND_MS;
    await queue.beat();
    await tickets.leave({ playerId: 'ann', connection: 'ann' });
    await queue.beat();
    ann.hear();
    await queue.beat();
    const [[, progress]] = ann.hear() as [['progress', FromQueue['progress']]];
    assert.equal(progress.waitedMs, 7000);
  });

  it('stands still while the store is away, and goes on by itself', async () => {
    await queue.enter('ann', DUEL);
    await queue.beat();
    ann.hear();
    const renew = tickets.renew.bind(tickets);
    tickets.renew = () => Promise.reject(new Error('Command timed out'));
    await queue.beat();
    assert.deepEqual(ann.hear(), []);
    tickets.renew = renew;
    await queue.beat();
    assert.equal(ann.hear().length, 1);
  });
});
