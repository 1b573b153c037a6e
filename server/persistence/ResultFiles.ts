import type { MatchResult } from '../match/MatchResult.ts';
import { readMatchResult } from './readMatchResult.ts';
import { WaitingFiles, type Disk } from './WaitingFiles.ts';

/** Results that wait for the database, in the order in which the matches ended. One of a build that knows more modes or maps cannot be read. */
export class ResultFiles extends WaitingFiles<MatchResult> {
  constructor(directory: string, disk?: Disk) {
    super(directory, { nameOf, read: readMatchResult }, disk);
  }
}

function nameOf({ endedAtMs, matchId, fence }: MatchResult): string {
  return `${String(endedAtMs).padStart(15, '0')}-${matchId}-${fence}`;
}
