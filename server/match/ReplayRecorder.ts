import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Logger } from '../infra/logger.ts';
import { putInPlace } from '../infra/putInPlace.ts';

const ENDING = '.replay';
const compress = promisify(gzip);

export interface RecorderOptions {
  readonly directory: string;
  /** Older files are deleted beyond this number. */
  readonly keepFiles: number;
  readonly log: Logger;
  onLost(): void;
}

/**
 * Writes replays to disk, one after another and never in a match's way: a failure is logged and counted.
 * A file appears under its final name only when it is whole, and never in place of another.
 */
export class ReplayRecorder {
  readonly #options: RecorderOptions;
  #queue: Promise<void> = Promise.resolve();

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** Where the files are. */
  get directory(): string {
    return this.#options.directory;
  }

  /** Saves a record as `<directory>/<name>.replay`, gzipped. Returns at once. */
  save(name: string, bytes: Uint8Array): void {
    this.#queue = this.#queue.then(async () => {
      try {
        await this.#write(name, bytes);
        await this.#deleteOldest();
      } catch (error) {
        this.#options.onLost();
        this.#options.log.error({ err: error, name }, 'replay could not be written');
      }
    });
  }

  /** Resolves when everything saved so far is on disk, or has failed. */
  settle(): Promise<void> {
    return this.#queue;
  }

  async #write(name: string, bytes: Uint8Array): Promise<void> {
    const { directory } = this.#options;
    await mkdir(directory, { recursive: true });
    const file = join(directory, name + ENDING);
    if (existsSync(file)) throw new Error(`${file} is there already`);
    const write = async (part: string) => writeFile(part, await compress(bytes));
    await putInPlace(`${file}.part`, file, { write, rename, remove: rm });
  }

  async #deleteOldest(): Promise<void> {
    const { directory, keepFiles } = this.#options;
    const names = (await readdir(directory)).filter((name) => name.endsWith(ENDING));
    if (names.length <= keepFiles) return;
    const files = await Promise.all(
      names.map(async (name) => ({ name, changed: (await stat(join(directory, name))).mtimeMs })),
    );
    files.sort((one, other) => one.changed - other.changed);
    await Promise.all(
      files.slice(0, files.length - keepFiles).map(({ name }) => rm(join(directory, name), { force: true })),
    );
  }
}
