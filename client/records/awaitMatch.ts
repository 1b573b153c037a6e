import type { PlayedMatch } from '../../shared/net/records.ts';

/** A match is on record moments after it was decided, unless the database is away or busy. */
const TRIES = 5;
const PAUSE_MS = 2000;

export interface AwaitMatchOptions {
  /** Gets what the server answers at a path of its API; rejects when there is no such answer. */
  readonly fetch: (path: string) => Promise<PlayedMatch>;
  readonly wait: (ms: number) => Promise<void>;
}

/** Gets a match that has just ended; undefined when it is not on record after a few tries. Never rejects. */
export async function awaitMatch(id: string, { fetch, wait }: AwaitMatchOptions): Promise<PlayedMatch | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      return await fetch(`/api/matches/${encodeURIComponent(id)}`);
    } catch {
      if (tries === TRIES) return undefined;
    }
    await wait(PAUSE_MS);
  }
}
