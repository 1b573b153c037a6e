import assert from 'node:assert/strict';
import { QueueLink } from '../../../client/net/QueueLink.ts';
import { CLOSE } from '../../../shared/net/protocol.ts';
import { HandConnection } from '../../support/HandConnection.ts';

const WISH = { mode: 'duel' } as const;

describe('The wait for a ranked match', () => {
  let told: unknown[];
  let answers: (HandConnection | Error | Promise<HandConnection>)[];
  let pauses: { readonly ms: number; end(): void }[];
  let link: QueueLink;

  beforeEach(() => {
    told = [];
    answers = [];
    pauses = [];
    link = new QueueLink({
      connect: async () => {
        const answer = answers.shift()!;
        if (answer instanceof Error) throw answer;
        return answer;
      },
      isFinal: (error) => (error as Error).message === 'banned',
      wait: (ms) => new Promise<void>((end) => pauses.push({ ms, end })),
      random: () => 1,
      onProgress: (progress) => told.push(['progress', progress]),
      onLost: () => told.push(['lost']),
      onMatch: (call) => told.push(['match', call]),
      onRefusal: (refusal) => told.push(['refusal', refusal]),
      onEnd: (reason) => told.push(['end', reason]),
    });
  });

  async function enter(): Promise<HandConnection> {
    const connection = new HandConnection();
    answers.push(connection);
    await link.enter(WISH);
    return connection;
  }

  const settled = () => new Promise((resolve) => setImmediate(resolve));

  async function passPause(ms: number): Promise<void> {
    await settled();
    const pause = pauses.shift()!;
    assert.equal(pause.ms, ms);
    pause.end();
    await settled();
  }

  it('begins with the wish, tells how it goes, and ends with the match that calls', async () => {
    const connection = await enter();
    connection.tell('progress', 'some');
    connection.tell('matched', 'call');
    connection.tell('progress', 'late');
    assert.deepEqual(connection.sent, [['enter', WISH]]);
    assert.deepEqual(told, [
      ['progress', 'some'],
      ['match', 'call'],
    ]);
    assert.equal(connection.hasLeft, true);
  });

  it('ends when the wish is refused', async () => {
    const connection = await enter();
    connection.tell('refused', { reason: 'leftEarly' });
    assert.deepEqual([told, connection.hasLeft], [[['refusal', { reason: 'leftEarly' }]], true]);
  });

  it('says that the connection is lost, and goes on with the same wish after growing pauses', async () => {
    const connection = await enter();
    const second = new HandConnection();
    answers.push(new Error('no network'), new Error('no network'), second);
    connection.close(1006);
    assert.deepEqual(told, [['lost']]);
    for (const ms of [500, 1000, 2000]) await passPause(ms);
    assert.deepEqual(second.sent, [['enter', WISH]]);
    connection.tell('progress', 'of the old one');
    second.tell('progress', 'of the new one');
    assert.deepEqual(told, [['lost'], ['progress', 'of the new one']]);
  });

  it('ends when the server would not have one back, and says why', async () => {
    const connection = await enter();
    answers.push(new Error('banned'));
    connection.close(CLOSE.serverStopping);
    await passPause(500);
    assert.deepEqual([told, pauses], [[['lost'], ['end', 'banned']], []]);
  });

  it('ends when one queues by another page, or is signed out', async () => {
    for (const code of [CLOSE.replacedByNewerConnection, CLOSE.signInEnded]) (await enter()).close(code, 'why');
    assert.deepEqual(told, [
      ['end', 'why'],
      ['end', 'why'],
    ]);
  });

  it('is over at once when one leaves, while coming back and while going in as well', async () => {
    const connection = await enter();
    connection.close(1006);
    link.leave();
    await passPause(500);
    const late = Promise.withResolvers<HandConnection>();
    answers.push(late.promise);
    const entering = link.enter(WISH);
    link.leave();
    const unwanted = new HandConnection();
    late.resolve(unwanted);
    await entering;
    assert.deepEqual([unwanted.hasLeft, unwanted.sent, told], [true, [], [['lost']]]);
  });
});
