import assert from 'node:assert/strict';
import { HTTP_ERRORS } from '../../../server/errors.ts';
import { Limits } from '../../../server/http/limits.ts';
import { PendingSeats } from '../../../server/matchmaking/PendingSeats.ts';

describe('The seats promised to a person (S17)', () => {
  let pending: PendingSeats;
  let waits: number[];

  beforeEach(() => {
    pending = new PendingSeats(new Limits());
    waits = [];
  });

  const ask = (playerId: string, reserve = async (): Promise<string | undefined> => 'seat') =>
    pending.reserve(playerId, reserve, (seconds) => waits.push(seconds));

  it('are one at a time, however many are asked for at once', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 200 }, () => ask('ada')));
    assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 1);
    await assert.rejects(ask('ada'), { message: HTTP_ERRORS.seatPending.message });
    for (const seconds of waits) assert.ok(seconds >= 1 && seconds <= 5, `${seconds}`);
    assert.equal(await ask('bo'), 'seat', 'others have theirs');
  });

  it('are counted no more once they are taken', async () => {
    await ask('ada');
    await pending.taken('ada');
    assert.equal(await ask('ada'), 'seat');
  });

  it('do not count when there was none to be had', async () => {
    await assert.rejects(ask('ada', () => Promise.reject(new Error('full'))));
    assert.equal(await ask('ada', async () => undefined), undefined);
    assert.equal(await ask('ada'), 'seat');
  });
});
