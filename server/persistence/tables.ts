import type { ColumnType, Generated, Insertable, Selectable } from 'kysely';
import type { MapId } from '../../shared/defs/maps.ts';
import type { ModeId } from '../../shared/defs/modes.ts';

/** 0 or 1: the one form of yes and no that both databases have. */
export type Flag = 0 | 1;

/**
 * All tables, as Kysely knows them. Ids are UUIDs as text; every `*_at` is in milliseconds since 1970; what may be
 * absent is null. What is not listed here is in no query.
 */
export interface Database {
  players: PlayersTable;
  sessions: SessionsTable;
  refresh_tokens: RefreshTokensTable;
  known_addresses: KnownAddressesTable;
  matches: MatchesTable;
  match_players: MatchPlayersTable;
  ratings: RatingsTable;
  bans: BansTable;
  reports: ReportsTable;
}

/** Whoever plays under an identity: a guest, or the owner of an account. */
export interface PlayersTable {
  id: string;
  name: string;
  /** What must differ from all other accounts, so that no name looks like another; null for guests. */
  name_key: string | null;
  kind: 'guest' | 'account';
  /** With salt and cost, as the function that made it writes it; null for guests. */
  password_hash: string | null;
  /** Raised to make all tokens of the player void at once. */
  token_version: Generated<number>;
  role: Generated<'player' | 'moderator'>;
  created_at: number;
  seen_at: number;
}

/** One sign-in: the family of refresh tokens that follow from it. */
export interface SessionsTable {
  id: string;
  player_id: string;
  created_at: number;
  /** Null while it may be refreshed. */
  ended_at: number | null;
}

export interface RefreshTokensTable {
  /** Of the token; the token itself is nowhere but with its owner. */
  hash: string;
  session_id: string;
  issued_at: number;
  expires_at: number;
  /** When it was exchanged for the next; one that comes again after that was stolen. */
  used_at: number | null;
  /** Of the secret that came with it then, if one did: whoever knows that may ask again. */
  attempt: string | null;
}

/** An address from which the owner of an account has signed in. */
export interface KnownAddressesTable {
  /** Of the address and the account, with a key that is not in the database. */
  hash: string;
  player_id: string;
  /** When they last signed in from there. */
  seen_at: number;
}

/** One match that people with an identity played. */
export interface MatchesTable {
  id: string;
  /** The highest of those who ran it: only that one may write its result. */
  fence: number;
  mode: ModeId;
  map: MapId;
  ranked: Flag;
  started_at: number;
  /** Null until the result is written, which happens once. */
  ended_at: number | null;
  ticks: number;
}

/** What one player did in one match. */
export interface MatchPlayersTable {
  match_id: string;
  player_id: string;
  /** As it was in that match. */
  name: string;
  /** 0: none. */
  team: number;
  /** 1 is the best; those who are level share it. */
  place: number;
  score: number;
  kills: number;
  deaths: number;
  left_early: Flag;
  /** Whether their side alone stood best, and they had stayed on it. */
  won: Generated<Flag>;
  /** That of the match, so that a history needs this table's index alone. */
  ended_at: number;
  /** The rating before and after the match; null where it was not ranked. */
  mu_before: number | null;
  sigma_before: number | null;
  mu_after: number | null;
  sigma_after: number | null;
  /** Which of the player's ranked matches of the mode it was, from 1, in the order in which they counted; null where it was not ranked. */
  ranked_number: number | null;
}

/** What is believed of a player's skill in one mode: normal with mean `mu` and deviation `sigma`. */
export interface RatingsTable {
  player_id: string;
  mode: ModeId;
  mu: number;
  sigma: number;
  /** Ranked matches of the mode, and of those the ones that were won. */
  matches: Generated<number>;
  wins: Generated<number>;
  /** Of those matches; doubt grows with the time since. */
  last_played_at: ColumnType<number | null, number | null | undefined, number | null>;
}

export interface BansTable {
  id: string;
  player_id: string;
  /** For whoever looks after the server: the banned player does not read it. */
  reason: string;
  /** The name of whose admin token it was, as `handled_by` of reports; null where that was not kept yet. */
  banned_by: string | null;
  created_at: number;
  /** Null: for good. */
  expires_at: number | null;
  /** When it was taken back before its time. */
  lifted_at: number | null;
}

/** One player's complaint about another. */
export interface ReportsTable {
  id: string;
  /** In the match; ids of players are null for whoever the server does not know. */
  reporter_session: string;
  reporter_id: string | null;
  reported_session: string;
  reported_id: string | null;
  /** As it was in that match. */
  reported_name: string;
  match_id: string;
  /** The tick of the match at which it was made. */
  tick: number;
  reason: string;
  /** What the reported said last, as JSON. */
  said: string;
  /** The file that shows what happened. */
  replay: string;
  created_at: number;
  /** Null until somebody has looked into it. */
  handled_at: number | null;
  /** The name of whose admin token it was: one of `ADMIN_TOKENS`, or `host`; null until then. */
  handled_by: string | null;
  /** What came of it; null until then. */
  outcome: 'nothing' | 'ban' | null;
}

/** Rows as they are read, and as they are written for the first time. */
export type RowOf<Table extends keyof Database> = Selectable<Database[Table]>;
export type NewRowOf<Table extends keyof Database> = Insertable<Database[Table]>;
