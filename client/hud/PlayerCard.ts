import { REPORT_REASON_IDS, REPORT_REASONS, type ReportReason } from '../../shared/defs/reports.ts';
import type { ChatFeed } from '../chat/ChatFeed.ts';
import { isShown, make, makeButton, setShown, setText } from './dom.ts';

export interface CardListener {
  /** The card takes the hands off the avatar while it is open. */
  onToggle(open: boolean): void;
  onReport(player: string, reason: ReportReason): void;
}

/** What one can do about somebody else: hear them no more, and report them to the host when they play. */
export class PlayerCard {
  readonly root = make('div', { class: 'overlay', testId: 'player-card' });
  readonly #feed: Pick<ChatFeed, 'isMuted' | 'setMuted'>;
  readonly #listener: CardListener;
  readonly #name = make('h2');
  readonly #mute: HTMLButtonElement;
  readonly #reports = make('div', { class: 'card-reports' });
  #player = '';

  constructor(feed: Pick<ChatFeed, 'isMuted' | 'setMuted'>, listener: CardListener) {
    this.#feed = feed;
    this.#listener = listener;
    this.#mute = makeButton('', { testId: 'mute-player' }, () => {
      feed.setMuted(this.#player, !feed.isMuted(this.#player));
      this.close();
    });
    const reasons = REPORT_REASON_IDS.map((reason) =>
      makeButton(REPORT_REASONS[reason], { testId: `report-${reason}` }, () => this.#report(reason)),
    );
    const hint = make('p', { class: 'quiet', text: 'Report to the host, with the last half minute of the match:' });
    this.#reports.append(hint, ...reasons);
    const card = make('div', { class: 'panel card' }, [
      this.#name,
      this.#mute,
      this.#reports,
      makeButton('Close', { class: 'primary' }, () => this.close()),
    ]);
    this.root.append(card);
    this.root.hidden = true;
  }

  get isOpen(): boolean {
    return isShown(this.root);
  }

  /** @param plays whether they are in the match, of which there is something to report */
  open(player: string, name: string, plays: boolean): void {
    this.#player = player;
    setShown(this.#reports, plays);
    setText(this.#name, name);
    setText(this.#mute, this.#feed.isMuted(player) ? 'Hear again' : 'Mute');
    setShown(this.root, true);
    this.#listener.onToggle(true);
    this.#mute.focus({ preventScroll: true });
  }

  close(): void {
    if (!this.isOpen) return;
    setShown(this.root, false);
    this.#listener.onToggle(false);
  }

  #report(reason: ReportReason): void {
    this.#listener.onReport(this.#player, reason);
    this.close();
  }
}
