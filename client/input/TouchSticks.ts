import type { Vec } from '../../shared/math/vec.ts';
import { make } from '../hud/dom.ts';
import type { TouchState } from './sampleCommand.ts';
import { stickTilt, STICK_RADIUS_PX } from './stickTilt.ts';

/** What the on-screen buttons ask for. */
export interface TouchListener {
  onNextWeapon(): void;
  onPause(): void;
}

interface Thumb {
  readonly pointer: number;
  readonly origin: Vec;
  tilt: Vec;
}

/**
 * Two sticks that appear where the thumbs come down, the left half moving and the right half aiming and firing,
 * with buttons beside the right thumb. Where fingers are the first hands they are there at once, elsewhere when the
 * glass is first touched.
 */
export class TouchSticks {
  readonly #root = make('div', { class: 'touch', testId: 'touch' });
  readonly #surface: HTMLElement;
  readonly #knobs = { move: makeStick('move'), aim: makeStick('aim') };
  #thumbs: { move?: Thumb; aim?: Thumb } = {};
  #dash = false;
  #scores = false;
  readonly #abort = new AbortController();

  constructor(surface: HTMLElement, listener: TouchListener) {
    this.#surface = surface;
    this.#root.hidden = true;
    const dash = this.#makeButton('dash', 'Dash');
    const hold = (held: boolean) => (event: Event) => {
      event.preventDefault();
      this.#dash = held;
    };
    dash.addEventListener('pointerdown', hold(true));
    for (const type of ['pointerup', 'pointercancel', 'pointerleave']) dash.addEventListener(type, hold(false));
    this.#makeButton('weapon', 'Next weapon').addEventListener('pointerdown', () => listener.onNextWeapon());
    this.#makeButton('pause', 'Menu').addEventListener('click', () => listener.onPause());
    this.#makeButton('scores', 'Scores').addEventListener('click', () => (this.#scores = !this.#scores));
    this.#root.append(this.#knobs.move, this.#knobs.aim);
    surface.append(this.#root);
    if (matchMedia('(pointer: coarse)').matches) this.#show();
    const { signal } = this.#abort;
    surface.addEventListener('pointerdown', (event) => this.#touch(event), { signal });
    surface.addEventListener('pointermove', (event) => this.#drag(event), { signal });
    for (const type of ['pointerup', 'pointercancel'] as const) {
      surface.addEventListener(type, (event) => this.#lift(event.pointerId), { signal });
    }
  }

  get state(): TouchState {
    return { move: this.#thumbs.move?.tilt, aim: this.#thumbs.aim?.tilt, dash: this.#dash };
  }

  /** Whether the scoreboard was asked for. */
  get showsScoreboard(): boolean {
    return this.#scores;
  }

  /** Lifts both thumbs: the page has lost the glass. */
  release(): void {
    for (const thumb of [this.#thumbs.move, this.#thumbs.aim]) if (thumb) this.#lift(thumb.pointer);
    this.#dash = false;
    this.#scores = false;
  }

  destroy(): void {
    this.#abort.abort();
    this.#root.remove();
  }

  #makeButton(name: string, label: string): HTMLButtonElement {
    const button = make('button', { class: `touch-button touch-${name}`, label, testId: `touch-${name}` });
    button.type = 'button';
    button.addEventListener('pointerdown', (event) => event.stopPropagation());
    this.#root.append(button);
    return button;
  }

  #show(): void {
    this.#root.hidden = false;
    document.documentElement.classList.add('has-touch');
  }

  #touch(event: PointerEvent): void {
    if (event.pointerType !== 'touch') return;
    this.#show();
    const box = this.#surface.getBoundingClientRect();
    const side = event.clientX - box.left < box.width / 2 ? 'move' : 'aim';
    if (this.#thumbs[side] !== undefined) return;
    const origin = { x: event.clientX - box.left, y: event.clientY - box.top };
    this.#thumbs[side] = { pointer: event.pointerId, origin, tilt: { x: 0, y: 0 } };
    showStick(this.#knobs[side], origin, { x: 0, y: 0 });
  }

  #drag(event: PointerEvent): void {
    for (const side of ['move', 'aim'] as const) {
      const thumb = this.#thumbs[side];
      if (thumb?.pointer !== event.pointerId) continue;
      const box = this.#surface.getBoundingClientRect();
      thumb.tilt = stickTilt(thumb.origin, { x: event.clientX - box.left, y: event.clientY - box.top });
      showStick(this.#knobs[side], thumb.origin, thumb.tilt);
    }
  }

  #lift(pointer: number): void {
    for (const side of ['move', 'aim'] as const) {
      if (this.#thumbs[side]?.pointer !== pointer) continue;
      delete this.#thumbs[side];
      this.#knobs[side].hidden = true;
    }
  }
}

function makeStick(side: string): HTMLElement {
  const stick = make('div', { class: `stick stick-${side}` }, [make('div', { class: 'stick-knob' })]);
  stick.hidden = true;
  return stick;
}

function showStick(stick: HTMLElement, origin: Vec, tilt: Vec): void {
  stick.hidden = false;
  stick.style.transform = `translate(${origin.x}px, ${origin.y}px)`;
  const knob = stick.firstElementChild;
  if (!(knob instanceof HTMLElement)) return;
  knob.style.transform = `translate(${tilt.x * STICK_RADIUS_PX}px, ${tilt.y * STICK_RADIUS_PX}px)`;
}
