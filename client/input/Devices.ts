import type { Vec } from '../../shared/math/vec.ts';
import type { Wish } from '../../shared/net/ArenaSession.ts';
import { KEY_ACTIONS, type KeyAction } from '../settings/keyBindings.ts';
import type { WheelHands } from '../hud/ChatWheel.ts';
import type { Settings } from '../settings/Settings.ts';
import { readGamepad, type PadState } from './readGamepad.ts';
import { sampleCommand } from './sampleCommand.ts';
import { TouchSticks } from './TouchSticks.ts';
import { WeaponChoice, type Arsenal } from './WeaponChoice.ts';

/** What the devices ask of the page rather than of the avatar. */
export type PageAction = 'pause' | 'debug' | 'mute' | 'fullscreen' | 'write';

const PAGE_KEYS = ['mute', 'fullscreen', 'write'] as const;

const WEAPON_ACTIONS: readonly KeyAction[] = ['weapon1', 'weapon2', 'weapon3', 'weapon4', 'weapon5', 'weapon6'];

/** Keyboard, mouse, touch and game pad over one surface, all at once. */
export class Devices {
  /** While false the hands are empty: a menu has them. The match goes on. */
  enabled = true;
  readonly #settings: Settings;
  readonly #touch: TouchSticks;
  readonly #weapons = new WeaponChoice();
  readonly #held = new Set<string>();
  /** Pressed since the last sample: a tap shorter than a frame counts too. */
  readonly #tapped = new Set<string>();
  readonly #listeners = new Set<(action: PageAction) => void>();
  readonly #abort = new AbortController();
  readonly #surface: HTMLElement;
  #pointer: Vec | undefined;
  #pad: PadState | undefined;
  #aim = 0;

