import type { PostgresPool, PostgresPoolClient } from 'kysely';

/** In these words `pg` says that it waits for an answer no longer; it has no code for it. */
const GAVE_UP = 'Query read timeout';

/**
 * A pool that takes no connection back whose answer somebody gave up waiting for. The database may still do what was asked:
 * a `BEGIN` that comes through late would put whatever is written next over that connection into a transaction that nobody
 * commits.
 */
export function distrustLate(pool: PostgresPool): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => watchFor(await pool.connect()),
  };
}

function watchFor(client: PostgresPoolClient): PostgresPoolClient {
  let isLate = false;
  const query = async <Row>(sql: string, parameters: readonly unknown[]) => {
    try {
      return await client.query<Row>(sql, parameters);
    } catch (error) {
      isLate ||= error instanceof Error && error.message === GAVE_UP;
      throw error;
    }
  };
  return {
    ...(client.processID !== undefined && { processID: client.processID }),
    // Cursors are not used.
    query: query as PostgresPoolClient['query'],
    release: (destroy = false) => client.release(destroy || isLate),
  };
}
