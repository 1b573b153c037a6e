import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What came of a report stands with it, and by whom. */
export const handled: Migration = {
  async up({ schema }: Kysely<never>): Promise<void> {
    await schema.alterTable('reports').addColumn('handled_by', 'text').execute();
    await schema.alterTable('reports').addColumn('outcome', 'text').execute();
  },
};
