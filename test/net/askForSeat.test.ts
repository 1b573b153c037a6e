import assert from 'node:assert/strict';
import { askForSeat, readSeatAnswer, seatPath, TokenRefused } from '../../shared/net/askForSeat.ts';
import { SeatGone } from '../../shared/net/comeBack.ts';

const SEAT = { name: 'arena', roomId: 'room', sessionId: 'me', processId: 'p1' };

function refusal(body: string): Error {
  try {
    readSeatAnswer(body);
  } catch (error) {
    return error as Error;
  }
  throw new Error('it was not refused');
}

describe('asking for a seat of old', () => {
  it('names the room and shows the secret of the last connection, to whichever process answers', async () => {
    const asked: [string, string][] = [];
    const post = (url: string, { body }: { body: string }) => {
      asked.push([url, body]);
      return Promise.resolve({ text: () => Promise.resolve(JSON.stringify({ ...SEAT, publicAddress: 'host/g2' })) });
    };
    const seat = await askForSeat(post, 'https://play.example.com/', { token: 'room:secret' }, undefined);
    assert.equal(seat.publicAddress, 'host/g2');
    assert.deepEqual(asked, [['https://play.example.com/matchmake/reconnect/room', '{"reconnectionToken":"secret"}']]);
  });

  it('shows whose seat it is, to a person’s own server, and nothing for nobody in particular', async () => {
    const asked: (string | undefined)[] = [];
    const post = (_url: string, { headers }: { headers: Record<string, string> }) => {
      asked.push(headers.authorization);
      return Promise.resolve({ text: () => Promise.resolve(JSON.stringify(SEAT)) });
    };
    await askForSeat(post, 'http://x', { token: 'room:secret', accessToken: 'of ada' }, undefined);
    await askForSeat(post, 'http://x', { token: 'room:secret' }, undefined);
    assert.deepEqual(asked, ['Bearer of ada', undefined]);
  });

  it('is told when the server wants a newer access token', () => {
    const error = refusal(JSON.stringify({ code: 401, error: 'in words' }));
    assert.ok(error instanceof TokenRefused);
    assert.equal(error instanceof SeatGone, false);
  });

  it('asks nobody when there is no seat of old', async () => {
    const nobody = () => Promise.reject(new Error('asked'));
    for (const token of ['', 'room', ':secret', 'room:'])
      await assert.rejects(askForSeat(nobody, 'http://x', { token }, undefined), SeatGone);
  });

  it('is answered for good when the match is over or its owner does not know the seat', () => {
    for (const code of [410, 524]) {
      const error = refusal(JSON.stringify({ code, error: 'in words' }));
      assert.ok(error instanceof SeatGone, String(code));
      assert.equal(error.message, 'in words');
    }
  });

  it('is answered for now only when the match moves, the room is not known yet, or the server is busy', () => {
    for (const code of [502, 503, 504, 520, 522, 523, 429, 500]) {
      const error = refusal(JSON.stringify({ code, error: 'in words' }));
      assert.equal(error instanceof SeatGone, false, String(code));
      assert.equal(error.message, 'in words');
    }
    assert.equal(refusal('{"error":{"code":"notReady","message":"starting"}}').message, 'starting');
  });

  it('takes no page of a proxy for an answer, whatever number it bears', () => {
    for (const body of ['<h1>524 a timeout occurred</h1>', '', '410', 'null', '[]', '{"roomId":"room"}'])
      assert.equal(refusal(body) instanceof SeatGone, false, body);
  });

  it('leads to the seat, with the secret only for those who come back', () => {
    assert.equal(seatPath(SEAT), '/p1/room?sessionId=me');
    assert.equal(seatPath(SEAT, 'room:secret'), '/p1/room?sessionId=me&reconnectionToken=secret');
  });
});