  constructor(surface: HTMLElement, settings: Settings) {
    this.#surface = surface;
    this.#settings = settings;
    this.#touch = new TouchSticks(surface, {
      onNextWeapon: () => this.#weapons.cycle(1),
      onPause: () => this.#tell('pause'),
    });
    const { signal } = this.#abort;
    window.addEventListener('keydown', (event) => this.#onKeyDown(event), { signal });
    window.addEventListener('keyup', (event) => this.#held.delete(event.code), { signal });
    window.addEventListener('blur', () => this.release(), { signal });
    document.addEventListener('visibilitychange', () => this.release(), { signal });
    surface.addEventListener('pointerdown', (event) => this.#onMouse(event, true), { signal });
    window.addEventListener('pointerup', (event) => this.#onMouse(event, false), { signal });
    window.addEventListener('pointermove', (event) => this.#onMove(event), { signal });
    surface.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
    surface.addEventListener('wheel', (event) => this.#onWheel(event), { signal, passive: true });
  }

  /** What the hands wish for one tick. `selfOnScreen`: the own avatar, in CSS pixels from the surface's corner. */
  sample(selfOnScreen: Readonly<Vec>): Wish {
    this.#pollPad();
    if (!this.enabled) return { moveX: 0, moveY: 0, aim: this.#aim, buttons: 0, weapon: 0 };
    const held = this.#actionsDown();
    const state = { held, pointer: this.#pointer, touch: this.#touch.state, pad: this.#pad };
    const wish = { ...sampleCommand(state, selfOnScreen, this.#aim), weapon: this.#weapons.sample() };
    this.#aim = wish.aim;
    this.#tapped.clear();
    return wish;
  }

  /** Where the mouse is, in CSS pixels from the surface's corner; undefined until it has moved. */
  get pointer(): Readonly<Vec> | undefined {
    return this.#pointer;
  }

  /** Whether the scoreboard is held open. */
  get showsScoreboard(): boolean {
    return this.#isDown('scoreboard') || this.#pad?.scoreboard === true || this.#touch.showsScoreboard;
  }

  /** What they do with the wheel of phrases. */
  get wheel(): WheelHands {
    const saysAll = this.#isDown('sayAll') || this.#pad?.sayAll === true;
    const saysTeam = this.#isDown('sayTeam') || this.#pad?.sayTeam === true;
    const to = saysAll ? 'all' : saysTeam ? 'team' : undefined;
    return { to: this.enabled ? to : undefined, pointer: this.#pointer, stick: this.#pad?.look };
  }

  /** Tells what can be fired, for the wheel and the number keys to choose from. */
  seeArsenal(arsenal: Arsenal): void {
    this.#weapons.see(arsenal);
  }

  /** Calls `listener` when a key asks something of the page; returns how to stop. */
  onAction(listener: (action: PageAction) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Lets go of everything, as when the page loses the keyboard: keys released elsewhere are never told. */
  release(): void {
    this.#held.clear();
    this.#tapped.clear();
    this.#touch.release();
    this.#weapons.forget();
  }

  destroy(): void {
    this.#abort.abort();
    this.#touch.destroy();
  }

  #tell(action: PageAction): void {
    for (const listener of this.#listeners) listener(action);
  }

  #isDown(action: KeyAction): boolean {
    return this.#settings.get('keys')[action].some((code) => this.#held.has(code) || this.#tapped.has(code));
  }

  #actionsDown(): ReadonlySet<KeyAction> {
    return new Set((Object.keys(KEY_ACTIONS) as KeyAction[]).filter((action) => this.#isDown(action)));
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.code === 'Escape') this.#tell('pause');
    if (event.code === 'F3') {
      event.preventDefault();
      this.#tell('debug');
    }
    if (!this.enabled || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.#press(event.code)) event.preventDefault();
  }

  #onMouse(event: PointerEvent, down: boolean): void {
    if (event.pointerType === 'touch') return;
    // Further mouse buttons come as `pointermove`; `buttons` says which are down after each.
    this.#readMouseButtons(event);
    if (down && event.target === this.#surface) this.#surface.focus({ preventScroll: true });
  }

  #onMove(event: PointerEvent): void {
    if (event.pointerType === 'touch') return;
    const box = this.#surface.getBoundingClientRect();
    this.#pointer = { x: event.clientX - box.left, y: event.clientY - box.top };
    if (event.button !== -1) this.#readMouseButtons(event);
  }

  /** `buttons` numbers right and middle the other way round than `button` does. */
  #readMouseButtons({ buttons }: PointerEvent): void {
    [1, 4, 2, 8, 16].forEach((bit, button) => {
      const code = `Mouse${button}`;
      if ((buttons & bit) === 0) this.#held.delete(code);
      else if (this.enabled && !this.#held.has(code)) this.#press(code);
    });
  }

  #onWheel(event: WheelEvent): void {
    if (this.enabled && event.deltaY !== 0) this.#weapons.cycle(Math.sign(event.deltaY));
  }

  /** Notes a key or button that went down; tells whether it means anything. */
  #press(code: string): boolean {
    const keys = this.#settings.get('keys');
    const actions = (Object.keys(keys) as KeyAction[]).filter((action) => keys[action].includes(code));
    if (actions.length === 0) return false;
    this.#held.add(code);
    this.#tapped.add(code);
    for (const action of actions) this.#startAction(action);
    return true;
  }

  #startAction(action: KeyAction): void {
    const weapon = WEAPON_ACTIONS.indexOf(action) + 1;
    if (weapon > 0) this.#weapons.choose(weapon);
    else if (action === 'nextWeapon') this.#weapons.cycle(1);
    else if (action === 'previousWeapon') this.#weapons.cycle(-1);
    else if (isPageKey(action)) this.#tell(action);
  }

  #pollPad(): void {
    const pad = navigator.getGamepads().find((each) => each !== null && each.connected);
    const before = this.#pad;
    this.#pad = pad ? readGamepad(pad) : undefined;
    const pressed = (button: 'nextWeapon' | 'previousWeapon' | 'pause'): boolean =>
      this.#pad?.[button] === true && before?.[button] !== true;
    if (pressed('pause')) this.#tell('pause');
    if (pressed('nextWeapon')) this.#weapons.cycle(1);
    if (pressed('previousWeapon')) this.#weapons.cycle(-1);
  }
}

function isPageKey(action: KeyAction): action is (typeof PAGE_KEYS)[number] {
  return PAGE_KEYS.some((each) => each === action);
}
