import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { attempts } from './migrations/attempts.ts';
import { handled } from './migrations/handled.ts';
import { knownAddresses } from './migrations/knownAddresses.ts';
import { people } from './migrations/people.ts';
import { rankedNumbers } from './migrations/rankedNumbers.ts';
import { wins } from './migrations/wins.ts';
import type { Database } from './tables.ts';

/** All steps from an empty database to `tables.ts`, run in the order of their names. What was released never changes. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-people': people,
  '0002-wins': wins,
  '0003-known-addresses': knownAddresses,
  '0004-handled': handled,
  '0005-attempts': attempts,
  '0006-ranked-numbers': rankedNumbers,
};

/**
 * Brings a database to what this version expects, in one transaction that only one process at a time can be in: of
 * several that start at once one migrates, and the others find it done.
 * Rejects when a step fails, and then nothing has changed, or when a newer version was here before.
 */
export async function migrateToLatest(db: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw explain(error);
}

/** Kysely calls corrupted what a newer version has changed. */
function explain(error: unknown): unknown {
  const step =
    error instanceof Error ? /previously executed migration (\S+) is missing/.exec(error.message)?.[1] : undefined;
  if (step === undefined) return error;
  const wayOut = 'start that one, or put back the copy from before the upgrade';
  return new Error(`a newer version of the server has changed it (${step}): ${wayOut}`, { cause: error });
}
