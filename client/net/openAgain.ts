const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;

/** How a lost connection is made anew. */
export interface Reopening<Connection> {
  readonly connect: () => Promise<Connection>;
  /** Whether an error says that no further try helps. */
  readonly isFinal: (error: unknown) => boolean;
  /** False as soon as nobody waits for it any more. */
  readonly isWanted: () => boolean;
  readonly wait: (ms: number) => Promise<unknown>;
  /** 0 to 1. */
  readonly random: () => number;
}

/**
 * Makes a lost connection to a room anew, with pauses that grow from half a second to eight, a part of each by chance. One that
 * comes when it is wanted no more is left.
 * @returns undefined when it is wanted no more
 * @throws the error that is final
 */
export async function openAgain<Connection extends { leave(): unknown }>(
  reopening: Reopening<Connection>,
): Promise<Connection | undefined> {
  const { connect, isFinal, isWanted, wait, random } = reopening;
  for (let pauseMs = FIRST_PAUSE_MS; isWanted(); pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    await wait(pauseMs * (0.5 + random() / 2));
    if (!isWanted()) return undefined;
    try {
      const connection = await connect();
      if (isWanted()) return connection;
      connection.leave();
    } catch (error) {
      if (isWanted() && isFinal(error)) throw error;
    }
  }
  return undefined;
}
