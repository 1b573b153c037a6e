import { HTTP_ERRORS, refusal } from '../errors.ts';

/** Whether the store that all processes share answers. */
export interface StoreState {
  readonly isUp: boolean;
  /** How long it has been answering without a break, in milliseconds. */
  readonly upForMs: number;
  /** Calls when it stops answering; gives how to stop that. */
  onDown(listener: () => void): () => void;
}

/**
 * What `call` gives, which may need the store: nobody is to sit out a store's own time limits.
 *
 * @param store absent when there is none to go away
 * @throws a `storeAway` refusal, at once, when the store is away or goes away meanwhile
 */
export async function whileStoreAnswers<T>(store: StoreState | undefined, call: () => Promise<T>): Promise<T> {
  if (store === undefined) return call();
  if (!store.isUp) throw refusal(HTTP_ERRORS.storeAway);
  const away = Promise.withResolvers<never>();
  const stop = store.onDown(() => away.reject(refusal(HTTP_ERRORS.storeAway)));
  try {
    return await Promise.race([call(), away.promise]);
  } finally {
    stop();
  }
}
