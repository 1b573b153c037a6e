import type { PaletteId } from '../render/palette.ts';
import { QUALITY_TRAITS } from '../render/quality.ts';
import { make, makeButton } from '../hud/dom.ts';
import {
  actionsWithoutKey,
  bindKey,
  DEFAULT_KEYS,
  describeCode,
  KEY_ACTIONS,
  type KeyAction,
} from '../settings/keyBindings.ts';
import type { Settings, SettingsValues } from '../settings/Settings.ts';

const QUALITY_NAMES: Readonly<Record<string, string>> = {
  auto: 'Automatic',
  ...Object.fromEntries(Object.keys(QUALITY_TRAITS).map((id) => [id, id[0]!.toUpperCase() + id.slice(1)])),
};
const PALETTE_NAMES: Readonly<Record<PaletteId, string>> = {
  standard: 'Standard',
  deuteranopia: 'Deuteranopia (green weak)',
  protanopia: 'Protanopia (red weak)',
  tritanopia: 'Tritanopia (blue weak)',
};

/** Sound, picture and keys; every change counts at once and is kept. */
export class SettingsPanel {
  readonly root = make('div', { class: 'settings', testId: 'settings' });
  readonly #settings: Settings;
  readonly #keys = make('div', { class: 'keys' });
  readonly #warning = make('p', { class: 'warning' });
  #abortCapture: AbortController | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
    const reset = makeButton('Reset keys', { class: 'quiet-button' }, () => this.#setKeys(DEFAULT_KEYS));
    this.root.append(
      make('h3', { text: 'Sound' }),
      this.#makeVolume(),
      this.#makeSwitch('muted', 'Mute'),
      make('h3', { text: 'Picture' }),
      this.#makeSelect('quality', 'Quality', QUALITY_NAMES),
      this.#makeSelect('palette', 'Colours', { ...PALETTE_NAMES }),
      this.#makeSwitch('shake', 'Screen shake'),
      this.#makeSwitch('flash', 'Flashes'),
      make('h3', { text: 'Keys' }),
      this.#keys,
      this.#warning,
      reset,
    );
    this.#showKeys();
  }

  /** Stops waiting for a key. */
  close(): void {
    this.#abortCapture?.abort();
    this.#showKeys();
  }

  #makeVolume(): HTMLElement {
    const slider = make('input');
    slider.type = 'range';
    slider.max = '100';
    slider.value = String(Math.round(this.#settings.get('volume') * 100));
    slider.addEventListener('input', () => this.#settings.set('volume', Number(slider.value) / 100));
    return makeRow('Volume', slider);
  }

  #makeSwitch(key: 'muted' | 'shake' | 'flash', label: string): HTMLElement {
    const box = make('input', { class: 'switch' });
    box.type = 'checkbox';
    box.checked = this.#settings.get(key);
    box.addEventListener('change', () => this.#settings.set(key, box.checked));
    // The mute key changes it behind the panel's back; the panel lives as long as the page.
    this.#settings.onChange((changed) => {
      if (changed === key) box.checked = this.#settings.get(key);
    });
    return makeRow(label, box);
  }

  #makeSelect(key: 'quality' | 'palette', label: string, names: Readonly<Record<string, string>>): HTMLElement {
    const select = make('select');
    for (const [value, text] of Object.entries(names)) {
      const option = make('option', { text });
      option.value = value;
      select.append(option);
    }
    select.value = this.#settings.get(key);
    select.addEventListener('change', () => {
      if (key === 'quality') this.#settings.set(key, select.value as SettingsValues['quality']);
      else this.#settings.set(key, select.value as PaletteId);
    });
    return makeRow(label, select);
  }

  #setKeys(keys: SettingsValues['keys']): void {
    this.#settings.set('keys', keys);
    this.#showKeys();
  }

  #showKeys(): void {
    const keys = this.#settings.get('keys');
    const rows = (Object.keys(KEY_ACTIONS) as KeyAction[]).map((action) => {
      const text = keys[action].map(describeCode).join(' or ') || 'no key';
      const button = makeButton(text, { class: 'key' }, () => this.#capture(action, button));
      return makeRow(KEY_ACTIONS[action], button);
    });
    this.#keys.replaceChildren(...rows);
    const missing = actionsWithoutKey(keys).map((action) => KEY_ACTIONS[action].toLowerCase());
    this.#warning.textContent = missing.length === 0 ? '' : `Without a key: ${missing.join(', ')}.`;
  }

  /** Takes the next key or mouse button for an action; Escape changes nothing. */
  #capture(action: KeyAction, button: HTMLButtonElement): void {
    this.#abortCapture?.abort();
    const abort = new AbortController();
    this.#abortCapture = abort;
    button.textContent = 'press a key…';
    button.classList.add('is-waiting');
    const take = (event: Event, code: string): void => {
      event.preventDefault();
      event.stopImmediatePropagation();
      abort.abort();
      this.#setKeys(bindKey(this.#settings.get('keys'), action, code));
    };
    const options = { capture: true, signal: abort.signal };
    window.addEventListener('keydown', (event) => take(event, event.code), options);
    window.addEventListener('pointerdown', (event) => take(event, `Mouse${event.button}`), options);
  }
}

function makeRow(label: string, control: HTMLElement): HTMLElement {
  return make('label', { class: 'setting' }, [make('span', { text: label }), control]);
}
