import { parseArgs } from 'node:util';
import { PEOPLE_PARTS } from './people/benchPeople.ts';
import type { RoomSizes } from './room/benchRoom.ts';
import { CONTENDER_NAMES, type ContenderName } from './room/RunSetup.ts';
import { SURVIVAL_PARTS } from './survival/benchSurvival.ts';
import type { Sizes } from './survival/Sizes.ts';

const SEED = 20261122;
const CLIENTS = [50, 200, 400];
const QUICK_CLIENTS = [200];
const ROOMS = [20];
const QUICK_ROOMS = [4];
const PLAYERS_PER_ROOM = 16;
const REPETITIONS = 5;
const QUICK_REPETITIONS = 3;

export const BENCHES = ['step', 'encode', 'netcode', 'survival', 'people', 'room', 'rooms'] as const;
export type BenchName = (typeof BENCHES)[number];

export const USAGE = `npm run bench -- [${BENCHES.join(' | ')} | all] [options]
  survival ${SURVIVAL_PARTS.join(' | ')}   one part of it alone
  people ${PEOPLE_PARTS.join(' | ')}   one part of it alone
  --seed N              (${SEED})
  --json                one JSON object a result
  --record              adds the results to bench/results/<date>-<bench>.json; without it nothing is written
of room, which compares one room of Fracas with other ways to do it, and rooms, which does so for many small ones:
  --clients N,N,…       of room: a result for each (${CLIENTS.join()})
  --rooms N,N,…         of rooms: a result for each (${ROOMS.join()})
  --size N              of rooms: players in each (${PLAYERS_PER_ROOM})
  --reps N              repetitions (${REPETITIONS})
  --contenders A,B,…    of ${CONTENDER_NAMES.join(', ')} (all)
  --open                30 ticks a second by the clock instead of lock-step
  --quick               fewer and shorter, for a first look
of survival, absent sizes being those of each part:
  --rooms N,N,…         numbers of matches, one result for each
  --clients N           in each match; for snapshots: players, bots too; for herd: in all
  --times N             faults of each kind; for listings: calls
  --seconds N           for how long snapshots are counted, and clients join
  --rate N              joins a second
of people:
  --seconds N           for how long each is measured
  --times N             sign-ins that are ended`;

/** What the benches measure that can be had part by part. */
const PARTS = { survival: SURVIVAL_PARTS, people: PEOPLE_PARTS } as const;

export interface BenchArguments {
  readonly names: readonly BenchName[];
  /** Which parts of the benches that have some. */
  readonly parts: Readonly<Record<keyof typeof PARTS, readonly string[]>>;
  readonly sizes: Sizes;
  readonly room: RoomSizes;
  readonly rooms: RoomSizes;
  readonly playersPerRoom: number;
  readonly json: boolean;
  readonly record: boolean;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

/** The options of each bench; all of them know those in COMMON_OPTIONS. */
const OPTIONS: Readonly<Record<BenchName, readonly string[]>> = {
  step: [],
  encode: [],
  netcode: [],
  survival: ['rooms', 'clients', 'times', 'seconds', 'rate'],
  people: ['seconds', 'times'],
  room: ['clients', 'reps', 'contenders', 'open', 'quick'],
  rooms: ['rooms', 'size', 'reps', 'contenders', 'open', 'quick'],
};
const COMMON_OPTIONS = ['seed', 'json', 'record'];

/** Reads the command line. @throws an Error that says what is wrong with it */
export function parseBenchArguments(args: readonly string[]): BenchArguments {
  const { positionals, values } = parse(args);
  const [wanted = 'all', part, ...rest] = positionals;
  const names = BENCHES.filter((name) => wanted === 'all' || wanted === name);
  const parts = { survival: partsOf('survival', positionals), people: partsOf('people', positionals) };
  const isPartThere = part === undefined || Object.values(parts).flat().length > 0;
  if (names.length === 0 || !isPartThere || rest.length > 0) {
    throw new Error(`there is no bench '${positionals.join(' ')}'`);
  }
  refuseStrangers(names, values);
  const rooms = readNumbers('rooms', values.rooms);
  const clients = readNumbers('clients', values.clients);
  if (wanted === 'survival' && clients !== undefined && clients.length > 1) {
    throw new Error(`--clients ${values.clients} is not a whole number above 0`);
  }
  const seed = readNumber('seed', values.seed) ?? SEED;
  const both = {
    seed,
    contenders: readContenders(values.contenders),
    repetitions: readNumber('reps', values.reps) ?? (values.quick ? QUICK_REPETITIONS : REPETITIONS),
    isQuick: values.quick,
    pacing: values.open ? 'open-loop' : 'lock-step',
  } as const;
  return {
    names,
    parts,
    json: values.json,
    record: values.record,
    room: { ...both, counts: clients ?? (values.quick ? QUICK_CLIENTS : CLIENTS) },
    rooms: { ...both, counts: rooms ?? (values.quick ? QUICK_ROOMS : ROOMS) },
    playersPerRoom: readNumber('size', values.size) ?? PLAYERS_PER_ROOM,
    sizes: {
      seed,
      rooms,
      clients: clients?.[0],
      times: readNumber('times', values.times),
      seconds: readNumber('seconds', values.seconds),
      rate: readNumber('rate', values.rate),
    },
  };
}

/** Those that are wished for: all when none is. */
function partsOf(bench: keyof typeof PARTS, [wanted, part]: readonly string[]): readonly string[] {
  return PARTS[bench].filter((name) => part === undefined || (wanted === bench && part === name));
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: flag,
      record: flag,
      seed: text,
      rooms: text,
      clients: text,
      times: text,
      seconds: text,
      rate: text,
      size: text,
      reps: text,
      contenders: text,
      open: flag,
      quick: flag,
    },
  });
}

/** An option that would be ignored is a misunderstanding. */
function refuseStrangers(names: readonly BenchName[], values: Readonly<Record<string, unknown>>): void {
  const known = new Set([...COMMON_OPTIONS, ...names.flatMap((name) => OPTIONS[name])]);
  const strange = Object.keys(values).find((name) => values[name] !== false && !known.has(name));
  if (strange !== undefined) throw new Error(`bench '${names.join(' ')}' has no option --${strange}`);
}

function readContenders(value: string | undefined): readonly ContenderName[] {
  if (value === undefined) return CONTENDER_NAMES;
  const wanted = value.split(',');
  const strange = wanted.find((name) => !CONTENDER_NAMES.some((known) => known === name));
  if (strange !== undefined) throw new Error(`there is no contender '${strange}', only ${CONTENDER_NAMES.join(', ')}`);
  return CONTENDER_NAMES.filter((name) => wanted.includes(name));
}

function readNumber(name: string, value: string | undefined): number | undefined {
  if (value !== undefined && !/^[1-9]\d*$/.test(value)) {
    throw new Error(`--${name} ${value} is not a whole number above 0`);
  }
  return value === undefined ? undefined : Number(value);
}

function readNumbers(name: string, value: string | undefined): number[] | undefined {
  if (value !== undefined && !/^[1-9]\d*(,[1-9]\d*)*$/.test(value)) {
    throw new Error(`--${name} ${value} is not a list of whole numbers above 0`);
  }
  return value?.split(',').map(Number);
}
