import { setShown } from '../hud/dom.ts';
import { element } from './Menu.ts';

/** What is done of getting into an arena, with its share of the bar when it is. */
const STEPS = {
  start: { share: 0.08, next: 'Loading the game' },
  code: { share: 0.4, next: 'Finding an arena' },
  seat: { share: 0.55, next: 'Taking a seat' },
  state: { share: 0.7, next: 'Unrolling the map' },
  map: { share: 0.8, next: 'Switching on the light' },
  arena: { share: 1, next: 'Go' },
} as const;

/** The bar between menu and arena. */
export class Loading {
  readonly #root = element('loading');

  show(): void {
    this.report('start');
    setShown(this.#root, true);
  }

  report(done: keyof typeof STEPS): void {
    const { share, next } = STEPS[done];
    element('progress').style.setProperty('--share', String(share));
    element('loading-step').textContent = next;
  }

  hide(): void {
    setShown(this.#root, false);
  }
}
