import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { connectDatabase, type DatabaseConnection } from '../../server/persistence/connectDatabase.ts';
import { PostgresServer } from './PostgresServer.ts';

/** An empty database of one test. */
export interface TestDatabase extends DatabaseConnection {
  /** What a server is told to use it. */
  readonly env: { readonly DATABASE_URL: string };
}

/** Makes empty databases of one kind, and puts all of them away. */
export interface DatabaseMaker {
  readonly make: () => Promise<TestDatabase>;
  readonly stop: () => Promise<void>;
}

const MAKERS: Readonly<Record<string, () => Promise<DatabaseMaker>>> = {
  SQLite: makeFiles,
  Postgres: makeOnPostgres,
};

/**
 * Runs a suite on a real SQLite file and on a real Postgres. Each test finds an empty database, open and with all
 * tables: `database()` gives it, from `beforeEach` on.
 */
export function eachDatabase(title: string, suite: (database: () => TestDatabase) => void): void {
  for (const [kind, start] of Object.entries(MAKERS)) {
    describe(`${title}, on ${kind}`, () => {
      let maker: DatabaseMaker;
      let database: TestDatabase;
      before(async () => {
        maker = await start();
      });
      beforeEach(async () => {
        database = await maker.make();
        await database.open();
      });
      afterEach(() => database.close());
      after(() => maker?.stop());
      suite(() => database);
    });
  }
}

async function makeFiles(): Promise<DatabaseMaker> {
  const folder = await mkdtemp(join(tmpdir(), 'fracas-sqlite-'));
  return {
    make: async () => connectTo(`sqlite:${join(folder, `${randomUUID()}.db`)}`),
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}

/** On the server that `DATABASE_URL` names, when it names one; else on one of its own. */
async function makeOnPostgres(): Promise<DatabaseMaker> {
  const given = process.env.DATABASE_URL;
  const server = given?.startsWith('postgres') === true ? undefined : await PostgresServer.start();
  const url = server?.url ?? given!;
  const names: string[] = [];
  return {
    async make() {
      const name = `fracas_${randomUUID().replaceAll('-', '')}`;
      names.push(name);
      await run(url, [`create database ${name}`]);
      const own = new URL(url);
      own.pathname = `/${name}`;
      return connectTo(own.href);
    },
    async stop() {
      if (server !== undefined) return server.stop();
      await run(
        url,
        names.map((name) => `drop database ${name} with (force)`),
      );
    },
  };
}

function connectTo(databaseUrl: string): TestDatabase {
  const connection = connectDatabase({ databaseUrl, dataDir: '' }, pino({ enabled: false }));
  return { ...connection, env: { DATABASE_URL: databaseUrl } };
}

async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
