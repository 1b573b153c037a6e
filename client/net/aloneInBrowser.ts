const LOCK = 'fracas.login';

/** Does something while no other tab does the same, where the browser can tell: pages of the local network may not ask. */
export function aloneInBrowser<T>(work: () => Promise<T>): Promise<T> {
  const { locks } = navigator as { readonly locks?: LockManager };
  return locks === undefined ? work() : (locks.request(LOCK, work) as Promise<T>);
}
