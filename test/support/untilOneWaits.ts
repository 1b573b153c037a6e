import { sql, type Transaction } from 'kysely';
import type { Database } from '../../server/persistence/tables.ts';
import type { TestDatabase } from './eachDatabase.ts';
import { until } from './until.ts';

/**
 * Waits until Postgres has somebody wait for what another one holds; with SQLite there is one who works at a time, and the others wait.
 * @param transaction of whoever holds it: one more connection may not be left
 */
export async function untilOneWaits({ env }: TestDatabase, transaction: Transaction<Database>): Promise<void> {
  if (!env.DATABASE_URL.startsWith('postgres')) return;
  const waiting = sql<object>`select 1 from pg_locks where not granted`;
  await until(async () => (await waiting.execute(transaction)).rows.length > 0);
}
