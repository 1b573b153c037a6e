import { join } from 'node:path';
import { Kysely, type Dialect } from 'kysely';
import type { Config } from '../config.ts';
import type { Logger } from '../infra/logger.ts';
import { migrateToLatest } from './migrateToLatest.ts';
import { parseDatabaseUrl, type DatabaseAddress } from './parseDatabaseUrl.ts';
import { postgresDialect } from './postgresDialect.ts';
import { sqliteDialect } from './sqliteDialect.ts';
import type { Database } from './tables.ts';

/** The database of a server, wherever it is. */
export interface DatabaseConnection {
  readonly db: Kysely<Database>;
  /** Makes sure that the database is there and has all tables. Rejects with a message for the host. To be called once, first. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Wires up `DATABASE_URL`, or `fracas.db` in `DATA_DIR`; nothing is opened yet. */
export function connectDatabase(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  log: Logger,
): DatabaseConnection {
  const address = parseDatabaseUrl(databaseUrl ?? `sqlite:${join(dataDir, 'fracas.db')}`);
  const file = address.kind === 'sqlite' ? address.file : undefined;
  const db = new Kysely<Database>({ dialect: chooseDialect(address, log) });
  return {
    db,
    async open() {
      try {
        await migrateToLatest(db);
      } catch (error) {
        const name = file === undefined ? 'the database that DATABASE_URL names' : `the database ${file}`;
        throw new Error(`${name} cannot be opened`, { cause: firstOf(error) });
      }
      log.info({ database: file ?? 'postgres' }, 'database open');
    },
    close: () => db.destroy(),
  };
}

/** How Kysely speaks to the database at an address. */
export function chooseDialect(address: DatabaseAddress, log: Logger): Dialect {
  return address.kind === 'sqlite' ? sqliteDialect(address.file) : postgresDialect(address.url, log);
}

/** A host with several addresses fails once for each, under an error that says nothing. */
function firstOf(error: unknown): unknown {
  return error instanceof AggregateError ? error.errors[0] : error;
}
