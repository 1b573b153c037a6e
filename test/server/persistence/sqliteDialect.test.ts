import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompiledQuery, sql } from 'kysely';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { connectDatabase, type DatabaseConnection } from '../../../server/persistence/connectDatabase.ts';
import { sqliteDialect } from '../../../server/persistence/sqliteDialect.ts';
import type { SqliteThread } from '../../../server/persistence/SqliteThread.ts';
import { keptLog } from '../../support/keptLog.ts';

const COUNT = CompiledQuery.raw('select count(*) as count from players');

describe('A SQLite file that several processes share', () => {
  let folder: string;
  let connection: DatabaseConnection;
  let other: DatabaseSync;
  const addPlayer = (id: string, db: DatabaseConnection['db'] = connection.db) =>
    db.insertInto('players').values({ id, name: id, kind: 'guest', created_at: 1, seen_at: 1 }).execute();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fracas-sqlite-'));
    connection = connectDatabase({ dataDir: folder }, keptLog().log);
    await connection.open();
    other = new DatabaseSync(join(folder, 'fracas.db'));
  });
  afterEach(async () => {
    other.close();
    await connection.close();
    await rm(folder, { recursive: true });
  });

  it('lets the matches of a process go on while its write waits for that of another', async () => {
    other.exec('begin immediate');
    let isWritten = false;
    const writing = addPlayer('p1').then(() => (isWritten = true));
    for (let turns = 0; turns < 100; turns++) await nextTurn();
    assert.equal(isWritten, false);
    other.exec('commit');
    await writing;
    assert.equal(other.prepare('select count(*) as count from players').get()?.count, 1);
  });

  it('lets nobody write between what a transaction reads and what it writes', async () => {
    await addPlayer('p1');
    other.exec('PRAGMA busy_timeout = 0');
    await connection.db.transaction().execute(async (transaction) => {
      await transaction.selectFrom('players').selectAll().execute();
      assert.throws(() => other.exec("update players set name = 'other'"), /locked/);
      await transaction.updateTable('players').set({ name: 'own' }).execute();
    });
    assert.equal(other.prepare('select name from players').get()?.name, 'own');
  });

  it('is opened again after the thread that held it has died', async () => {
    await addPlayer('p1');
    const driver = sqliteDialect(join(folder, 'fracas.db')).createDriver();
    await driver.init();
    const before = (await driver.acquireConnection()) as SqliteThread;
    await before.close();
    await assert.rejects(before.executeQuery(COUNT), /closed/);
    const after = await driver.acquireConnection();
    assert.deepEqual((await after.executeQuery(COUNT)).rows, [{ count: 1 }]);
    assert.equal(await driver.acquireConnection(), after);
    await driver.destroy();
  });

  it('says why a transaction failed that it has taken back by itself, as it does on a full disk', async () => {
    const { db } = connection;
    await sql`pragma max_page_count = 1`.execute(db);
    const fill = db.transaction().execute((transaction) => addPlayer('x'.repeat(1_000_000), transaction));
    await assert.rejects(fill, { name: 'SqliteError', message: /disk is full/, errcode: 13 });
    await sql`pragma max_page_count = 1000000`.execute(db);
    await db.transaction().execute((transaction) => addPlayer('p1', transaction));
    assert.deepEqual(
      other
        .prepare('select id from players')
        .all()
        .map(({ id }) => id),
      ['p1'],
    );
  });

  it('says why a statement failed', async () => {
    await addPlayer('p1');
    await assert.rejects(addPlayer('p1'), { name: 'SqliteError', message: /UNIQUE constraint failed/, errcode: 1555 });
  });
});
