import type { ChatAudience, ChatRule, QuickPhraseId } from '../defs/chat.ts';
import type { MapId } from '../defs/maps.ts';
import type { ReportReason } from '../defs/reports.ts';
import type { ModeId } from '../defs/modes.ts';
import type { Award } from '../sim/awards.ts';
import type { RankedMode } from '../defs/ranked.ts';
import type { RuleWishes } from '../defs/rules.ts';
import type { GrantedSeat } from './askForSeat.ts';
import type { ToQueue } from './queueMessages.ts';
import type { GameEvent } from './GameEvent.ts';
import type { Standing, TeamStanding } from '../sim/standings.ts';

export type { Award, Standing, TeamStanding };

/** Options of `joinOrCreate('arena', …)`. */
export interface JoinOptions {
  /** Shown above the avatar; made presentable by the server. */
  readonly name?: string;
  readonly mode?: ModeId;
  readonly map?: MapId;
  /** The invite to a private match, in any spelling; mode and map are that match's then. */
  readonly invite?: string;
  /** Watches a match that is on, through the eyes of one of its players, and takes no place in it. */
  readonly spectate?: boolean;
  /** `PROTOCOL_VERSION` of the client; another than the server's is refused. */
  readonly protocol?: number;
}

/** Votes for the next map; a map nobody wants has no entry. */
export type VoteCounts = Readonly<Partial<Record<MapId, number>>>;

/** What somebody said, and to whom. */
export interface ChatLine {
  /** The player, or the session of a spectator. */
  readonly from: string;
  /** Of somebody the server knows, as on their record: the same wherever they play or watch. */
  readonly playerId?: string | undefined;
  readonly name: string;
  readonly to: ChatAudience | 'spectators';
  readonly said: { readonly phrase: QuickPhraseId } | { readonly text: string };
}

export type Notice = 'saysTooMuch' | 'reported' | 'reportsTooMuch';

/** Messages a client may send, by type. */
export interface ToServer {
  /** A vote for the next map, while results are shown. */
  vote: { readonly map: MapId };
  /** A spectator's wish to watch another player; an id of nobody is ignored. */
  watch: { readonly player: string };
  /** A phrase of the wheel. */
  phrase: { readonly phrase: QuickPhraseId; readonly to: ChatAudience };
  /** A complaint about another player. */
  report: { readonly player: string; readonly reason: ReportReason };
  /** A line in one's own words, where the host allows it. */
  say: { readonly text: string; readonly to: ChatAudience };
}

/** Messages the server sends, by type. */
export interface ToClient {
  /** What the avatar has perceived since the last patch, oldest first, each with its tick. */
  events: readonly (readonly [tick: number, event: GameEvent])[];
  /** When results begin, and to those who join or come back while they are shown. */
  results: {
    /** Under this id the match goes on record. */
    readonly matchId: string;
    readonly standings: readonly Standing[];
    /** The best first; empty in modes without teams. */
    readonly teams: readonly TeamStanding[];
    readonly awards: readonly Award[];
    /** The choice for the next match. */
    readonly maps: readonly MapId[];
    readonly votes: VoteCounts;
  };
  /** The votes so far. */
  votes: { readonly counts: VoteCounts };
  /** Whom a spectator watches: on joining, and whenever it changes. */
  watching: { readonly player: string };
  /** On joining and coming back: what may be said here. */
  chatRule: { readonly rule: ChatRule };
  /** Somebody said something. */
  chat: ChatLine;
  /** What became of something one did, when that does not show. */
  notice: { readonly notice: Notice };
}

/** Messages the leader of a party may send, by type; the others have nothing to say. */
export interface ToParty {
  /** Takes everybody who is here into one match: a public one with enough seats, or one of their own. */
  play: {
    readonly mode: ModeId;
    readonly map: MapId;
    /** Of a match of one's own; absent for a public one. */
    readonly rules?: RuleWishes | undefined;
  };
  /** Has everybody who is here wait for a ranked match together. */
  queue: { readonly mode: RankedMode };
  lead: { readonly member: string };
  remove: { readonly member: string };
}

/** Messages a member of a party is sent, by type. */
export interface FromParty {
  /** On coming in, and whenever anything of it changes. */
  party: {
    /** As people read and write it. */
    readonly code: string;
    /** The id of the member who leads, and of the one who is told. */
    readonly leader: string;
    readonly self: string;
    readonly members: readonly { readonly id: string; readonly name: string; readonly isHere: boolean }[];
  };
  /** A seat in the match the party goes to. */
  seat: GrantedSeat;
  /** What to enter the queue of ranked matches with, as all of the party do. */
  queue: ToQueue['enter'];
  /** Why there is no match for the party, in words for its members. */
  noSeats: { readonly message: string };
}
