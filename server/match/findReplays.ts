import { readdir } from 'node:fs/promises';

/** One file of the replay of a match. */
export interface ReplayPart {
  readonly file: string;
  /** The tick at which this part begins, when a process began it that took the match over; else undefined. */
  readonly fromTick: number | undefined;
}

/**
 * The parts of a match's replay that this process recorded and still has, in the order in which they were played.
 * @param matchId a UUID: nothing else names a file
 */
export async function findReplays(directory: string, matchId: string): Promise<readonly ReplayPart[]> {
  const named = new RegExp(`^${matchId}(?:\\.from-(\\d+))?\\.replay$`);
  const files = await readdir(directory);
  return files
    .flatMap((file) => {
      const match = named.exec(file);
      return match === null ? [] : [{ file, fromTick: match[1] === undefined ? undefined : Number(match[1]) }];
    })
    .toSorted((one, other) => (one.fromTick ?? 0) - (other.fromTick ?? 0));
}
