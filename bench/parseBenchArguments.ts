import { parseArgs } from 'node:util';
import { SURVIVAL_PARTS } from './survival/benchSurvival.ts';
import type { Sizes } from './survival/Sizes.ts';

const SEED = 20261122;

export const BENCHES = ['step', 'netcode', 'survival'] as const;
export type BenchName = (typeof BENCHES)[number];

export const USAGE = `npm run bench -- [${BENCHES.join(' | ')} | all] [options]
  survival ${SURVIVAL_PARTS.join(' | ')}   one part of it alone
  --seed N              (${SEED})
  --json                one JSON object a result
of survival, absent sizes being those of each part:
  --rooms N,N,…         numbers of matches, one result for each
  --clients N           in each match; for snapshots: players, bots too; for herd: in all
  --times N             faults of each kind; for listings: calls
  --seconds N           for how long snapshots are counted, and clients join
  --rate N              joins a second`;

export interface BenchArguments {
  readonly names: readonly BenchName[];
  /** Of the bench of survival. */
  readonly parts: readonly string[];
  readonly sizes: Sizes;
  readonly json: boolean;
}

const text = { type: 'string' } as const;

/** Reads the command line. @throws an Error that says what is wrong with it */
export function parseBenchArguments(args: readonly string[]): BenchArguments {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      seed: text,
      rooms: text,
      clients: text,
      times: text,
      seconds: text,
      rate: text,
    },
  });
  const [wanted = 'all', part, ...rest] = positionals;
  const names = BENCHES.filter((name) => wanted === 'all' || wanted === name);
  const parts = SURVIVAL_PARTS.filter((name) => part === undefined || (wanted === 'survival' && part === name));
  if (names.length === 0 || parts.length === 0 || rest.length > 0) {
    throw new Error(`there is no bench '${positionals.join(' ')}'`);
  }
  const number = (name: 'seed' | 'clients' | 'times' | 'seconds' | 'rate') => readNumbers(name, values[name])?.[0];
  return {
    names,
    parts,
    json: values.json,
    sizes: {
      seed: number('seed') ?? SEED,
      rooms: readNumbers('rooms', values.rooms),
      clients: number('clients'),
      times: number('times'),
      seconds: number('seconds'),
      rate: number('rate'),
    },
  };
}

function readNumbers(name: string, value: string | undefined): number[] | undefined {
  if (value === undefined) return undefined;
  const isList = name === 'rooms';
  if (!(isList ? /^[1-9]\d*(,[1-9]\d*)*$/ : /^[1-9]\d*$/).test(value))
    throw new Error(`--${name} ${value} is not ${isList ? 'a list of whole numbers' : 'a whole number'} above 0`);
  return value.split(',').map(Number);
}
