import { parseArgs } from 'node:util';
import { POPULATIONS, POPULATION_NAMES, type Population } from './populations.ts';

export const USAGE = `npm run queue-sim -- [${POPULATION_NAMES.join(' | ')}] [options]
What waiting buys: how long players wait for a ranked match, and how even it is, in all populations or in one, changed by
  --arrivals N     tickets a minute
  --seconds N      how long they come
  --teams PCT      of the tickets, those for team matches
  --parties PCT    of those, parties
  --newcomers PCT  of the players, those who are being placed
  --mean N --deviation N   of the players' strengths, in units of a rating
  --ping N         the mean, in milliseconds
  --seed N
  --json           one JSON object a population`;

export interface QueueArguments {
  readonly populations: readonly (Population & { readonly name: string })[];
  readonly json: boolean;
}

const text = { type: 'string' } as const;

/** Reads the command line. @throws an Error that says what is wrong with it */
export function parseQueueArguments(args: readonly string[]): QueueArguments {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      arrivals: text,
      seconds: text,
      teams: text,
      parties: text,
      newcomers: text,
      mean: text,
      deviation: text,
      ping: text,
      seed: text,
      json: { type: 'boolean', default: false },
    },
  });
  const [wanted, ...rest] = positionals;
  const names = POPULATION_NAMES.filter((name) => wanted === undefined || wanted === name);
  if (names.length === 0 || rest.length > 0) throw new Error(`there is no population '${positionals.join(' ')}'`);
  const { json, ...changes } = values;
  const populations = names.map((name) => ({ name, ...change(POPULATIONS[name], changes) }));
  return { populations, json };
}

function change(population: Population, values: Readonly<Record<string, string | undefined>>): Population {
  const { strength, pingMs } = population;
  const number = (name: string, otherwise: number) => readNumber(name, values[name], Infinity) ?? otherwise;
  const share = (name: string, otherwise: number) => (readNumber(name, values[name], 100) ?? otherwise * 100) / 100;
  const meanBeyond = number('ping', pingMs.atLeast + pingMs.meanBeyond) - pingMs.atLeast;
  if (meanBeyond < 0) throw new Error(`--ping ${values.ping} is less than anybody has, ${pingMs.atLeast}`);
  return {
    arrivalsPerMinute: number('arrivals', population.arrivalsPerMinute),
    seconds: number('seconds', population.seconds),
    teamShare: share('teams', population.teamShare),
    partyShare: share('parties', population.partyShare),
    newcomerShare: share('newcomers', population.newcomerShare),
    strength: { mean: number('mean', strength.mean), deviation: number('deviation', strength.deviation) },
    pingMs: { atLeast: pingMs.atLeast, meanBeyond },
    seed: number('seed', population.seed),
  };
}

function readNumber(name: string, value: string | undefined, atMost: number): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d+$/.test(value) || Number(value) > atMost) throw new Error(`--${name} ${value} is not a number it can be`);
  return Number(value);
}
