import { RANKED_MODES } from '../../shared/defs/ranked.ts';
import type { ToQueue } from '../../shared/net/queueMessages.ts';
import { KeptText, type TextStore } from '../settings/KeptText.ts';

/** What one waits for in the queue, for when the page is loaded anew meanwhile: the server keeps one's place for a moment. */
export class KeptWish {
  readonly #kept: KeptText;

  constructor(store: TextStore | undefined) {
    this.#kept = new KeptText(store, 'fracas.queue');
  }

  /** Undefined when one did not wait. The server judges what else is in it. */
  get wish(): ToQueue['enter'] | undefined {
    try {
      const wish = JSON.parse(this.#kept.text ?? 'null') as ToQueue['enter'] | null;
      return wish !== null && RANKED_MODES.includes(wish.mode) ? wish : undefined;
    } catch {
      return undefined;
    }
  }

  keep(wish: ToQueue['enter']): void {
    this.#kept.keep(JSON.stringify(wish));
  }

  drop(): void {
    this.#kept.drop();
  }
}
