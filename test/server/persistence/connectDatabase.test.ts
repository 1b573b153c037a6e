import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { connectDatabase } from '../../../server/persistence/connectDatabase.ts';
import { freePort } from '../../../tools/cluster/freePort.ts';
import { eachDatabase } from '../../support/eachDatabase.ts';
import { keptLog } from '../../support/keptLog.ts';
import { openTogether } from '../../support/openTogether.ts';
import { PostgresServer } from '../../support/PostgresServer.ts';
import { until } from '../../support/until.ts';

const PLAYER = { id: 'p1', name: 'Ann', name_key: 'ann', kind: 'account', created_at: 1, seen_at: 2 } as const;

const { log } = keptLog();

eachDatabase('The database of a server', (database) => {
  it('has its tables when it was opened, and keeps what is in them when it is opened again', async () => {
    const { db, env } = database();
    await db.insertInto('players').values(PLAYER).execute();
    const again = connectDatabase({ databaseUrl: env.DATABASE_URL, dataDir: '' }, log);
    await again.open();
    const rows = await again.db.selectFrom('players').selectAll().execute();
    await again.close();
    assert.deepEqual(rows, [{ ...PLAYER, password_hash: null, token_version: 0, role: 'player' }]);
  });

  it('gives times and counts as numbers', async () => {
    const { db } = database();
    const now = 1_796_000_000_123;
    await db
      .insertInto('players')
      .values({ ...PLAYER, created_at: now })
      .execute();
    const row = await db
      .selectFrom('players')
      .select(['created_at', (eb) => eb.fn.countAll<number>().over().as('count')])
      .executeTakeFirstOrThrow();
    assert.deepEqual(row, { created_at: now, count: 1 });
  });

  it('keeps an account name to one account, while guests have none', async () => {
    const { db } = database();
    const guest = { ...PLAYER, kind: 'guest', name_key: null } as const;
    await db
      .insertInto('players')
      .values([PLAYER, { ...guest, id: 'p2' }, { ...guest, id: 'p3' }])
      .execute();
    await assert.rejects(
      db
        .insertInto('players')
        .values({ ...PLAYER, id: 'p4' })
        .execute(),
    );
  });

  it('takes back all of a transaction that fails', async () => {
    const { db } = database();
    const failing = db.transaction().execute(async (transaction) => {
      await transaction.insertInto('players').values(PLAYER).execute();
      throw new Error('half way');
    });
    await assert.rejects(failing, /half way/);
    assert.deepEqual(await db.selectFrom('players').selectAll().execute(), []);
  });

  it('refuses one that a newer version has changed, and says so', async () => {
    const { db, env } = database();
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00Z')`.execute(db);
    const older = connectDatabase({ databaseUrl: env.DATABASE_URL, dataDir: '' }, log);
    await assert.rejects(older.open(), (error: Error) => {
      assert.match(error.message, /cannot be opened$/);
      assert.match(
        (error.cause as Error).message,
        /^a newer version of the server has changed it \(9999-later\): start that one/,
      );
      return true;
    });
    await older.close();
  });
});

describe('A database that several processes open at once', () => {
  it('is made once when it is a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fracas-sqlite-'));
    await openTogether(`sqlite:${join(folder, 'fracas.db')}`, 5);
    await rm(folder, { recursive: true });
  });

  it('is made once on a Postgres', async () => {
    const server = await PostgresServer.start();
    try {
      await openTogether(server.url, 5);
    } finally {
      await server.stop();
    }
  });
});

describe('A database that cannot be opened', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fracas-sqlite-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is named by its file', async () => {
    await writeFile(join(folder, 'fracas.db'), 'no database at all, though long enough to look at');
    const connection = connectDatabase({ dataDir: folder }, log);
    await assert.rejects(connection.open(), (error: Error) => {
      assert.equal(error.message, `the database ${join(folder, 'fracas.db')} cannot be opened`);
      assert.match((error.cause as Error).message, /not a database/);
      return true;
    });
  });

  it('is named by its variable, with the reason and without the password, when no server answers', async () => {
    const url = `postgres://fracas:hunter2@localhost:${await freePort()}/fracas`;
    const connection = connectDatabase({ databaseUrl: url, dataDir: folder }, log);
    await assert.rejects(connection.open(), (error: Error) => {
      assert.equal(error.message, 'the database that DATABASE_URL names cannot be opened');
      assert.match((error.cause as Error).message, /ECONNREFUSED/);
      assert.doesNotMatch(`${error.message} ${String(error.cause)}`, /hunter2/);
      return true;
    });
    await connection.close();
  });

  it('is told of within seconds when a server takes the connection and says nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const connection = connectDatabase({ databaseUrl: `postgres://127.0.0.1:${port}/fracas`, dataDir: folder }, log);
    await assert.rejects(connection.open(), (error: Error) => {
      assert.match((error.cause as Error).message, /timeout/);
      return true;
    });
    await connection.close();
    silent.close();
  });

  it('is not readable for other users of the machine once it is there', async () => {
    const connection = connectDatabase({ dataDir: folder }, log);
    await connection.open();
    for (const name of ['fracas.db', 'fracas.db-wal']) {
      assert.equal((await stat(join(folder, name))).mode & 0o077, 0, name);
    }
    await connection.close();
  });
});

describe('A Postgres that goes away and comes back', () => {
  it('costs the queries of that time, a line in the log without the password, and nothing else', async () => {
    const server = await PostgresServer.start();
    const kept = keptLog();
    const databaseUrl = server.url.replace('fracas@', 'fracas:hunter2@');
    const connection = connectDatabase({ databaseUrl, dataDir: '' }, kept.log);
    const { db } = connection;
    try {
      await connection.open();
      await server.goAway();
      await until(() => kept.lines.some(({ msg }) => msg === 'connection to the database lost'));
      await assert.rejects(db.selectFrom('players').selectAll().execute());
      await server.comeBack();
      assert.deepEqual(await db.selectFrom('players').selectAll().execute(), []);
      assert.doesNotMatch(JSON.stringify(kept.lines), /hunter2/);
    } finally {
      await connection.close();
      await server.stop();
    }
  });
});
