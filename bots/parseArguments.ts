import { parseArgs } from 'node:util';
import { BOT_SKILLS, type BotSkill } from '../shared/defs/bots.ts';
import { MAP_IDS, type MapId } from '../shared/defs/maps.ts';
import { MODE_IDS, type ModeId } from '../shared/defs/modes.ts';
import type { Trouble } from './TroubleProxy.ts';

export const USAGE = `npm run bots -- [options]
  --url URL       where the server answers (http://localhost:2567)
  --count N       how many clients (4)
  --seconds S     for how long they play (30)
  --mode MODE     ${MODE_IDS.join(' | ')}
  --map MAP       ${MAP_IDS.join(' | ')}; the server's choice when absent
  --skill SKILL   ${Object.keys(BOT_SKILLS).join(' | ')} (normal)
  --rtt MS        added to the round trip (0)
  --jitter MS     by which the round trip varies to either side (0)
  --loss PCT      share of chunks that are lost and sent again (0)
  --seed N        of minds and lines (1)
  --light         join without mind, prediction or decoding, for load
  --json          print the summary as one JSON object`;

export interface BotsOptions {
  readonly url: string;
  readonly count: number;
  readonly seconds: number;
  readonly mode: ModeId;
  readonly map: MapId | undefined;
  readonly skill: BotSkill;
  readonly trouble: Trouble;
  readonly seed: number;
  readonly light: boolean;
  readonly json: boolean;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/**
 * Reads the command line.
 * @throws an Error that lists every problem, for people to read
 */
export function parseArguments(args: readonly string[]): BotsOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: text,
      count: text,
      seconds: text,
      mode: text,
      map: text,
      skill: text,
      rtt: text,
      jitter: text,
      loss: text,
      seed: text,
      light: flag,
      json: flag,
    },
  });
  const problems: string[] = [];
  const number = (name: 'count' | 'seconds' | 'rtt' | 'jitter' | 'loss' | 'seed', range: Range): number =>
    readNumber(name, values[name], range, problems);
  const options: BotsOptions = {
    url: readUrl(values.url ?? 'http://localhost:2567', problems),
    count: number('count', { absent: 4, min: 1, max: 10_000, whole: true }),
    seconds: number('seconds', { absent: 30, min: 1, max: 86_400 }),
    mode: readWord('mode', values.mode ?? MODE_IDS[0]!, MODE_IDS, problems),
    map: values.map === undefined ? undefined : readWord('map', values.map, MAP_IDS, problems),
    skill: readWord('skill', values.skill ?? 'normal', Object.keys(BOT_SKILLS) as BotSkill[], problems),
    trouble: {
      rttMs: number('rtt', { absent: 0, min: 0, max: 10_000 }),
      jitterMs: number('jitter', { absent: 0, min: 0, max: 10_000 }),
      lossPercent: number('loss', { absent: 0, min: 0, max: 90 }),
    },
    seed: number('seed', { absent: 1, min: 0, max: 2 ** 31, whole: true }),
    light: values.light ?? false,
    json: values.json ?? false,
  };
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return options;
}

interface Range {
  readonly absent: number;
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}

function readNumber(name: string, value: string | undefined, range: Range, problems: string[]): number {
  if (value === undefined) return range.absent;
  const number = value.trim() === '' ? NaN : Number(value);
  const isRight = number >= range.min && number <= range.max && (range.whole !== true || Number.isInteger(number));
  if (!isRight) {
    const kind = range.whole === true ? 'a whole number' : 'a number';
    problems.push(`--${name} must be ${kind} from ${range.min} to ${range.max}, not "${value}"`);
  }
  return number;
}

function readWord<Word extends string>(name: string, value: string, words: readonly Word[], problems: string[]): Word {
  if (!words.includes(value as Word)) problems.push(`--${name} must be one of ${words.join(', ')}, not "${value}"`);
  return value as Word;
}

/** Encrypted addresses are refused: the bytes of a line that is to be delayed and counted must be in our hands. */
function readUrl(value: string, problems: string[]): string {
  if (!URL.canParse(value) || new URL(value).protocol !== 'http:') {
    problems.push(`--url must be an http:// address such as http://localhost:2567, not "${value}"`);
  }
  return value;
}
