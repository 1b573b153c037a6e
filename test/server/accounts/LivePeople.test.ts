import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { Identity } from '../../../server/accounts/AccessTokens.ts';
import { LivePeople, type Announcements, type Place } from '../../../server/accounts/LivePeople.ts';
import { CLOSE } from '../../../shared/net/protocol.ts';
import { keptLog } from '../../support/keptLog.ts';

const ADA: Identity = { playerId: 'ada', name: 'Ada', kind: 'account', loginId: 'l1', tokenVersion: 0 };
const BOB: Identity = { ...ADA, playerId: 'bob', loginId: 'l2' };

/** Between processes: hands messages over one after another, all in the same order, when the test says so. */
class Wire implements Announcements {
  readonly #listeners: [topic: string, listen: (message: never) => void][] = [];
  readonly #waiting: [topic: string, message: unknown][] = [];
  isLost = false;

  subscribe(topic: string, listen: (message: never) => void): void {
    this.#listeners.push([topic, listen]);
  }

  unsubscribe(topic: string, listen: (message: never) => void): void {
    const index = this.#listeners.findIndex(([each, other]) => each === topic && other === listen);
    this.#listeners.splice(index, 1);
  }

  publish(topic: string, message: unknown): void {
    if (!this.isLost) this.#waiting.push([topic, message]);
  }

  deliver(): void {
    for (const [topic, message] of this.#waiting.splice(0)) {
      for (const [each, listen] of this.#listeners) if (each === topic) listen(message as never);
    }
  }
}

describe('The people who are in a service', () => {
  let wire: Wire;
  let one: LivePeople;
  let other: LivePeople;
  let evicted: [place: string, code: number][];
  let revoked: readonly Identity[];
  let nowMs: number;

  const place = (id: string, person = ADA): Place => ({
    id,
    person,
    evict: (code) => void evicted.push([id, code]),
  });

  beforeEach(async () => {
    wire = new Wire();
    evicted = [];
    revoked = [];
    nowMs = 1_000_000;
    const options = { log: keptLog().log, findRevoked: async () => revoked, nowMs: () => nowMs };
    [one, other] = [new LivePeople(options), new LivePeople(options)];
    await Promise.all([one.start(wire), other.start(wire)]);
  });

  afterEach(() => Promise.all([one.stop(), other.stop()]));

  it('are in one place at a time: the newer stands, and the older is told', () => {
    one.enter(place('first'));
    wire.deliver();
    one.enter(place('second'));
    wire.deliver();
    other.enter(place('third'));
    wire.deliver();
    const code = CLOSE.replacedByNewerConnection;
    assert.deepEqual(evicted, [
      ['first', code],
      ['second', code],
    ]);
  });

  it('who enter two processes in the same moment are in one of them, never in none', () => {
    one.enter(place('here'));
    other.enter(place('there'));
    wire.deliver();
    assert.deepEqual(
      evicted.map(([id]) => id),
      ['here'],
    );
  });

  it('come back to where they are as often as they like', () => {
    for (let i = 0; i < 3; i++) {
      one.enter(place('seat'));
      wire.deliver();
    }
    assert.equal(evicted.length, 0);
  });

  it('do not concern one another', () => {
    one.enter(place('of ada'));
    other.enter(place('of bob', BOB));
    wire.deliver();
    assert.equal(evicted.length, 0);
  });

  it('whose match moved are in it as before, until they enter another place', () => {
    one.keep(place('moved'));
    wire.deliver();
    assert.equal(evicted.length, 0);
    other.enter(place('elsewhere'));
    wire.deliver();
    assert.deepEqual(
      evicted.map(([id]) => id),
      ['moved'],
    );
  });

  it('who entered while nobody could be told give way to what they enter later', () => {
    wire.isLost = true;
    one.enter(place('unheard'));
    wire.isLost = false;
    nowMs += 5000;
    other.enter(place('heard'));
    wire.deliver();
    assert.deepEqual(
      evicted.map(([id]) => id),
      ['unheard'],
    );
  });

  it('who left are gone', () => {
    one.enter(place('first'));
    wire.deliver();
    one.leave(place('first'));
    other.enter(place('second'));
    wire.deliver();
    assert.equal(evicted.length, 0);
  });

  it('leave at once, in every process, when they sign out; other logins of theirs stay', () => {
    other.enter(place('seat'));
    one.enter(place('of bob', BOB));
    wire.deliver();
    one.revoke({ playerId: 'ada', loginId: 'another login' });
    wire.deliver();
    assert.equal(evicted.length, 0);
    one.revoke({ playerId: 'ada', loginId: 'l1' });
    wire.deliver();
    assert.deepEqual(evicted, [['seat', CLOSE.signInEnded]]);
  });

  it('who were signed out cannot come in with a token from before, and can with one from after', () => {
    one.revoke({ playerId: 'ada', tokenVersion: 1 });
    wire.deliver();
    other.enter(place('seat'));
    assert.deepEqual(evicted, [['seat', CLOSE.signInEnded]]);
    assert.deepEqual([other.isRevoked(ADA), other.isRevoked({ ...ADA, tokenVersion: 1 })], [true, false]);
    other.enter(place('again', { ...ADA, tokenVersion: 1 }));
    wire.deliver();
    assert.equal(evicted.length, 1);
  });

  it('can be sent out of where they are, in every process, and come again', () => {
    other.enter(place('seat'));
    one.enter(place('of bob', BOB));
    wire.deliver();
    one.kick('ada');
    wire.deliver();
    assert.deepEqual(evicted, [['seat', CLOSE.kicked]]);
    other.enter(place('another seat'));
    wire.deliver();
    assert.equal(evicted.length, 1);
  });

  it('whose end was announced to a process that could not hear leave when they are looked up', async () => {
    one.enter(place('seat'));
    one.enter(place('of bob', BOB));
    wire.deliver();
    await one.recheck();
    assert.equal(evicted.length, 0);
    revoked = [ADA];
    await one.recheck();
    assert.deepEqual(evicted, [['seat', CLOSE.signInEnded]]);
  });

  it('are looked up each minute without anybody asking for it (S12)', async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    try {
      const asked: (readonly Identity[])[] = [];
      const findRevoked = async (people: readonly Identity[]) => (asked.push(people), people);
      const people = new LivePeople({ log: keptLog().log, findRevoked });
      await people.start(wire);
      people.enter(place('seat'));
      mock.timers.tick(59_999);
      assert.deepEqual(asked, []);
      mock.timers.tick(1);
      assert.deepEqual(asked, [[ADA]]);
      await people.stop();
      mock.timers.tick(60_000);
      assert.equal(asked.length, 1);
    } finally {
      mock.timers.reset();
    }
  });

  it('stay while they cannot be looked up', async () => {
    const away = async () => {
      throw new Error('the database is away');
    };
    const people = new LivePeople({ log: keptLog().log, findRevoked: away });
    people.enter(place('seat'));
    await people.recheck();
    assert.equal(evicted.length, 0);
  });
});
