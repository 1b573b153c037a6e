import type { TextStore } from '../../client/settings/KeptText.ts';

/** What a browser keeps for its pages, here for one test. */
export function memoryStore(): TextStore {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}
