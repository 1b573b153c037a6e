import { PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from '../infra/logger.ts';
import { distrustLate } from './distrustLate.ts';

/**
 * So many statements are under way at once from one process. With eight no more was done in a second on one machine of two cores,
 * and ticks were late: every statement that the database works on there takes time from the game (`npm run bench -- people postgres`).
 */
const MAX_CONNECTIONS = 2;

/** A database that takes longer is away: whoever asked is to hear of it, and the connection is of no more use. */
const CONNECT_LIMIT_MS = 5_000;
const QUERY_LIMIT_MS = 10_000;

/**
 * How long a connection is trusted. One whose database has vanished without a word would swallow every query that is put to
 * it, for as long as the kernel believes in it: a quarter of an hour.
 */
const CONNECTION_LIFE_SECONDS = 60;

const { INT8 } = pg.types.builtins;

/** A 64-bit number is a number here: times, fences and counts all stay far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === Number(INT8) ? Number : pg.types.getTypeParser(oid, format as 'text'),
};

/** Kysely's dialect on a pool of connections to Postgres; none is opened before the first query. */
export function postgresDialect(connectionString: string, log: Logger): PostgresDialect {
  const pool = new pg.Pool({
    connectionString,
    types,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    query_timeout: QUERY_LIMIT_MS,
    maxLifetimeSeconds: CONNECTION_LIFE_SECONDS,
    keepAlive: true,
  });
  // Nobody waits for a connection that breaks while it is idle. The error carries the connection, and that its password.
  pool.on('error', ({ message }) => log.warn({ reason: message }, 'connection to the database lost'));
  return new PostgresDialect({ pool: distrustLate(pool) });
}
