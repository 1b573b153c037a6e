import type { ReportReason } from '../../shared/defs/reports.ts';
import type { LoggedLine } from '../chat/ChatLog.ts';

/** Somebody who has to do with a report. */
export interface ReportParty {
  /** In the match: the id of the player, or the session of a spectator. */
  readonly session: string;
  /** Of a person the server knows from one match to the next. */
  readonly playerId: string | undefined;
}

/** What one person has to say about another. */
export interface Complaint {
  readonly reporter: ReportParty;
  readonly reported: ReportParty & { readonly name: string };
  readonly reason: ReportReason;
  /** By the reported, last. */
  readonly said: readonly LoggedLine[];
}

/** A complaint as it is kept, with what led to it. */
export interface Report extends Complaint {
  readonly id: string;
  readonly matchId: string;
  /** Of the match, at which it was made. */
  readonly tick: number;
  /** The file with the slice of the match, in the directory of reports. */
  readonly replay: string;
  readonly atMs: number;
}

/** What came of a report that somebody has looked into. */
export interface Handling {
  readonly outcome: 'nothing' | 'ban';
  /** The name of whose admin token it was. */
  readonly by: string;
  readonly atMs: number;
}

/** A report as it is read again. */
export interface KeptReport extends Report {
  /** Absent while it is open. */
  readonly handled?: Handling | undefined;
}

/** Some of the open reports, the oldest first. */
export interface ReportPage {
  readonly reports: readonly KeptReport[];
  /** Where the next page begins; absent when this is the last. */
  readonly next?: string | undefined;
}
