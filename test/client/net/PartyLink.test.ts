import assert from 'node:assert/strict';
import { PartyLink, type PartyState } from '../../../client/net/PartyLink.ts';
import { CLOSE } from '../../../shared/net/protocol.ts';
import { HandConnection } from '../../support/HandConnection.ts';

const PARTY: PartyState = {
  code: 'ABCD-1234',
  leader: 'ada',
  self: 'ada',
  members: [{ id: 'ada', name: 'Ada', isHere: true }],
};
const SEAT = { name: 'arena', roomId: 'r1', sessionId: 's1', processId: 'p1' };

describe('the place in a party', () => {
  let told: unknown[];
  let calls: (string | undefined)[];
  let answers: (HandConnection | Error | Promise<HandConnection>)[];
  let pauses: { readonly ms: number; end(): void }[];
  let link: PartyLink;

  beforeEach(() => {
    told = [];
    calls = [];
    answers = [];
    pauses = [];
    link = new PartyLink({
      connect: async (code) => {
        calls.push(code);
        const answer = answers.shift()!;
        if (answer instanceof Error) throw answer;
        return answer;
      },
      isFinal: (error) => (error as Error).message === 'over',
      wait: (ms) => new Promise<void>((end) => pauses.push({ ms, end })),
      random: () => 1,
      onParty: (party, reason) => told.push(['party', party, reason]),
      onSeat: (seat) => told.push(['seat', seat]),
      onQueue: (wish) => told.push(['queue', wish]),
      onNoSeats: (reason) => told.push(['noSeats', reason]),
    });
  });

  async function enter(): Promise<HandConnection> {
    const connection = new HandConnection();
    answers.push(connection);
    await link.enter();
    connection.tell('party', PARTY);
    return connection;
  }

  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('is taken with the party, which tells how it is and where it goes', async () => {
    const connection = await enter();
    connection.tell('seat', SEAT);
    connection.tell('queue', { mode: 'duel' });
    connection.tell('noSeats', { message: 'full' });
    assert.deepEqual(told, [
      ['party', PARTY, undefined],
      ['seat', SEAT],
      ['queue', { mode: 'duel' }],
      ['noSeats', 'full'],
    ]);
    assert.equal(link.party, PARTY);
    link.play({ mode: 'deathmatch', map: 'foundry', rules: {} });
    link.queue('duel');
    link.handLead('bob');
    assert.deepEqual(connection.sent, [
      ['play', { mode: 'deathmatch', map: 'foundry', rules: {} }],
      ['queue', { mode: 'duel' }],
      ['lead', { member: 'bob' }],
    ]);
  });

  it('is won back under the same code when the connection is lost, after growing pauses', async () => {
    const connection = await enter();
    const second = new HandConnection();
    answers.push(new Error('no network'), new Error('no network'), second);
    connection.close(1006);
    assert.deepEqual([told.splice(1), link.isLost], [[['party', PARTY, undefined]], true]);
    for (const ms of [500, 1000, 2000]) {
      await settled();
      const pause = pauses.shift()!;
      assert.equal(pause.ms, ms);
      pause.end();
    }
    await settled();
    assert.deepEqual(calls, [undefined, 'ABCD-1234', 'ABCD-1234', 'ABCD-1234']);
    assert.equal(link.party, PARTY, 'it is the same party all the while');
    assert.equal(link.isLost, false);
    second.tell('seat', SEAT);
    assert.deepEqual(told.at(-1), ['seat', SEAT]);
  });

  it('is given up when the party is over meanwhile, and says why', async () => {
    const connection = await enter();
    answers.push(new Error('over'));
    connection.close(1006);
    await settled();
    pauses.shift()!.end();
    await settled();
    assert.deepEqual(told.at(-1), ['party', undefined, 'over']);
    assert.equal(link.party, undefined);
    assert.equal(calls.length, 2);
  });

  it('is lost to who is sent away or signed out, or went on over a newer connection', async () => {
    for (const code of [CLOSE.removedFromParty, CLOSE.replacedByNewerConnection, CLOSE.signInEnded, CLOSE.kicked]) {
      const connection = await enter();
      connection.close(code, 'why');
      await settled();
      assert.deepEqual(told.at(-1), ['party', undefined, 'why']);
      assert.equal(pauses.length, 0);
    }
  });

  it('is left on purpose, and then nothing of the party is heard any more', async () => {
    const connection = await enter();
    link.leave();
    assert.ok(connection.hasLeft);
    connection.tell('party', PARTY);
    connection.tell('seat', SEAT);
    connection.close(1006);
    await settled();
    assert.deepEqual(told, [
      ['party', PARTY, undefined],
      ['party', undefined, undefined],
    ]);
    assert.equal(pauses.length, 0);
  });

  it('is not taken by a connection that comes after one has left', async () => {
    const connection = await enter();
    const late = new HandConnection();
    const { promise, resolve } = Promise.withResolvers<HandConnection>();
    answers.push(promise);
    connection.close(1006);
    await settled();
    pauses.shift()!.end();
    await settled();
    link.leave();
    resolve(late);
    await settled();
    assert.equal(calls.length, 2);
    assert.ok(late.hasLeft);
    assert.equal(link.party, undefined);
  });
});
