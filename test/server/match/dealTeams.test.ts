import assert from 'node:assert/strict';
import { areEvenEnough, dealTeams, type TeamMember } from '../../../server/match/dealTeams.ts';
import { nextInt, type Prng } from '../../../shared/math/prng.ts';

/** People as they came, each with the team they are in and their party: `ann1 bo1x cy2x`. */
function readPeople(text: string): TeamMember[] {
  return text.split(' ').map((word) => {
    const [, id = '', team, party] = /^([a-z]+)(\d)(\w*)$/.exec(word)!;
    return { id, team: Number(team), party: party === '' ? undefined : party };
  });
}

const moversOf = (text: string, bots = 0): string => dealTeams(readPeople(text), bots).join(' ');

/** What matters about a way to deal people, by its members of team 1, the gravest first; how many change over comes last. */
function burdenOf(people: readonly TeamMember[], bots: number, isFirst: (index: number) => boolean): number[] {
  const first = people.filter((_, index) => isFirst(index)).length;
  const teamsOfParty = new Map<string, Set<boolean>>();
  people.forEach(({ party }, index) => {
    if (party === undefined) return;
    teamsOfParty.set(party, (teamsOfParty.get(party) ?? new Set()).add(isFirst(index)));
  });
  const parted = [...teamsOfParty.values()].filter(({ size }) => size > 1).length;
  const surplus = Math.abs(2 * first - people.length);
  const moves = people.filter(({ team }, index) => (team === 1) !== isFirst(index)).length;
  return [areEvenEnough(first, people.length - first, bots) ? 0 : 1, parted, Math.max(1, surplus), moves];
}

describe('TM7 people of teams', () => {
  it('stay where they are when teams are even and parties together', () => {
    for (const people of ['ann1', 'ann1 bo2', 'ann1 bo2 cy1', 'ann1x bo1x cy2 di2', 'ann1x bo1x cy2y di2y ed1']) {
      assert.equal(moversOf(people), '', people);
    }
  });

  it('change over for a party: who came alone, and the latest of them', () => {
    assert.equal(moversOf('ann1 bo1 cy2 di1x ed1x'), 'bo');
    assert.equal(moversOf('ann1x bo2 cy1 di2x'), 'di cy', 'one of the party for one of the others');
    assert.equal(moversOf('ann1x bo2y cy1y di2x ed1 flo2'), 'di cy');
  });

  it('are a whole party against nobody but bots, as long as there are bots enough', () => {
    assert.equal(moversOf('ann1x bo1x cy1x', 5), '');
    assert.equal(moversOf('ann1x bo1x', 0), 'bo');
  });

  it('are parted from their party in halves where it is too large for one team', () => {
    assert.equal(moversOf('ann1x bo1x cy1x di1x'), 'cy di');
    assert.equal(moversOf('ann1x bo1x cy1x di1x ed2 flo2'), 'di');
    assert.equal(
      moversOf('ann1x bo1x cy1x di1x ed1x flo1x', 2),
      'di ed flo',
      'five against one and its two bots is none',
    );
  });

  it('are borne two more in a party of large teams, and not of small ones', () => {
    assert.ok(areEvenEnough(6, 4, 0) && areEvenEnough(4, 6, 0) && areEvenEnough(2, 1, 0) && areEvenEnough(1, 0, 0));
    assert.ok(!areEvenEnough(5, 3, 0) && !areEvenEnough(2, 0, 0) && !areEvenEnough(7, 4, 0));
    assert.ok(areEvenEnough(5, 3, 1) && areEvenEnough(4, 0, 9));
  });

  it('are dealt as well as any way to deal them, whoever is in which team and party', () => {
    const prng: Prng = { state: 99 };
    for (let round = 0; round < 300; round++) {
      const people = Array.from({ length: 1 + nextInt(prng, 9) }, (_, index) => {
        const party = ['x', 'y', 'z', undefined, undefined][nextInt(prng, 5)];
        return { id: `p${index}`, team: 1 + nextInt(prng, 2), party };
      });
      const bots = nextInt(prng, 4);
      const movers = dealTeams(people, bots);
      const dealt = burdenOf(
        people,
        bots,
        (index) => (people[index]!.team === 1) !== movers.includes(people[index]!.id),
      );
      for (let mask = 0; mask < 1 << people.length; mask++) {
        const other = burdenOf(people, bots, (index) => ((mask >> index) & 1) === 1);
        const at = other.findIndex((value, index) => value !== dealt[index]);
        assert.ok(at === -1 || dealt[at]! < other[at]!, `${JSON.stringify({ people, bots, movers, mask })}`);
      }
    }
  });
});
