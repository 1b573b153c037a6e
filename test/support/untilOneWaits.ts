import { sql } from 'kysely';
import type { TestDatabase } from './eachDatabase.ts';
import { until } from './until.ts';

/** Waits until Postgres has somebody wait for what another one holds; with SQLite there is one who works at a time, and the others wait. */
export async function untilOneWaits({ db, env }: TestDatabase): Promise<void> {
  if (!env.DATABASE_URL.startsWith('postgres')) return;
  const waiting = sql<object>`select 1 from pg_locks where not granted`;
  await until(async () => (await waiting.execute(db)).rows.length > 0);
}
