import assert from 'node:assert/strict';
import { rateMatch, type RatedPlayer } from '../../../server/ranked/rateMatch.ts';
import { chanceOfWinning, type Rating } from '../../../server/ranked/rating.ts';
import { nextFloat, type Prng } from '../../../shared/math/prng.ts';

const EVEN: Rating = { mu: 25, sigma: 3 };

function player(playerId: string, team: number, place: number, more: Partial<RatedPlayer> = {}): RatedPlayer {
  return { playerId, team, place, rating: EVEN, leftEarly: false, ...more };
}

/** By how much each player's strength changed. */
function gains(players: readonly RatedPlayer[]): Readonly<Record<string, number>> {
  const rated = rateMatch(players);
  return Object.fromEntries(players.map(({ playerId, rating }) => [playerId, rated.get(playerId)!.mu - rating.mu]));
}

describe('A duel that is over', () => {
  it('raises who won, lowers who lost, and leaves less doubt about both (RK3)', () => {
    const rated = rateMatch([player('ann', 0, 1), player('bob', 0, 2)]);
    const [ann, bob] = [rated.get('ann')!, rated.get('bob')!];
    assert.ok(ann.mu > EVEN.mu && bob.mu < EVEN.mu);
    assert.ok(ann.sigma < EVEN.sigma && bob.sigma < EVEN.sigma);
  });

  it('tells more when the weaker one won (RK3)', () => {
    const strong = { rating: { mu: 30, sigma: 3 } };
    const upset = gains([player('ann', 0, 1), player('bob', 0, 2, strong)]);
    const expected = gains([player('ann', 0, 2), player('bob', 0, 1, strong)]);
    assert.ok(upset.ann! > expected.bob!);
  });

  it('changes nothing between equals when drawn, and brings unequals closer (RK3)', () => {
    const even = gains([player('ann', 0, 1), player('bob', 0, 1)]);
    assert.ok(Math.abs(even.ann!) < 1e-9 && Math.abs(even.bob!) < 1e-9);
    const uneven = gains([player('ann', 0, 1, { rating: { mu: 30, sigma: 3 } }), player('bob', 0, 1)]);
    assert.ok(uneven.ann! < 0 && uneven.bob! > 0);
  });

  it('comes to the same in whatever order the players are listed (RK3)', () => {
    const players = [player('ann', 1, 1), player('bob', 2, 2), player('cid', 2, 2), player('dot', 1, 1)];
    const forth = rateMatch(players);
    const back = rateMatch(players.toReversed());
    for (const { playerId } of players) assert.deepEqual(back.get(playerId), forth.get(playerId));
  });

  it('is lost for who left, though they were ahead, and though both left (RK5)', () => {
    assert.ok(gains([player('ann', 0, 1, { leftEarly: true }), player('bob', 0, 2)]).ann! < 0);
    const both = gains([player('ann', 0, 1, { leftEarly: true }), player('bob', 0, 2, { leftEarly: true })]);
    assert.ok(both.ann! < 0 && both.bob! < 0);
  });

  it('that nobody else was in changes no rating', () => {
    assert.deepEqual(rateMatch([player('ann', 0, 1)]).get('ann'), EVEN);
    assert.deepEqual(rateMatch([player('ann', 1, 1), player('bob', 1, 1)]).get('bob'), EVEN);
  });
});

describe('A team match that is over', () => {
  const four = (left: Partial<Record<string, boolean>>, winner: 1 | 2) =>
    [player('a1', 1, 1), player('a2', 1, 1), player('b1', 2, 2), player('b2', 2, 2)].map((each) => ({
      ...each,
      place: each.team === winner ? 1 : 3,
      leftEarly: left[each.playerId] === true,
    }));

  it('raises everybody of the side that won, whoever stood best in it (RK3)', () => {
    const places = [player('a1', 1, 1), player('a2', 1, 2), player('b1', 2, 3), player('b2', 2, 4)];
    const { a1, a2, b1, b2 } = gains(places);
    assert.ok(a1! > 0 && a1 === a2);
    assert.ok(b1! < 0 && b1 === b2);
  });

  it('is lost for who left though their side won, and won in full by their mates (RK5, RK6)', () => {
    const whole = gains(four({}, 1));
    const left = gains(four({ a2: true }, 1));
    assert.ok(left.a2! < 0);
    assert.equal(left.a1, whole.a1);
    assert.equal(left.b1, whole.b1);
  });

  it('costs those half who lost it after a mate had left, and who left all of it (RK5, RK6)', () => {
    const whole = gains(four({}, 1));
    const left = gains(four({ b2: true }, 1));
    assert.ok(Math.abs(left.b1! - whole.b1! / 2) < 1e-9);
    assert.equal(left.b2, whole.b2);
    assert.equal(left.a1, whole.a1);
  });
});

describe('Many duels', () => {
  it('bring ratings to the order of strength, whatever they began with', () => {
    const prng: Prng = { state: 20 };
    const strengths: Readonly<Record<string, number>> = { a: 16, b: 22, c: 28, d: 34 };
    const ids = Object.keys(strengths);
    const ratings = new Map<string, Rating>(ids.map((id) => [id, { mu: 25, sigma: 25 / 3 }]));
    for (let round = 0; round < 60; round++) {
      const one = ids[round % 4]!;
      const other = ids[(round + 1 + (Math.floor(round / 4) % 3)) % 4]!;
      const certain = (id: string) => [{ mu: strengths[id]!, sigma: 0.01 }];
      const isWon = nextFloat(prng) < chanceOfWinning(certain(one), certain(other));
      const pair = [
        player(one, 0, isWon ? 1 : 2, { rating: ratings.get(one)! }),
        player(other, 0, isWon ? 2 : 1, { rating: ratings.get(other)! }),
      ];
      for (const [id, rating] of rateMatch(pair)) ratings.set(id, rating);
    }
    assert.deepEqual(
      ids.toSorted((x, y) => ratings.get(x)!.mu - ratings.get(y)!.mu),
      ids,
    );
  });
});
