import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** From where the owners of accounts have signed in. What the columns mean stands in `tables.ts`. */
export const knownAddresses: Migration = {
  async up({ schema }: Kysely<never>): Promise<void> {
    await schema
      .createTable('known_addresses')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .addColumn('player_id', 'text', (column) => column.notNull().references('players.id').onDelete('cascade'))
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .execute();
    await schema
      .createIndex('known_addresses_of_player')
      .on('known_addresses')
      .columns(['player_id', 'seen_at'])
      .execute();
  },
};
