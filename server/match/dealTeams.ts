/** A person who is to play in one of two teams. */
export interface TeamMember {
  readonly id: string;
  /** 1 or 2. */
  readonly team: number;
  /** Whom they came with; undefined for who came alone. */
  readonly party: string | undefined;
}

/** A team that is larger by two is borne by no fewer than these. */
const BEARS_TWO_MORE = 4;

/** One way to deal people to the teams. */
interface Deal {
  /** How many of them are in team 1. */
  readonly first: number;
  /** How many parties are parted by it. */
  readonly parted: number;
  /** What it costs that people change over: fewer before more, and who came late before who came early. */
  readonly cost: number;
  readonly movers: readonly string[];
}

/**
 * Who has to change over so that parties are together and teams even. A party is parted only where the teams would not be even
 * enough else; as long as it can be, people are as many in each, and nobody changes over who need not.
 * @param people in the order they came
 * @param bots that fill the teams up
 * @returns ids; none when all is well
 */
export function dealTeams(people: readonly TeamMember[], bots: number): readonly string[] {
  const costs = new Map(people.map(({ id }, index) => [id, people.length ** 2 - index]));
  let deals: readonly Deal[] = [{ first: 0, parted: 0, cost: 0, movers: [] }];
  for (const party of partiesOf(people)) {
    const ways = waysToDeal(party, costs);
    deals = cheapest(deals.flatMap((deal) => ways.map((way) => addDeals(deal, way))));
  }
  const burden = ({ first, parted, cost }: Deal): readonly number[] => {
    const second = people.length - first;
    const isUneven = areEvenEnough(first, second, bots) ? 0 : 1;
    return [isUneven, parted, Math.max(1, Math.abs(first - second)), cost];
  };
  return deals.reduce((best, deal) => (compare(burden(deal), burden(best)) < 0 ? deal : best)).movers;
}

/**
 * Whether people may be dealt to the teams like this, once bots have filled the smaller one up: neither is larger by more than one
 * player, or by two where the other has four at least.
 */
export function areEvenEnough(first: number, second: number, bots: number): boolean {
  const smaller = Math.min(first, second) + bots;
  const surplus = Math.max(first, second) - smaller;
  return surplus <= (smaller < BEARS_TWO_MORE ? 1 : 2);
}

/** Who came together, each party in the order they came; who came alone is one. */
function partiesOf(people: readonly TeamMember[]): Iterable<readonly TeamMember[]> {
  return Map.groupBy(people, ({ id, party }) => (party === undefined ? `person ${id}` : `party ${party}`)).values();
}

/** All ways for one party: with none of it in team 1, with one, and so on. */
function waysToDeal(party: readonly TeamMember[], costs: ReadonlyMap<string, number>): Deal[] {
  const membersOf = (number: number): string[] => party.filter(({ team }) => team === number).map(({ id }) => id);
  const [inFirst, inSecond] = [membersOf(1), membersOf(2)];
  return Array.from({ length: party.length + 1 }, (_, first) => {
    const movers = [...inFirst.slice(first), ...inSecond.slice(party.length - first)];
    const parted = first > 0 && first < party.length ? 1 : 0;
    return { first, parted, cost: movers.reduce((sum, id) => sum + costs.get(id)!, 0), movers };
  });
}

function addDeals(one: Deal, other: Deal): Deal {
  return {
    first: one.first + other.first,
    parted: one.parted + other.parted,
    cost: one.cost + other.cost,
    movers: [...one.movers, ...other.movers],
  };
}

/** The best of the deals that have as many in team 1, for what comes after them does not depend on the rest. */
function cheapest(deals: readonly Deal[]): Deal[] {
  const best = new Map<number, Deal>();
  for (const deal of deals) {
    const other = best.get(deal.first);
    if (other === undefined || compare([deal.parted, deal.cost], [other.parted, other.cost]) < 0) {
      best.set(deal.first, deal);
    }
  }
  return [...best.values()];
}

/** The first numbers that differ decide. */
function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at === -1 ? 0 : one[at]! - other[at]!;
}
