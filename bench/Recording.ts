import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnvironment, type Environment } from './readEnvironment.ts';

/** One run of a bench, as it stands in the list that a file is. */
export interface RecordedRun {
  /** When it began, ISO 8601. */
  readonly at: string;
  readonly environment: Environment;
  /** As `--json` prints them. */
  readonly results: readonly object[];
}

/** Keeps the results of one run until they are written to files, one for each bench and day. */
export class Recording {
  readonly #directory: string;
  readonly #at: string;
  readonly #environment = readEnvironment();
  readonly #results = new Map<string, object[]>();

  /** @param begin when the run began */
  constructor(directory: string, begin: Date) {
    this.#directory = directory;
    this.#at = begin.toISOString();
  }

  add(bench: string, result: object): void {
    const known = this.#results.get(bench);
    if (known === undefined) this.#results.set(bench, [result]);
    else known.push(result);
  }

  /** Adds the run to what was recorded before. @returns the files it is in */
  write(): string[] {
    mkdirSync(this.#directory, { recursive: true });
    return Array.from(this.#results, ([bench, results]) => {
      const path = join(this.#directory, `${this.#at.slice(0, 'yyyy-mm-dd'.length)}-${bench}.json`);
      const runs: RecordedRun[] = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as RecordedRun[]) : [];
      runs.push({ at: this.#at, environment: this.#environment, results });
      writeFileSync(path, `${JSON.stringify(runs, undefined, 2)}\n`);
      return path;
    });
  }
}
