import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who won stands with each player of a match: a place does not say whether somebody shared it with another side. */
export const wins: Migration = {
  async up({ schema }: Kysely<never>): Promise<void> {
    await schema
      .alterTable('match_players')
      .addColumn('won', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
