import type { SelectQueryBuilder } from 'kysely';
import type { Database } from './tables.ts';
import { STRETCH_ROWS } from './TidyUp.ts';

/**
 * The key at which the stretch ends that begins with these rows; undefined when the table ends before.
 * @param keys of all rows behind the last stretch, in order
 */
export async function endOfStretch<Table extends keyof Database>(
  keys: SelectQueryBuilder<Database, Table, { key: string }>,
): Promise<string | undefined> {
  const last = await keys
    .offset(STRETCH_ROWS - 1)
    .limit(1)
    .executeTakeFirst();
  return last?.key;
}
