import { isPassing } from './connectionEnds.ts';
import { openAgain, type Reopening } from './openAgain.ts';

/** A match awaits those who were called to it for so long. */
const AWAITED_MS = 12_000;

export interface CalledJoin<Place> extends Omit<Reopening<Place>, 'connect' | 'isFinal'> {
  readonly join: () => Promise<Place>;
  /** A clock that only goes forward. */
  readonly nowMs: () => number;
}

/**
 * Takes one's place in a match that one was called to, and tries again for as long as it awaits one: where its process has ended, another
 * has it in a moment.
 * @throws what the last try failed with, when another does not help or comes too late
 */
export async function joinCalled<Place extends { leave(): unknown }>(called: CalledJoin<Place>): Promise<Place> {
  const { join, isWanted, nowMs } = called;
  const deadlineMs = nowMs() + AWAITED_MS;
  let failure: unknown;
  const connect = async (): Promise<Place> => {
    try {
      return await join();
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  try {
    return await connect();
  } catch (error) {
    if (!isPassing(error)) throw error;
  }
  const place = await openAgain({
    ...called,
    connect,
    isFinal: (error) => !isPassing(error),
    isWanted: () => isWanted() && nowMs() < deadlineMs,
  });
  if (place === undefined) throw failure;
  return place;
}
