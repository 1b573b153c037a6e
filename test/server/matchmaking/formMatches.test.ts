import assert from 'node:assert/strict';
import { formMatches, type FormedMatch } from '../../../server/matchmaking/formMatches.ts';
import type { Ticket } from '../../../server/matchmaking/Ticket.ts';
import { QUEUE_RULES } from '../../../shared/defs/ranked.ts';
import { nextFloat, nextInt, nextNormal, type Prng } from '../../../shared/math/prng.ts';
import { queueTicket, type TicketWishes } from '../../support/queueTickets.ts';

const SECOND_MS = 1000;

/** The sides of the matches, as ids: `ann/bob` is a duel. */
function pairings(tickets: readonly Ticket[], nowMs = 0): string[] {
  return formMatches(tickets, nowMs, QUEUE_RULES).matches.map(nameSides);
}

function nameSides({ sides }: FormedMatch): string {
  return sides.map((side) => side.map(({ id }) => id).join('+')).join('/');
}

const team = (id: string, wishes: TicketWishes = {}) => queueTicket(id, { mode: 'teamDeathmatch', ...wishes });

/** A crowd as it could stand in a busy queue, parties among it. */
function crowd(count: number, seed: number): Ticket[] {
  const prng: Prng = { state: seed };
  return Array.from({ length: count }, (_, index) => {
    const mode = nextFloat(prng) < 0.5 ? 'duel' : 'teamDeathmatch';
    const size = mode === 'duel' ? 1 : 1 + nextInt(prng, 4);
    return queueTicket(`t${index}`, {
      mode,
      mu: Array.from({ length: size }, () => 25 + 6 * nextNormal(prng)),
      pingMs: 10 + 90 * nextFloat(prng),
      isPlaced: nextFloat(prng) < 0.8,
      enteredAtMs: nextInt(prng, 120) * SECOND_MS,
    });
  });
}

describe('Who waits for a duel', () => {
  it('meets the closest in strength, and who waits longest chooses first (QU1)', () => {
    const tickets = [
      queueTicket('old', { mu: 25, enteredAtMs: 0 }),
      queueTicket('near', { mu: 25.5, enteredAtMs: 1 }),
      queueTicket('nearer', { mu: 24.8, enteredAtMs: 2 }),
      queueTicket('other', { mu: 26, enteredAtMs: 3 }),
    ];
    assert.deepEqual(pairings(tickets), ['old/nearer', 'near/other']);
  });

  it('meets nobody further off than both look, and looks further the longer they wait (QU2)', () => {
    const apart = [queueTicket('ann', { mu: 22 }), queueTicket('bob', { mu: 28 })];
    assert.deepEqual(pairings(apart, 39 * SECOND_MS), []);
    assert.deepEqual(pairings(apart, 41 * SECOND_MS), ['ann/bob']);
  });

  it('opens only their own half by waiting: who has just come is not given to whoever waited (QU2)', () => {
    const waited = queueTicket('ann', { mu: 20 });
    const came = queueTicket('bob', { mu: 26, enteredAtMs: 60 * SECOND_MS });
    assert.deepEqual(pairings([waited, came], 60 * SECOND_MS), []);
    assert.deepEqual(pairings([waited, came], 75 * SECOND_MS), ['ann/bob']);
  });

  it('meets anybody in the end, so nobody waits for ever', () => {
    const apart = [queueTicket('best', { mu: 50, pingMs: 5 }), queueTicket('worst', { mu: 2, pingMs: 700 })];
    assert.deepEqual(pairings(apart, 10 * 60 * SECOND_MS), ['best/worst']);
  });

  it('meets others with a ping like theirs first, and any other later (QU3)', () => {
    const near = { pingMs: 20 };
    const far = { pingMs: 120 };
    const tickets = [
      queueTicket('ann', near),
      queueTicket('bob', far),
      queueTicket('cid', far),
      queueTicket('dot', near),
    ];
    assert.deepEqual(pairings(tickets), ['ann/dot', 'bob/cid']);
    assert.deepEqual(pairings(tickets.slice(0, 2), 29 * SECOND_MS), []);
    assert.deepEqual(pairings(tickets.slice(0, 2), 31 * SECOND_MS), ['ann/bob']);
  });

  it('looks twice as far while being placed (RK2)', () => {
    const apart = (isPlaced: boolean) => [queueTicket('ann', { mu: 23, isPlaced }), queueTicket('bob', { mu: 26 })];
    assert.deepEqual(pairings(apart(true)), []);
    assert.deepEqual(pairings(apart(false)), ['ann/bob']);
  });

  it('never meets those who wait for another mode', () => {
    assert.deepEqual(pairings([queueTicket('ann'), team('bob')], 10 * 60 * SECOND_MS), []);
  });
});

