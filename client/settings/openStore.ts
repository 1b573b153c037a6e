/** The store, or undefined where the browser forbids it: already reaching for one throws there. */
export function openStore(reach: () => Storage): Storage | undefined {
  try {
    return reach();
  } catch {
    return undefined;
  }
}
