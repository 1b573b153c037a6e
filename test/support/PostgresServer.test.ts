import assert from 'node:assert/strict';
import pg from 'pg';
import { PostgresServer } from './PostgresServer.ts';

async function ask(url: string, query: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
}

describe('a Postgres for tests', () => {
  it('answers, and is gone after it was stopped', async () => {
    const server = await PostgresServer.start();
    try {
      assert.deepEqual(await ask(server.url, 'select 1 as one'), [{ one: 1 }]);
    } finally {
      await server.stop();
    }
    await assert.rejects(ask(server.url, 'select 1'), { code: 'ECONNREFUSED' });
  });

  it('comes back from a crash with what was committed', async () => {
    const server = await PostgresServer.start();
    try {
      await ask(server.url, 'create table kept as select 7 as number');
      await server.goAway();
      await assert.rejects(ask(server.url, 'select 1'));
      await server.comeBack();
      assert.deepEqual(await ask(server.url, 'select * from kept'), [{ number: 7 }]);
    } finally {
      await server.stop();
    }
  });

  it('waits for the disk with each commit where it is told to', async () => {
    const server = await PostgresServer.start({ isDurable: true });
    try {
      assert.deepEqual(await ask(server.url, 'show fsync'), [{ fsync: 'on' }]);
    } finally {
      await server.stop();
    }
  });
});
