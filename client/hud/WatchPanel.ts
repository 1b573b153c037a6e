import { make, setText } from './dom.ts';
import type { HudFrame } from './HudFrame.ts';

/** Whom one watches, bottom centre, and how to go to the next. */
export class WatchPanel {
  readonly root: HTMLElement;
  readonly #name = make('b', { testId: 'watched' });

  /** @param next told of a finger on the panel; every other hand has a button for it */
  constructor(next: () => void) {
    const hint = matchMedia('(pointer: coarse)').matches ? 'Tap here: next' : 'Click or Space: next';
    this.root = make('div', { class: 'panel watch', testId: 'watching' }, [
      make('span', { text: 'Watching ' }),
      this.#name,
      make('div', { class: 'quiet', text: hint }),
    ]);
    this.root.addEventListener('pointerdown', ({ pointerType }) => {
      if (pointerType === 'touch') next();
    });
  }

  update({ player }: HudFrame): void {
    setText(this.#name, player?.name ?? '…');
  }
}
