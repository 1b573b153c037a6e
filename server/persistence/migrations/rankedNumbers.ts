import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** With each player of a ranked match stands which of theirs it was, so that its page can say whether it was one of their first. */
export const rankedNumbers: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await db.schema.alterTable('match_players').addColumn('ranked_number', 'integer').execute();
    await sql`
      update match_players
      set ranked_number = counted.number
      from (
        select
          match_id,
          player_id,
          row_number() over (partition by player_id, mode order by matches.ended_at, match_id) as number
        from match_players join matches on matches.id = match_id
        where mu_after is not null
      ) as counted
      where match_players.match_id = counted.match_id and match_players.player_id = counted.player_id
    `.execute(db);
  },
};
