import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The tables of people, their matches and ratings. What the columns mean stands in `tables.ts`. */
export const people: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await createPlayers(db);
    await createSessions(db);
    await createMatches(db);
    await createRatings(db);
    await createModeration(db);
  },
};

async function createPlayers({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('players')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('name_key', 'text', (column) => column.unique())
    .addColumn('kind', 'text', (column) => column.notNull().check(sql`kind in ('guest', 'account')`))
    .addColumn('password_hash', 'text')
    .addColumn('token_version', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('role', 'text', (column) => column.notNull().defaultTo('player'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .execute();
}

async function createSessions({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('sessions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('player_id', 'text', (column) => column.notNull().references('players.id').onDelete('cascade'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute();
  await schema.createIndex('sessions_of_player').on('sessions').columns(['player_id', 'created_at']).execute();
  await schema
    .createTable('refresh_tokens')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('session_id', 'text', (column) => column.notNull().references('sessions.id').onDelete('cascade'))
    .addColumn('issued_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .execute();
  await schema.createIndex('refresh_tokens_of_session').on('refresh_tokens').column('session_id').execute();
  await schema.createIndex('refresh_tokens_by_expiry').on('refresh_tokens').column('expires_at').execute();
}

async function createMatches({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('matches')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('fence', 'bigint', (column) => column.notNull())
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('map', 'text', (column) => column.notNull())
    .addColumn('ranked', 'integer', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('ticks', 'integer', (column) => column.notNull())
    .execute();
  await schema
    .createTable('match_players')
    .addColumn('match_id', 'text', (column) => column.notNull().references('matches.id').onDelete('cascade'))
    .addColumn('player_id', 'text', (column) => column.notNull().references('players.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('team', 'integer', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('score', 'integer', (column) => column.notNull())
    .addColumn('kills', 'integer', (column) => column.notNull())
    .addColumn('deaths', 'integer', (column) => column.notNull())
    .addColumn('left_early', 'integer', (column) => column.notNull())
    .addColumn('ended_at', 'bigint', (column) => column.notNull())
    .addColumn('mu_before', 'double precision')
    .addColumn('sigma_before', 'double precision')
    .addColumn('mu_after', 'double precision')
    .addColumn('sigma_after', 'double precision')
    .addPrimaryKeyConstraint('match_players_key', ['match_id', 'player_id'])
    .execute();
  await schema
    .createIndex('match_players_history')
    .on('match_players')
    .columns(['player_id', 'ended_at desc', 'match_id'])
    .execute();
}

async function createRatings({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('ratings')
    .addColumn('player_id', 'text', (column) => column.notNull().references('players.id').onDelete('cascade'))
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('mu', 'double precision', (column) => column.notNull())
    .addColumn('sigma', 'double precision', (column) => column.notNull())
    .addColumn('matches', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('wins', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('last_played_at', 'bigint')
    .addPrimaryKeyConstraint('ratings_key', ['player_id', 'mode'])
    .execute();
  await schema
    .createIndex('ratings_leaderboard')
    .on('ratings')
    .column('mode')
    .expression(sql`(mu - 3 * sigma) desc`)
    .column('player_id')
    .execute();
}

async function createModeration({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('bans')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('player_id', 'text', (column) => column.notNull().references('players.id').onDelete('cascade'))
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('banned_by', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('lifted_at', 'bigint')
    .execute();
  await schema.createIndex('bans_of_player').on('bans').columns(['player_id', 'created_at']).execute();
  await schema
    .createTable('reports')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('reporter_session', 'text', (column) => column.notNull())
    .addColumn('reporter_id', 'text', (column) => column.references('players.id').onDelete('set null'))
    .addColumn('reported_session', 'text', (column) => column.notNull())
    .addColumn('reported_id', 'text', (column) => column.references('players.id').onDelete('set null'))
    .addColumn('reported_name', 'text', (column) => column.notNull())
    .addColumn('match_id', 'text', (column) => column.notNull())
    .addColumn('tick', 'integer', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('said', 'text', (column) => column.notNull())
    .addColumn('replay', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('handled_at', 'bigint')
    .execute();
  await schema.createIndex('reports_of_player').on('reports').columns(['reported_id', 'created_at']).execute();
  await schema.createIndex('reports_by_reporter').on('reports').columns(['reporter_id', 'created_at']).execute();
  await schema.createIndex('reports_to_handle').on('reports').columns(['handled_at', 'created_at']).execute();
}
