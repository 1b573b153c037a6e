import { QUICK_PHRASE_IDS, QUICK_PHRASES, type ChatAudience } from '../../shared/defs/chat.ts';
import type { Vec } from '../../shared/math/vec.ts';
import type { ChatFeed } from '../chat/ChatFeed.ts';
import { chosenPhrase } from '../chat/chosenPhrase.ts';
import { make, makeButton, setShown, setText } from './dom.ts';

/** So far the mouse has to go from where it was when the wheel opened. */
const LEAST_WAY_PX = 24;
const LEAST_TILT = 0.5;

/** What the hands do with the wheel. */
export interface WheelHands {
  /** Whom one wants to speak to; undefined while no key is held. */
  readonly to: ChatAudience | undefined;
  /** The mouse, in CSS pixels. */
  readonly pointer: Readonly<Vec> | undefined;
  /** The right stick, within the unit circle. */
  readonly stick: Readonly<Vec> | undefined;
}

/** The phrases around the middle of the screen while a key is held: point at one and let go. A finger taps one. */
export class ChatWheel {
  readonly root = make('div', { class: 'chat-wheel', testId: 'chat-wheel' });
  /** Opens and closes it where there are no keys. */
  readonly button: HTMLButtonElement;
  readonly #feed: ChatFeed;
  readonly #audience = make('span', { class: 'chat-audience' });
  readonly #phrases: readonly HTMLElement[];
  #to: ChatAudience | undefined;
  #isTapped = false;
  #origin: Readonly<Vec> | undefined;
  #chosen: number | undefined;

  constructor(feed: ChatFeed) {
    this.#feed = feed;
    this.#phrases = QUICK_PHRASE_IDS.map((id, index) => this.#makePhrase(id, index));
    this.root.append(this.#audience, ...this.#phrases);
    this.root.hidden = true;
    this.button = makeButton('…', { class: 'touch-button touch-chat', label: 'Say', testId: 'touch-chat' }, () => {
      this.#isTapped = !this.#isTapped;
    });
    this.button.addEventListener('pointerdown', (event) => event.stopPropagation());
  }

  get isOpen(): boolean {
    return this.#to !== undefined;
  }

  /** @param hasTeam without one nobody would hear what is said to it */
  update({ to, pointer, stick }: WheelHands, hasTeam: boolean): void {
    const held = to === 'team' && !hasTeam ? undefined : to;
    const wish = this.#feed.rule === 'off' ? undefined : (held ?? (this.#isTapped ? 'all' : undefined));
    setShown(this.button, this.#feed.rule !== 'off');
    if (wish !== undefined && this.#to === undefined) this.#open(wish, pointer);
    else if (wish === undefined && this.#to !== undefined) this.#close(this.#to);
    if (this.#to !== undefined && held !== undefined) this.#choose(this.#pointedAt(pointer, stick));
  }

  #open(to: ChatAudience, pointer: Readonly<Vec> | undefined): void {
    this.#to = to;
    this.#origin = pointer;
    this.#choose(undefined);
    setText(this.#audience, to === 'all' ? 'To all' : 'To the team');
    setShown(this.root, true);
  }

  #close(to: ChatAudience): void {
    const phrase = this.#chosen === undefined ? undefined : QUICK_PHRASE_IDS[this.#chosen];
    if (phrase !== undefined) this.#feed.sayPhrase(phrase, to);
    this.#to = undefined;
    setShown(this.root, false);
  }

  #pointedAt(pointer: Readonly<Vec> | undefined, stick: Readonly<Vec> | undefined): number | undefined {
    if (stick !== undefined) {
      const chosen = chosenPhrase(stick, QUICK_PHRASE_IDS.length, LEAST_TILT);
      if (chosen !== undefined) return chosen;
    }
    if (pointer === undefined || this.#origin === undefined) return this.#chosen;
    const away = { x: pointer.x - this.#origin.x, y: pointer.y - this.#origin.y };
    return chosenPhrase(away, QUICK_PHRASE_IDS.length, LEAST_WAY_PX) ?? this.#chosen;
  }

  #choose(index: number | undefined): void {
    this.#chosen = index;
    this.#phrases.forEach((phrase, each) => phrase.classList.toggle('is-chosen', each === index));
  }

  #makePhrase(id: keyof typeof QUICK_PHRASES, index: number): HTMLElement {
    const phrase = makeButton(QUICK_PHRASES[id], { class: 'chat-phrase' }, () => {
      this.#choose(index);
      this.#isTapped = false;
    });
    phrase.addEventListener('pointerdown', (event) => event.stopPropagation());
    phrase.style.setProperty('--turn', `${index / QUICK_PHRASE_IDS.length}turn`);
    return phrase;
  }
}
