import { readFileSync, unwatchFile, watchFile, type Stats } from 'node:fs';
import type { Logger } from '../infra/logger.ts';
import { parseWordList } from './parseWordList.ts';
import { WordFilter } from './WordFilter.ts';

const LOOK_EVERY_MS = 2000;

export interface WordWatchOptions {
  /** The host's list; it need not be there. */
  readonly file: string;
  readonly log: Pick<Logger, 'info' | 'error'>;
  readonly lookEveryMs?: number;
}

/** The words that are filtered, by a file that may change while the server runs. One that is broken changes nothing. */
export class WordWatch {
  readonly #options: WordWatchOptions;
  readonly #onChange = (now: Stats, before: Stats) => {
    // Of a file that is not there Node says so once, though nothing has changed.
    if (now.ino !== 0 || before.ino !== 0) this.#read();
  };
  #filter = new WordFilter({ blocked: [], allowed: [] });

  constructor(options: WordWatchOptions) {
    this.#options = options;
    this.#read();
    // Editors and Kubernetes put another file in its place, which only a look at the path itself sees.
    watchFile(options.file, { interval: options.lookEveryMs ?? LOOK_EVERY_MS, persistent: false }, this.#onChange);
  }

  isClean(text: string): boolean {
    return this.#filter.isClean(text);
  }

  /** The text with asterisks in place of what should not be read. */
  censor(text: string): string {
    return this.#filter.censor(text);
  }

  close(): void {
    unwatchFile(this.#options.file, this.#onChange);
  }

  #read(): void {
    const { file, log } = this.#options;
    try {
      const list = parseWordList(readIfThere(file));
      this.#filter = new WordFilter(list);
      log.info({ file, blocked: list.blocked.length, allowed: list.allowed.length }, 'word list read');
    } catch (error) {
      log.error({ file, reason: (error as Error).message }, 'word list cannot be read; the one before it counts');
    }
  }
}

function readIfThere(file: string): string {
  try {
    // In another encoding words with accents would be others, and never found.
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
