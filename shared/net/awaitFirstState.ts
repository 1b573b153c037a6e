/** The SDK's room, as far as it is needed here. */
export interface OpeningRoom {
  readonly connection: { readonly events: { onmessage?: unknown }; close(): void };
  readonly onStateChange: { once(tell: () => void): void };
  readonly onLeave: { once(tell: (code: number, reason?: string) => void): void };
  readonly onError: { once(tell: (code: number, reason?: string) => void): void };
  removeAllListeners(): void;
}

/** `AbortSignal`, as far as it is needed here. */
export interface Limit {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
}

/**
 * Resolves with the first full state of a room whose socket is on its way; until then the state is empty.
 *
 * @param limit ends the wait; without one it ends with the connection
 * @throws an Error when it does not come, with the `code` that the connection was closed with, if it was; it is ended then, and its
 * seat kept
 */
export async function awaitFirstState(room: OpeningRoom, limit?: Limit): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (code: number | undefined, reason?: string): void =>
        reject(
          Object.assign(new Error(reason || (code === undefined ? 'the socket broke' : `closed with ${code}`)), {
            code,
          }),
        );
      const stop = (): void => reject(new Error('no state in time'));
      room.onStateChange.once(() => resolve());
      room.onError.once(fail);
      room.onLeave.once(fail);
      if (limit?.aborted) stop();
      else limit?.addEventListener('abort', stop);
    });
  } catch (error) {
    hangUp(room);
    throw error;
  }
}

/**
 * Ends a connection, open or still opening, without a word to its listeners. The seat is kept: leaving is another
 * message. What is on its way is not heard any more, or an answer to it would tell the server that this
 * connection is the one to keep.
 */
export function hangUp(room: OpeningRoom): void {
  room.connection.events.onmessage = () => undefined;
  room.removeAllListeners();
  room.connection.close();
}
