import { readSettings, writeSettings, type SettingsValues } from './readSettings.ts';

export type { SettingsValues } from './readSettings.ts';

type Listener = (key: keyof SettingsValues) => void;

/** Where settings are kept; `localStorage` has this shape. */
export type SettingsStore = Pick<Storage, 'getItem' | 'setItem'>;

const STORE_KEY = 'fracas.settings';

/** The player's settings, kept by the browser. A browser that keeps nothing still plays, with defaults. */
export class Settings {
  #values: SettingsValues;
  #overrides: Partial<SettingsValues> = {};
  readonly #store: SettingsStore | undefined;
  readonly #listeners = new Set<Listener>();

  /** @param calm whether the system asks for reduced motion */
  constructor(store: SettingsStore | undefined, calm = false) {
    this.#store = store;
    this.#values = readSettings(this.#stored(), calm);
  }

  get<K extends keyof SettingsValues>(key: K): SettingsValues[K] {
    return this.#overrides[key] ?? this.#values[key];
  }

  /** Changes one setting, keeps it, and tells every listener. */
  set<K extends keyof SettingsValues>(key: K, value: SettingsValues[K]): void {
    if (this.get(key) === value) return;
    const { [key]: _, ...others } = this.#overrides;
    this.#overrides = others as Partial<SettingsValues>;
    this.#values = { ...this.#values, [key]: value };
    try {
      this.#store?.setItem(STORE_KEY, writeSettings(this.#values));
    } catch {
      // A full or forbidden store costs remembering, never playing.
    }
    for (const listener of this.#listeners) listener(key);
  }

  /** Changes one setting for this visit only: the browser keeps the stored value until it is next set. */
  override<K extends keyof SettingsValues>(key: K, value: SettingsValues[K]): void {
    this.#overrides = { ...this.#overrides, [key]: value };
  }

  /** Calls `listener` with the key after each change; returns how to stop. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #stored(): string | null {
    try {
      return this.#store?.getItem(STORE_KEY) ?? null;
    } catch {
      return null;
    }
  }
}
