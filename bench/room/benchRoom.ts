import { nextInt, type Prng } from '../../shared/math/prng.ts';
import { measureRun } from './measureRun.ts';
import type { ContenderName, Pacing, RunSetup } from './RunSetup.ts';
import { summarize, type Repetition, type Summary } from './summarize.ts';
import { TICK_RATE } from './workload/rules.ts';

/** One arena of 4000 × 4000 units, or several that a screen nearly fills. */
const WIDE_SIDE_UNITS = 4000;
const NARROW_SIDE_UNITS = 1200;

/** Lock-step: every run serves so many client-ticks, if that is enough ticks for shots and players to come and go. */
const CLIENT_TICKS = 160_000;
const FEWEST_TICKS = 120;
/** Open loop: so many seconds. */
const OPEN_SECONDS = 5;
/** A quick look takes a third of it all. */
const QUICK_SHARE = 1 / 3;
/** Half as long as is measured is run before, for the compiler and the heap to settle. */
const WARM_UP_SHARE = 1 / 2;

/** What is to be compared. */
export interface RoomSizes {
  readonly seed: number;
  readonly contenders: readonly ContenderName[];
  /** Numbers of clients in the one room, or of rooms; a result for each. */
  readonly counts: readonly number[];
  readonly repetitions: number;
  readonly isQuick: boolean;
  readonly pacing: Pacing;
}

/** One room with so many clients, for each of the counts. @param tell is told how far it is, for people */
export function benchRoom(sizes: RoomSizes, tell: (progress: string) => void): AsyncGenerator<Summary[]> {
  return bench(sizes, (players) => ({ rooms: 1, playersPerRoom: players, sideUnits: WIDE_SIDE_UNITS }), tell);
}

/** So many rooms in one process, each with the same few players, for each of the counts. */
export function benchRooms(
  sizes: RoomSizes,
  playersPerRoom: number,
  tell: (progress: string) => void,
): AsyncGenerator<Summary[]> {
  return bench(sizes, (rooms) => ({ rooms, playersPerRoom, sideUnits: NARROW_SIDE_UNITS }), tell);
}

type Place = Pick<RunSetup, 'rooms' | 'playersPerRoom' | 'sideUnits'>;

/** Runs all contenders back to back in an order drawn anew for each repetition, so that ratios are of the same moment. */
async function* bench(
  sizes: RoomSizes,
  place: (count: number) => Place,
  tell: (progress: string) => void,
): AsyncGenerator<Summary[]> {
  const prng: Prng = { state: sizes.seed };
  for (const count of sizes.counts) {
    const setup = { ...setupOf(sizes, place(count)), floorBytes: await measurePlainBytes(sizes, place(count)) };
    const repetitions: Repetition[] = [];
    for (let number = 1; number <= sizes.repetitions; number++) {
      const runs = new Map();
      for (const contender of shuffle(sizes.contenders, prng)) {
        tell(`${count}: repetition ${number} of ${sizes.repetitions}, ${contender}`);
        runs.set(contender, await measureRun({ ...setup, contender }));
      }
      repetitions.push(runs);
    }
    yield summarize(repetitions, sizes.contenders);
  }
}

function setupOf({ seed, pacing, isQuick }: RoomSizes, place: Place): Omit<RunSetup, 'contender' | 'floorBytes'> {
  const clients = place.rooms * place.playersPerRoom;
  const whole = pacing === 'lock-step' ? Math.max(FEWEST_TICKS, CLIENT_TICKS / clients) : OPEN_SECONDS * TICK_RATE;
  const ticks = Math.ceil(whole * (isQuick ? QUICK_SHARE : 1));
  return { ...place, seed, pacing, ticks, warmUpTicks: Math.ceil(ticks * WARM_UP_SHARE) };
}

/** What `floor` has to send; bytes do not depend on the machine, so a short run in lock-step tells. */
async function measurePlainBytes({ seed, contenders }: RoomSizes, place: Place): Promise<number> {
  if (!contenders.includes('floor')) return 1;
  const setup = { seed, pacing: 'lock-step', warmUpTicks: 30, ticks: 30, floorBytes: 1 } as const;
  const { bytesPerPatch } = await measureRun({ ...setup, ...place, contender: 'plain-ws' });
  return Math.round(bytesPerPatch);
}

/** Technique: Fisher–Yates. */
function shuffle<Item>(items: readonly Item[], prng: Prng): Item[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = nextInt(prng, last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
