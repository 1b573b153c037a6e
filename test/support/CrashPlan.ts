import { Kysely, type DatabaseConnection, type Dialect, type Driver } from 'kysely';
import pino from 'pino';
import { chooseDialect } from '../../server/persistence/connectDatabase.ts';
import { parseDatabaseUrl } from '../../server/persistence/parseDatabaseUrl.ts';
import { machineDisk, type Disk } from '../../server/persistence/WaitingFiles.ts';
import type { Database } from '../../server/persistence/tables.ts';

/** The moment at which a process dies: before or after the n-th thing it does with its disk and its database. */
export class CrashPlan {
  readonly #atMoment: number;
  #moment = 0;
  #isDead = false;

  constructor(atMoment: number) {
    this.#atMoment = atMoment;
  }

  /** Whether it has come to that. */
  get isDead(): boolean {
    return this.#isDead;
  }

  /** A disk that is used until the process dies. */
  get disk(): Disk {
    return {
      write: (file, text) => this.#around(() => machineDisk.write(file, text)),
      rename: (from, to) => this.#around(() => machineDisk.rename(from, to)),
      settle: (directory) => this.#around(() => machineDisk.settle(directory)),
      remove: (file) => this.#around(() => machineDisk.remove(file)),
    };
  }

  /** A connection of its own to a database, that breaks when the process dies. */
  connect(databaseUrl: string): Kysely<Database> {
    const dialect = chooseDialect(parseDatabaseUrl(databaseUrl), pino({ enabled: false }));
    return new Kysely({ dialect: this.#mortal(dialect) });
  }

  #mortal(dialect: Dialect): Dialect {
    return {
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (db) => dialect.createIntrospector(db),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createDriver: () => this.#mortalDriver(dialect.createDriver()),
    };
  }

  #mortalDriver(driver: Driver): Driver {
    const real = new WeakMap<DatabaseConnection, DatabaseConnection>();
    return {
      init: () => driver.init(),
      acquireConnection: async () => {
        const connection = await driver.acquireConnection();
        const mortal: DatabaseConnection = {
          executeQuery: (query) => this.#around(() => connection.executeQuery(query)),
          streamQuery: (query, size) => connection.streamQuery(query, size),
        };
        real.set(mortal, connection);
        return mortal;
      },
      beginTransaction: (mortal, how) => this.#around(() => driver.beginTransaction(real.get(mortal)!, how)),
      commitTransaction: (mortal) => this.#around(() => driver.commitTransaction(real.get(mortal)!)),
      // What a database does by itself when a connection breaks; it was told to commit when there is nothing to undo.
      rollbackTransaction: (mortal) => driver.rollbackTransaction(real.get(mortal)!).catch(() => {}),
      releaseConnection: (mortal) => driver.releaseConnection(real.get(mortal)!),
      destroy: () => driver.destroy(),
    };
  }

  async #around<T>(work: () => Promise<T>): Promise<T> {
    this.#pass();
    const done = await work();
    this.#pass();
    return done;
  }

  #pass(): void {
    if (this.#moment++ === this.#atMoment) this.#isDead = true;
    if (this.#isDead) throw new Error('this process is dead');
  }
}
