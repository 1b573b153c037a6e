import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** By what a refresh token was used, so that its owner can ask for an answer again that was lost, and nobody else. */
export const attempts: Migration = {
  async up({ schema }: Kysely<never>): Promise<void> {
    await schema.alterTable('refresh_tokens').addColumn('attempt', 'text').execute();
  },
};
