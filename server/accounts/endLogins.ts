import type { Kysely } from 'kysely';
import type { Database } from '../persistence/tables.ts';

/** Ends a login by its `id`, or all of a player by `player_id`; what has ended stays as it is. */
export async function endLogins(
  db: Kysely<Database>,
  of: 'id' | 'player_id',
  value: string,
  nowMs: number,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ ended_at: nowMs })
    .where(of, '=', value)
    .where('ended_at', 'is', null)
    .execute();
}
