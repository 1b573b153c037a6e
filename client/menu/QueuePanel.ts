import { RANKED_MODES, type RankedMode } from '../../shared/defs/ranked.ts';
import type { MatchCall } from '../../shared/net/MatchCard.ts';
import type { FromQueue, ToQueue } from '../../shared/net/queueMessages.ts';
import { make, makeButton, setShown } from '../hud/dom.ts';
import type { QueueLink, QueueOptions } from '../net/QueueLink.ts';
import type { KeptWish } from './KeptWish.ts';
import { element } from './Menu.ts';
import { describeCard, describeProgress, describeRefusal, formatWait, RANKED_TITLES } from './queueTexts.ts';
import { wordsOf } from './wordsOf.ts';

/** So long the card is shown before the match is entered; its room waits for longer. */
const CARD_MS = 3000;
const LOST = 'The connection is lost. Coming back to your place in the queue…';

type Told = Pick<QueueOptions, 'onProgress' | 'onLost' | 'onMatch' | 'onRefusal' | 'onEnd'>;

export interface QueuePanelOptions {
  /** Opens one's way into the queue, which is fetched then. */
  readonly open: (told: Told) => Promise<QueueLink>;
  /** A mode was chosen: `enter` follows, at once or when a party is ready for it. */
  readonly choose: (mode: RankedMode) => void;
  /** Joins the room of a match that one was called to for this wish. */
  readonly join: (roomId: string, wish: ToQueue['enter']) => void;
  /** What one waits for, as long as one does. */
  readonly kept: Pick<KeptWish, 'keep' | 'drop'>;
}

/** The part of the menu for ranked play: the choice of a mode, the wait, and the card of the match that was found. */
export class QueuePanel {
  readonly #options: QueuePanelOptions;
  readonly #modes = element('ranked-modes');
  readonly #queue = element('queue');
  readonly #clock = make('output', { class: 'queue-clock', testId: 'queue-clock' });
  readonly #lines = make('p', { class: 'quiet', testId: 'queue-lines' });
  #link: Promise<QueueLink> | undefined;
  /** What one waits for, or waited for last. */
  #wish: ToQueue['enter'] | undefined;
  #entering: ReturnType<typeof setTimeout> | undefined;
  /** Counts the waits: what comes of an earlier one is not shown. */
  #wait = 0;

  constructor(options: QueuePanelOptions) {
    this.#options = options;
    for (const mode of RANKED_MODES) {
      const button = makeButton(RANKED_TITLES[mode], { testId: `queue-${mode}` }, () => options.choose(mode));
      this.#modes.append(button);
    }
  }

  /** Waits no more, if one did. */
  leave(): void {
    this.#wait += 1;
    this.#options.kept.drop();
    clearTimeout(this.#entering);
    this.#link?.then(
      (link) => link.leave(),
      () => undefined,
    );
    this.#show();
  }

  /**
   * Waits for a match, alone or in a party; an earlier wait is over. Never rejects.
   * @param why one waits, for whoever has not asked for it
   */
  async enter(wish: ToQueue['enter'], why?: string): Promise<void> {
    const wait = ++this.#wait;
    this.#wish = wish;
    this.#options.kept.keep(wish);
    this.#clock.textContent = formatWait(0);
    this.#lines.textContent = 'Entering the queue…';
    const cancel = makeButton('Cancel', { class: 'quiet-button', testId: 'leave-queue' }, () => this.leave());
    const title = make('p', { class: 'label', text: RANKED_TITLES[wish.mode] });
    const notice = why === undefined ? [] : [makeNotice(why)];
    this.#show(title, ...notice, this.#clock, this.#lines, cancel);
    try {
      this.#link ??= this.#options.open({
        onProgress: (progress) => this.#showProgress(progress),
        onLost: () => (this.#lines.textContent = LOST),
        onMatch: (call) => this.#showCard(call),
        onRefusal: (refusal) => this.#say(describeRefusal(refusal)),
        onEnd: (reason) => this.#say(reason),
      });
      const link = await this.#link;
      if (wait === this.#wait) await link.enter(wish);
    } catch (error) {
      this.#link = undefined;
      if (wait === this.#wait) this.#say(wordsOf(error));
    }
  }

  #showProgress(progress: FromQueue['progress']): void {
    this.#clock.textContent = formatWait(progress.waitedMs);
    this.#lines.textContent = describeProgress(progress).join(' ');
  }

  #showCard({ roomId, card }: MatchCall): void {
    const rows = describeCard(card).flatMap(([name, value]) => [
      make('dt', { text: name }),
      make('dd', { text: value }),
    ]);
    this.#show(
      make('p', { class: 'label', text: `${RANKED_TITLES[card.mode]}: a match is found` }),
      make('dl', { class: 'queue-card', testId: 'match-card' }, rows),
    );
    const wish = this.#wish!;
    this.#entering = setTimeout(() => this.#options.join(roomId, wish), CARD_MS);
  }

  /** Tells why one waits no longer. */
  #say(text: string): void {
    this.#options.kept.drop();
    this.#show(makeNotice(text));
    setShown(this.#modes, true);
  }

  /** What there is to show of a wait; nothing, and the choice of modes again, without any. */
  #show(...parts: readonly Node[]): void {
    this.#queue.replaceChildren(...parts);
    setShown(this.#queue, parts.length > 0);
    setShown(this.#modes, parts.length === 0);
    if (parts.length > 0) this.#queue.scrollIntoView({ block: 'nearest' });
  }
}

function makeNotice(text: string): HTMLElement {
  return make('p', { class: 'warning', text, testId: 'queue-notice' });
}
