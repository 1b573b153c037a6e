import { CHAT, QUICK_PHRASES, type ChatAudience } from '../../shared/defs/chat.ts';
import type { ChatLine } from '../../shared/net/messages.ts';
import type { ChatFeed, FeedLine } from '../chat/ChatFeed.ts';
import { cssColour, PALETTES } from '../render/palette.ts';
import { lookOf } from '../render/playerLook.ts';
import { isShown, make, setShown, setText } from './dom.ts';
import type { HudFrame } from './HudFrame.ts';
import { NOTICE_TEXTS } from './hudTexts.ts';

const SHOWN_MS = 9_000;
const MOST_LINES = 7;
const MARKS: Readonly<Record<ChatLine['to'], string>> = { all: '', team: 'Team', spectators: 'Watching' };

/** What is said, at the left edge, newest below; and the line in which one writes, where the host allows it. */
export class ChatPanel {
  readonly root = make('div', { class: 'chat', testId: 'chat' });
  readonly #feed: ChatFeed;
  readonly #lines = make('div', { class: 'chat-lines', testId: 'chat-lines' });
  readonly #entry = make('div', { class: 'chat-entry' });
  readonly #audience = make('span', { class: 'chat-audience' });
  readonly #input = make('input', { label: 'Say something', testId: 'chat-input' });
  readonly #onWriting: (isWriting: boolean) => void;
  #to: ChatAudience = 'all';
  #hasTeam = false;
  #drawn: readonly FeedLine[] = [];

  /** @param onWriting told when the keys write, and when they play again */
  constructor(feed: ChatFeed, onWriting: (isWriting: boolean) => void) {
    this.#feed = feed;
    this.#onWriting = onWriting;
    this.#input.maxLength = CHAT.maxCharacters;
    this.#input.autocomplete = 'off';
    this.#input.addEventListener('keydown', (event) => this.#onKey(event));
    this.#input.addEventListener('blur', () => this.#close());
    this.#entry.append(this.#audience, this.#input);
    this.#entry.hidden = true;
    this.root.append(this.#lines, this.#entry);
  }

  /** Opens the line to write in. */
  write(): void {
    if (this.#feed.rule !== 'text' || isShown(this.#entry)) return;
    this.#input.value = '';
    this.#address('all');
    setShown(this.#entry, true);
    this.#onWriting(true);
    this.#input.focus();
  }

  update(frame: HudFrame): void {
    this.#hasTeam = isInTeam(frame);
    const since = isShown(this.#entry) ? -Infinity : frame.nowMs - SHOWN_MS;
    const lines = this.#feed.lines.filter(({ atMs }) => atMs >= since).slice(-MOST_LINES);
    if (isSame(lines, this.#drawn)) return;
    this.#drawn = lines;
    this.#lines.replaceChildren(...lines.map(({ told }) => makeLine(frame, told)));
  }

  #address(to: ChatAudience): void {
    this.#to = to;
    setText(this.#audience, to === 'all' ? 'All' : 'Team');
  }

  #onKey(event: KeyboardEvent): void {
    // The keys are letters here, and none of them is for the game.
    event.stopPropagation();
    if (event.key === 'Tab') {
      event.preventDefault();
      this.#address(this.#to === 'all' && this.#hasTeam ? 'team' : 'all');
    } else if (event.key === 'Escape') this.#close();
    else if (event.key === 'Enter' && !event.isComposing) {
      this.#feed.say(this.#input.value, this.#to);
      this.#close();
    }
  }

  #close(): void {
    if (!isShown(this.#entry)) return;
    setShown(this.#entry, false);
    this.#onWriting(false);
  }
}

/** Whether one has a team to speak to: not in every mode, and not while one watches. */
export function isInTeam({ client, player }: Pick<HudFrame, 'client' | 'player'>): boolean {
  return client.watching === undefined && (player?.team ?? 0) !== 0;
}

function isSame(some: readonly FeedLine[], others: readonly FeedLine[]): boolean {
  return some.length === others.length && some.every((line, index) => line === others[index]);
}

function makeLine(frame: HudFrame, told: FeedLine['told']): HTMLElement {
  if ('notice' in told) return make('p', { class: 'chat-line quiet', text: NOTICE_TEXTS[told.notice] });
  const name = make('b', { text: told.name });
  name.style.color = colourOf(frame, told.from);
  const said = 'text' in told.said ? told.said.text : QUICK_PHRASES[told.said.phrase];
  const mark = MARKS[told.to];
  const marks = mark === '' ? [] : [make('span', { class: 'chat-mark', text: mark })];
  return make('p', { class: 'chat-line' }, [...marks, name, make('span', { text: said })]);
}

function colourOf({ client, state, settings, player }: HudFrame, from: string): string {
  const viewer = { id: client.playerId, team: player?.team ?? 0 };
  const speaker = state.players.get(from);
  if (speaker === undefined) return 'var(--quiet)';
  return cssColour(lookOf({ id: from, team: speaker.team }, viewer, PALETTES[settings.get('palette')]).colour);
}
