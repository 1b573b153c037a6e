import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type Dialect,
  type Driver,
  type Kysely,
} from 'kysely';
import { SqliteThread } from './SqliteThread.ts';

/** Kysely's SQLite on Node's own, in a thread beside the matches. The file is opened, or made, with the first query. */
export function sqliteDialect(file: string): Dialect {
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new SqliteThreadDriver(file),
    createIntrospector: (db: Kysely<never>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** SQLite takes back tables with a transaction like everything else, so all migrations may share one. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** One connection; Kysely lets one at a time have it. */
class SqliteThreadDriver implements Driver {
  readonly #file: string;
  #thread: SqliteThread | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  async init(): Promise<void> {
    this.#thread = await SqliteThread.open(this.#file);
  }

  /** A thread that has died, of too little memory say, takes with it what was asked of it, and nothing of what comes later. */
  async acquireConnection(): Promise<SqliteThread> {
    if (this.#thread!.isEnded) this.#thread = await SqliteThread.open(this.#file);
    return this.#thread!;
  }

  /** Takes its turn to write at once: one that reads first and writes then fails when somebody else wrote in between. */
  async beginTransaction(thread: SqliteThread): Promise<void> {
    await thread.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(thread: SqliteThread): Promise<void> {
    await thread.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(thread: SqliteThread): Promise<void> {
    await thread.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    await this.#thread?.close();
  }
}
