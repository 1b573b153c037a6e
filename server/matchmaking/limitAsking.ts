import { HTTP_ERRORS, refusal } from '../errors.ts';
import type { LimitName, Limits } from '../http/limits.ts';
import type { Gate } from './createGate.ts';

export interface AskingOptions {
  readonly limits: Limits;
  /** What the request being answered counts under; undefined for one that is not counted. */
  readonly key: () => string | undefined;
  /** Told of each refusal before it is thrown, to say in its answer when it helps to try again. */
  readonly onRefusal: (waitSeconds: number) => void;
}

/** Both have to be kept: how many come at once, and how many in the long run. */
const OF_JOINING: readonly LimitName[] = ['seats', 'joins'];

/** Whoever comes back shows a token and takes no new seat, but asks again and again until the match has an owner. */
const OF_COMING_BACK: readonly LimitName[] = ['returns'];

/**
 * Bounds how often each address may ask the gate: neither rooms nor seats that nobody takes can be had by the hundred. It is asked before
 * anything is looked up, so that a flood costs next to nothing.
 */
export function limitAsking(gate: Gate, { limits, key, onRefusal }: AskingOptions): Gate {
  return async (method, roomName, options, auth) => {
    const counted = key();
    if (counted !== undefined) {
      for (const limit of method === 'reconnect' ? OF_COMING_BACK : OF_JOINING) {
        const waitSeconds = await limits.spend(limit, counted);
        if (waitSeconds === undefined) continue;
        onRefusal(waitSeconds);
        throw refusal(HTTP_ERRORS.tooManyJoins);
      }
    }
    return gate(method, roomName, options, auth);
  };
}
