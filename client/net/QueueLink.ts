import type { MatchCall } from '../../shared/net/MatchCard.ts';
import type { FromQueue, ToQueue } from '../../shared/net/queueMessages.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { CODE_LEFT } from './connectionEnds.ts';
import { openAgain } from './openAgain.ts';

/** What of a room of Colyseus' SDK a wait in the queue needs. */
export interface QueueConnection {
  onMessage<Type extends keyof FromQueue>(type: Type, listener: (message: FromQueue[Type]) => void): unknown;
  onLeave(listener: (code: number, reason?: string) => void): unknown;
  send<Type extends keyof ToQueue>(type: Type, message: ToQueue[Type]): void;
  leave(): unknown;
}

export interface QueueOptions {
  /** @throws with words for the player; `isFinal` says whether another try can help */
  readonly connect: () => Promise<QueueConnection>;
  readonly isFinal: (error: unknown) => boolean;
  readonly wait: (ms: number) => Promise<unknown>;
  /** 0 to 1. */
  readonly random: () => number;
  readonly onProgress: (progress: FromQueue['progress']) => void;
  /** The connection is lost and is being made anew: progress, or the end, follows. */
  readonly onLost: () => void;
  /** A match calls: the wait is over. */
  readonly onMatch: (call: MatchCall) => void;
  readonly onRefusal: (refusal: FromQueue['refused']) => void;
  /** The wait has ended, though one did not wish it to; with the server's words, if it had any. */
  readonly onEnd: (reason: string) => void;
}

/** After these closes one waits no more, or by another page. */
const FINAL_CODES: readonly number[] = [CODE_LEFT, CLOSE.replacedByNewerConnection, CLOSE.signInEnded, CLOSE.kicked];

/** One's wait for a ranked match: a connection that is lost is made anew, in the same place, until a match calls or one has left. */
export class QueueLink {
  readonly #options: QueueOptions;
  #connection: QueueConnection | undefined;
  /** Counts the waits: what belongs to an earlier one is over. */
  #stay = 0;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** Begins to wait, in place of any other wait. Rejects with words for the player. */
  async enter(wish: ToQueue['enter']): Promise<void> {
    this.leave();
    const stay = this.#stay;
    const connection = await this.#options.connect();
    if (stay === this.#stay) this.#attend(connection, wish);
    else connection.leave();
  }

  leave(): void {
    this.#stay += 1;
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.leave();
  }

  #attend(connection: QueueConnection, wish: ToQueue['enter']): void {
    const stay = this.#stay;
    const isOn = (): boolean => stay === this.#stay && connection === this.#connection;
    this.#connection = connection;
    connection.onMessage('progress', (progress) => {
      if (isOn()) this.#options.onProgress(progress);
    });
    connection.onMessage('matched', (call) => {
      if (!isOn()) return;
      this.leave();
      this.#options.onMatch(call);
    });
    connection.onMessage('refused', (refusal) => {
      if (!isOn()) return;
      this.leave();
      this.#options.onRefusal(refusal);
    });
    connection.onLeave((code, reason = '') => {
      if (!isOn()) return;
      if (FINAL_CODES.includes(code)) {
        this.#connection = undefined;
        this.#options.onEnd(reason);
      } else {
        this.#options.onLost();
        void this.#comeBack(wish);
      }
    });
    connection.send('enter', wish);
  }

  async #comeBack(wish: ToQueue['enter']): Promise<void> {
    const stay = this.#stay;
    try {
      // The place in the queue is kept for 15 seconds: the first tries come well within them.
      const connection = await openAgain({ ...this.#options, isWanted: () => stay === this.#stay });
      if (connection !== undefined) this.#attend(connection, wish);
    } catch (error) {
      this.leave();
      this.#options.onEnd((error as Error).message);
    }
  }
}
