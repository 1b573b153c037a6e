import assert from 'node:assert/strict';
import { HTTP_ERRORS } from '../../../server/errors.ts';
import { Limits, LIMITS } from '../../../server/http/limits.ts';
import { limitAsking } from '../../../server/matchmaking/limitAsking.ts';

const SEAT = { name: 'arena', roomId: 'r', sessionId: 's' };

/** A gate that lets everybody in, behind limits that count for whoever asks. */
function limitedGate(limits = new Limits()) {
  const asks = { key: 'mallory' as string | undefined, reached: 0, waits: [] as number[] };
  const gate = limitAsking(async () => ((asks.reached += 1), SEAT), {
    limits,
    key: () => asks.key,
    onRefusal: (seconds) => asks.waits.push(seconds),
  });
  const ask = async (method: string, times: number): Promise<number> => {
    const { reached } = asks;
    for (let i = 0; i < times; i++) await gate(method, 'arena').catch(() => undefined);
    return asks.reached - reached;
  };
  return { asks, gate, ask };
}

describe('Whoever asks matchmaking again and again', () => {
  it('gets so many seats and then none, whichever way they ask (S16, S17)', async () => {
    const { asks, gate, ask } = limitedGate();
    const half = LIMITS.seats.points / 2;
    assert.equal(await ask('joinOrCreate', half), half);
    assert.equal(await ask('joinById', 500), half);
    await assert.rejects(gate('joinOrCreate', 'lobby'), { message: HTTP_ERRORS.tooManyJoins.message });
    for (const seconds of asks.waits) assert.ok(seconds >= 1 && seconds <= LIMITS.seats.seconds, `${seconds}`);
  });

  it('gets so many in the long run, however slowly they ask (S16)', async () => {
    const limits = new Limits();
    const { asks, gate, ask } = limitedGate(limits);
    for (let joins = 2; joins < LIMITS.joins.points; joins++) await limits.spend('joins', 'mallory');
    assert.equal(await ask('joinOrCreate', LIMITS.seats.points - 1), 2);
    await assert.rejects(gate('joinOrCreate', 'arena'), { message: HTTP_ERRORS.tooManyJoins.message });
    const seconds = asks.waits.at(-1)!;
    assert.ok(seconds > LIMITS.seats.seconds && seconds <= LIMITS.joins.seconds, `${seconds}`);
  });

  it('is in nobody else’s way', async () => {
    const { asks, ask } = limitedGate();
    await ask('joinOrCreate', 500);
    asks.key = 'bo';
    assert.equal(await ask('joinOrCreate', 1), 1);
  });

  it('finds no token of another by trying (S14), and may come back although they may not join', async () => {
    const { ask } = limitedGate();
    await ask('joinOrCreate', 500);
    assert.equal(await ask('reconnect', LIMITS.returns.points + 200), LIMITS.returns.points);
  });

  it('is not counted on the machine itself', async () => {
    const { asks, ask } = limitedGate();
    asks.key = undefined;
    assert.equal(await ask('joinOrCreate', 500), 500);
  });
});
