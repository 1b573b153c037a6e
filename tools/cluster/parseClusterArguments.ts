import { parseArgs } from 'node:util';
import { DEFAULT_PORT } from './Cluster.ts';

export const USAGE = 'npm run cluster -- --processes N --port P [--no-restart]';
const MOST_PROCESSES = 32;

export interface ClusterArguments {
  readonly processes: number;
  readonly port: number;
  readonly restart: boolean;
}

/** Throws an error that says what is wrong with them. */
export function parseClusterArguments(args: readonly string[]): ClusterArguments {
  const { values } = parseArgs({
    args: [...args],
    options: { processes: { type: 'string' }, port: { type: 'string' }, 'no-restart': { type: 'boolean' } },
  });
  return {
    processes: wholeNumber('--processes', values.processes ?? '2', [1, MOST_PROCESSES]),
    port: wholeNumber('--port', values.port ?? `${DEFAULT_PORT}`, [0, 65535]),
    restart: values['no-restart'] !== true,
  };
}

function wholeNumber(name: string, text: string, [min, max]: readonly [number, number]): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  throw new Error(`${name} ${text} is not a whole number from ${min} to ${max}`);
}
