import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { makeDirectory } from '../infra/makeDirectory.ts';

/** One statement; null asks to close the file and end. */
export type SqliteQuestion = { readonly sql: string; readonly parameters: readonly unknown[] } | null;

/** What came of a statement, in the order in which they were asked. The first answer says whether the file could be opened. */
export type SqliteAnswer =
  | { readonly rows: readonly Record<string, unknown>[]; readonly changes: number | bigint }
  | { readonly error: { readonly message: string; readonly errcode: number | undefined } };

/** How long one process waits for another that writes. */
const BUSY_TIMEOUT_MS = 5000;

/** Names and hashes of passwords are nobody else's to read; the log beside it takes its rights from the file. */
const OWNER_ONLY = 0o600;

const file = workerData as string;
const port = parentPort!;
let database: DatabaseSync | undefined;

port.postMessage(
  answerOf(() => {
    database = openFile();
    return { rows: [], changes: 0 };
  }),
);
port.on('message', (question: SqliteQuestion) => {
  if (question !== null) return port.postMessage(answerOf(() => run(database!, question)));
  database?.close();
  port.close();
});

function openFile(): DatabaseSync {
  makeDirectory(dirname(file));
  closeSync(openSync(file, 'a', OWNER_ONLY));
  const opened = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  // FULL: what was committed is there after a power cut as well.
  opened.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
  return opened;
}

function run(database: DatabaseSync, { sql, parameters }: NonNullable<SqliteQuestion>): SqliteAnswer {
  // On a full disk SQLite takes a transaction back by itself; a second time is an error that would hide the first.
  if (sql === 'rollback' && !database.isTransaction) return { rows: [], changes: 0 };
  const statement = database.prepare(sql);
  const values = parameters as readonly SQLInputValue[];
  if (statement.columns().length > 0) return { rows: statement.all(...values), changes: 0 };
  return { rows: [], changes: statement.run(...values).changes };
}

function answerOf(work: () => SqliteAnswer): SqliteAnswer {
  try {
    return work();
  } catch (error) {
    const { message, errcode } = error as Error & { errcode?: number };
    return { error: { message, errcode } };
  }
}
