import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { SqliteAdapter, SqliteDialect, type SqliteDatabase } from 'kysely';

/** How long one process waits for another that writes. */
const BUSY_TIMEOUT_MS = 5000;

/** Names and hashes of passwords are nobody else's to read; the log beside it takes its rights from the file. */
const OWNER_ONLY = 0o600;

/** Kysely's dialect on Node's own SQLite. The file is opened, or made, with the first query. */
class NodeSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/** SQLite takes back tables with a transaction like everything else, so all migrations may share one. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** @param file is made with its folder when it is not there; several processes of one machine may share it */
export function sqliteDialect(file: string): SqliteDialect {
  return new NodeSqliteDialect({ database: async () => openFile(file) });
}

function openFile(file: string): SqliteDatabase {
  mkdirSync(dirname(file), { recursive: true });
  closeSync(openSync(file, 'a', OWNER_ONLY));
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON');
  return {
    close: () => database.close(),
    prepare: (sql) => prepare(database, sql),
  };
}

/** A statement in the shape that Kysely knows from better-sqlite3. */
function prepare(database: DatabaseSync, sql: string): ReturnType<SqliteDatabase['prepare']> {
  // A transaction that reads first and writes then fails when somebody else wrote in between: it waits for its turn instead.
  const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql);
  return {
    reader: statement.columns().length > 0,
    // Plain objects, as Postgres gives them, not such without a prototype.
    all: (parameters) => statement.all(...(parameters as readonly SQLInputValue[])).map((row) => ({ ...row })),
    run: (parameters) => statement.run(...(parameters as readonly SQLInputValue[])),
    iterate: (parameters) => statement.iterate(...(parameters as readonly SQLInputValue[])),
  };
}
