/** A process that may be given a new match. */
export interface Candidate {
  readonly processId: string;
  /** Matches it has, and those it was just given. */
  readonly rooms: number;
  readonly maxRooms: number;
  /** Whether it is too busy for new matches. A process of an older build does not say. */
  readonly busy?: boolean;
}

/** The process for a new match: of those that have space and time the one with the fewest; else what all of them lack. */
export function chooseProcess(candidates: readonly Candidate[]): Candidate | 'full' | 'busy' {
  const spacious = candidates.filter(({ rooms, maxRooms }) => rooms < maxRooms);
  if (spacious.length === 0) return 'full';
  const able = spacious.filter(({ busy }) => busy !== true);
  if (able.length === 0) return 'busy';
  return able.reduce((best, candidate) => (candidate.rooms < best.rooms ? candidate : best));
}
