import { mapOf } from '../../shared/defs/mapOf.ts';
import { MAP_IDS, MAPS, type MapId } from '../../shared/defs/maps.ts';
import { MODE_IDS, MODES, type ModeId } from '../../shared/defs/modes.ts';
import { make, setShown } from '../hud/dom.ts';
import type { Settings } from '../settings/Settings.ts';

interface Choice {
  readonly value: string;
  readonly title: string;
  readonly note: string;
  readonly map?: MapId;
}

/** The first page: who plays, what and where. Its frame stands in index.html, so it is there at once. */
export class Menu {
  readonly #root = element('menu');
  readonly #name = element('name') as HTMLInputElement;
  readonly #notice = element('notice');
  readonly #settings: Settings;
  #settingsOpen = false;

  constructor(settings: Settings, play: () => void, watch: () => void) {
    this.#settings = settings;
    this.#name.value = settings.get('name');
    this.#name.addEventListener('input', () => settings.set('name', this.#name.value));
    const modes = MODE_IDS.map((value) => ({ value, title: MODES[value].name, note: MODES[value].rule }));
    const maps: Choice[] = MAP_IDS.map((map) => ({ value: map, title: MAPS[map].name, note: playersNote(map), map }));
    fillChoices('modes', modes, settings.get('mode'), (value) => {
      settings.set('mode', value as ModeId);
      this.#offerMaps();
    });
    fillChoices('maps', maps, settings.get('map'), (value) => settings.set('map', value as MapId));
    this.#offerMaps();
    element('play-form').addEventListener('submit', (event) => {
      event.preventDefault();
      play();
    });
    element('watch').addEventListener('click', () => watch());
    element('open-settings').addEventListener('click', () => void this.#toggleSettings());
    // The lamp follows the mouse over the title.
    this.#root.addEventListener('pointermove', ({ clientX, clientY }) => {
      this.#root.style.setProperty('--lamp-x', `${clientX}px`);
      this.#root.style.setProperty('--lamp-y', `${clientY}px`);
    });
  }

  /** Shows the menu, with a notice of what went wrong, if anything; else with what was told while it was hidden. */
  show(notice = ''): void {
    setShown(this.#root, true);
    this.tell(notice === '' ? this.#notice.textContent : notice);
  }

  /** Says something to whoever sees the menu, now or when they come back to it. */
  tell(notice: string): void {
    this.#notice.textContent = notice;
    setShown(this.#notice, notice !== '');
    // Below on a small screen one would not see it.
    this.#notice.scrollIntoView({ block: 'nearest' });
  }

  hide(): void {
    setShown(this.#root, false);
    this.tell('');
  }

  /** Only the maps that the mode is played on; which one was chosen for the others is not forgotten. */
  #offerMaps(): void {
    const mode = this.#settings.get('mode');
    const chosen = mapOf(mode, this.#settings.get('map'));
    for (const radio of element('maps').querySelectorAll('input')) {
      radio.disabled = !MODES[mode].maps.some((map) => map === radio.value);
      radio.checked = radio.value === chosen;
    }
  }

  async #toggleSettings(): Promise<void> {
    const place = element('settings');
    this.#settingsOpen = !this.#settingsOpen;
    if (place.childElementCount === 0) {
      const { SettingsPanel } = await import('./SettingsPanel.ts');
      if (place.childElementCount === 0) place.append(new SettingsPanel(this.#settings).root);
    }
    setShown(place, this.#settingsOpen);
    if (this.#settingsOpen) place.scrollIntoView({ block: 'end', behavior: 'smooth' });
  }
}

/** An element that index.html has by this id. */
export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`index.html has no #${id}`);
  return found;
}

function playersNote(map: MapId): string {
  return `best with ${MAPS[map].comfortablePlayers}`;
}

function fillChoices(place: string, choices: readonly Choice[], chosen: string, choose: (value: string) => void): void {
  for (const { value, title, note, map } of choices) {
    const radio = make('input');
    radio.type = 'radio';
    radio.name = place;
    radio.value = value;
    radio.checked = value === chosen;
    radio.addEventListener('change', () => choose(value));
    const card = make('label', { class: 'choice' }, [radio]);
    const text = make('span', { class: 'choice-text' }, [
      make('b', { text: title }),
      make('span', { class: 'quiet', text: note }),
    ]);
    if (map !== undefined) {
      const canvas = make('canvas', { class: 'preview' });
      canvas.dataset.map = map;
      card.append(canvas);
    }
    card.append(text);
    element(place).append(card);
  }
}