describe('Who waits for a team match', () => {
  it('is on the side that makes both as strong as can be (QU4)', () => {
    const strengths = [24, 24.2, 24.4, 24.8, 25, 25.2, 25.6, 25.8];
    const tickets = strengths.map((mu, index) => team(`t${index}`, { mu }));
    const [match] = formMatches(tickets, 0, QUEUE_RULES).matches;
    const sums = match!.sides.map((side) => side.reduce((sum, { players }) => sum + players[0]!.rating.mu, 0));
    assert.ok(Math.abs(sums[0]! - sums[1]!) < 0.3, `${sums.join(' and ')}`);
  });

  it('stays with their party, on one side (QU4)', () => {
    const tickets = [
      team('trio', { mu: [25, 25, 25] }),
      team('pair', { mu: [25, 25] }),
      team('ann'),
      team('two', { mu: [25, 25] }),
    ];
    assert.deepEqual(pairings(tickets), ['ann+trio/pair+two']);
  });

  it('is not given a party that fits on neither side (QU4)', () => {
    const tickets = [
      team('trio', { mu: [25, 25, 25] }),
      team('three', { mu: [25, 25, 25] }),
      team('pair', { mu: [25, 25] }),
    ];
    assert.deepEqual(pairings(tickets), []);
    assert.deepEqual(pairings(tickets, 30 * SECOND_MS), ['trio/three']);
  });

  it('plays four a side, or three or two when too few come while they wait (QU5)', () => {
    const solos = Array.from({ length: 8 }, (_, index) => team(`t${index}`));
    const sizesOf = (count: number, waitedSeconds: number) =>
      formMatches(solos.slice(0, count), waitedSeconds * SECOND_MS, QUEUE_RULES).matches.map(
        ({ sides }) => sides[0].length,
      );
    assert.deepEqual(sizesOf(8, 0), [4]);
    assert.deepEqual([sizesOf(7, 29), sizesOf(7, 30)], [[], [3]]);
    assert.deepEqual([sizesOf(5, 59), sizesOf(5, 60)], [[], [2]]);
    assert.deepEqual(sizesOf(3, 600), []);
  });

  it('does not meet a party that no side could match', () => {
    const party = team('best', { mu: [28, 28, 28, 28] });
    const solos = [23, 23.5, 24, 24.5].map((mu, index) => team(`t${index}`, { mu }));
    assert.deepEqual(pairings([party, ...solos], 20 * SECOND_MS), []);
  });
});

describe('The card of a match', () => {
  it('tells each player the gap, the chance, the pings and how long they waited (QU6)', () => {
    const tickets = [
      queueTicket('ann', { mu: 25, pingMs: 20 }),
      queueTicket('bob', { mu: 26.5, pingMs: 50, enteredAtMs: 4000 }),
    ];
    const { cards } = formMatches(tickets, 10_000, QUEUE_RULES).matches[0]!;
    const { chance, ...ann } = cards.get('ann')!;
    assert.deepEqual(ann, {
      mode: 'duel',
      sideSize: 1,
      ratingGap: -90,
      pingMs: 20,
      pingGapMs: 30,
      waitedMs: 10_000,
      reasons: ['close'],
    });
    const bob = cards.get('bob')!;
    assert.deepEqual([bob.ratingGap, bob.pingMs, bob.waitedMs], [90, 50, 6000]);
    assert.ok(chance > 0.35 && chance < 0.5);
    assert.ok(Math.abs(chance + bob.chance - 1) < 1e-9);
  });

  it('says whether waiting, small sides or somebody being placed made it what it is (QU6)', () => {
    const reasons = (tickets: readonly Ticket[], nowMs: number) =>
      formMatches(tickets, nowMs, QUEUE_RULES).matches[0]!.cards.get('ann')!.reasons;
    assert.deepEqual(reasons([queueTicket('ann', { mu: 22 }), queueTicket('bob', { mu: 28 })], 60_000), ['widened']);
    assert.deepEqual(reasons([queueTicket('ann'), queueTicket('bob', { pingMs: 140 })], 60_000), ['widened']);
    assert.deepEqual(reasons([queueTicket('ann'), queueTicket('bob', { isPlaced: false })], 0), ['close', 'placement']);
    const few = [team('ann', { mu: [25, 25] }), team('bob', { mu: [25, 25] })];
    assert.deepEqual(reasons(few, 60_000), ['close', 'smaller']);
  });
});

describe('A crowded queue', () => {
  it('gives the same matches in whatever order its tickets are read', () => {
    const tickets = crowd(300, 3);
    const shuffled = tickets.toSorted((one, other) =>
      one.id.slice(1).padStart(4) < other.id.slice(1).padStart(4) ? 1 : -1,
    );
    const nowMs = 130 * SECOND_MS;
    assert.deepEqual(formMatches(shuffled, nowMs, QUEUE_RULES), formMatches(tickets, nowMs, QUEUE_RULES));
  });

  it('gives everybody one match or keeps them waiting, with sides of one size and parties whole (QU4)', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const tickets = crowd(200, seed);
      const { matches, waiting } = formMatches(tickets, (20 + 10 * seed) * SECOND_MS, QUEUE_RULES);
      const matched = matches.flatMap(({ sides }) => sides.flat());
      assert.deepEqual(new Set([...matched, ...waiting]), new Set(tickets));
      assert.equal(matched.length + waiting.length, tickets.length);
      for (const { mode, sides, cards } of matches) {
        const [first, second] = sides.map((side) => side.flatMap(({ players }) => players));
        assert.equal(first!.length, second!.length, `seed ${seed}`);
        assert.ok(QUEUE_RULES.sides[mode].some(({ size }) => size === first!.length));
        assert.equal(cards.size, 2 * first!.length);
        assert.ok(sides.flat().every((ticket) => ticket.mode === mode));
      }
    }
  });
});
