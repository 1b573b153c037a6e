import assert from 'node:assert/strict';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { distrustLate } from '../../../server/persistence/distrustLate.ts';

describe('A connection to Postgres', () => {
  let released: (boolean | undefined)[];
  let failure: Error | undefined;
  let pool: PostgresPool;

  beforeEach(() => {
    released = [];
    failure = undefined;
    const client = {
      query: async () => {
        if (failure !== undefined) throw failure;
        return { rows: [] };
      },
      release: (destroy?: boolean) => released.push(destroy),
    } as unknown as PostgresPoolClient;
    pool = distrustLate({ options: {}, connect: async () => client, end: async () => {} });
  });

  it('is used again after queries that were answered, with an error as well', async () => {
    const client = await pool.connect();
    await client.query('select 1', []);
    failure = new Error('duplicate key');
    await assert.rejects(client.query('insert', []), failure);
    client.release();
    assert.deepEqual(released, [false]);
  });

  it('is used no more once an answer did not come in time: what was asked may be done later', async () => {
    const client = await pool.connect();
    failure = new Error('Query read timeout');
    await assert.rejects(client.query('begin', []), failure);
    client.release();
    const next = await pool.connect();
    failure = undefined;
    await next.query('select 1', []);
    next.release();
    assert.deepEqual(released, [true, false]);
  });
});
