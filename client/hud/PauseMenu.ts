import { isShown, make, makeButton, setShown } from './dom.ts';
import { SettingsPanel } from '../menu/SettingsPanel.ts';
import type { Settings } from '../settings/Settings.ts';

export interface PauseOptions {
  /** Whether one was called to this match: who leaves it early has lost it (RK5). */
  readonly isRanked: boolean;
  onToggle(open: boolean): void;
  onFullscreen(): void;
  onLeave(): void;
}

const NOTE = 'The match goes on without you.';
const RANKED_NOTE = `${NOTE} Whoever leaves before it is over has lost it.`;

/** The menu over a running match: it takes the hands off the avatar, and the match goes on. */
export class PauseMenu {
  readonly root = make('div', { class: 'overlay', testId: 'pause' });
  readonly #panel: SettingsPanel;
  readonly #options: PauseOptions;

  constructor(settings: Settings, options: PauseOptions) {
    this.#options = options;
    this.#panel = new SettingsPanel(settings);
    this.#panel.root.hidden = true;
    const resume = makeButton('Resume', { class: 'primary', testId: 'resume' }, () => this.toggle(false));
    const card = make('div', { class: 'panel card' }, [
      make('h2', { text: 'Menu' }),
      make('p', { class: 'quiet', text: options.isRanked ? RANKED_NOTE : NOTE }),
      resume,
      makeButton('Settings', { testId: 'open-settings' }, () => setShown(this.#panel.root, !isShown(this.#panel.root))),
      this.#panel.root,
      makeButton('Fullscreen', {}, () => options.onFullscreen()),
      makeButton('Leave the arena', { class: 'danger', testId: 'leave' }, () => options.onLeave()),
    ]);
    this.root.append(card);
    this.root.hidden = true;
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  toggle(open = !this.isOpen): void {
    if (open === this.isOpen) return;
    setShown(this.root, open);
    if (!open) this.#panel.close();
    this.#options.onToggle(open);
    if (open) this.root.querySelector('button')?.focus({ preventScroll: true });
  }
}
