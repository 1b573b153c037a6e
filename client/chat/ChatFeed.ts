import type { ChatAudience, ChatRule, QuickPhraseId } from '../../shared/defs/chat.ts';
import type { ToServer } from '../../shared/net/messages.ts';
import type { SdkRoom } from '../net/SdkRoom.ts';
import type { RoomTalk, Told } from './RoomTalk.ts';

const KEPT_LINES = 50;

/** A line of the feed, and when it came. */
export interface FeedLine {
  readonly told: Told;
  readonly atMs: number;
}

/** Whom nobody on this page wants to hear, for as long as the page is open: a stay ends, a nuisance does not. */
const mutedPlayers = new Set<string>();

/** What was said during one stay in an arena, whatever connection it came over, and the way to say something. */
export class ChatFeed {
  readonly #muted: Set<string>;
  #lines: readonly FeedLine[] = [];
  #room: Pick<SdkRoom, 'send'> | undefined;
  #talk: RoomTalk | undefined;

  constructor(muted: Set<string> = mutedPlayers) {
    this.#muted = muted;
  }

  /** Oldest first, without those who are muted; another array whenever something came. */
  get lines(): readonly FeedLine[] {
    return this.#lines;
  }

  get rule(): ChatRule {
    return this.#talk?.rule ?? 'off';
  }

  /** From now on the talk of this room is meant. */
  join({ room, talk }: { readonly room: Pick<SdkRoom, 'send'>; readonly talk: RoomTalk }): void {
    this.#room = room;
    this.#talk = talk;
    talk.listen((told) => this.#add(told));
  }

  sayPhrase(phrase: QuickPhraseId, to: ChatAudience): void {
    this.#room?.send('phrase', { phrase, to } satisfies ToServer['phrase']);
  }

  /** Says something in one's own words; nothing when there are none. */
  say(text: string, to: ChatAudience): void {
    if (text.trim() !== '') this.#room?.send('say', { text, to } satisfies ToServer['say']);
  }

  isMuted(player: string): boolean {
    return this.#muted.has(player);
  }

  /** Hears a player no more, and takes away what they said; or hears them again from now on. */
  setMuted(player: string, isMuted: boolean): void {
    if (!isMuted) return void this.#muted.delete(player);
    this.#muted.add(player);
    this.#lines = this.#lines.filter(({ told }) => !('from' in told && told.from === player));
  }

  #add(told: Told): void {
    if ('from' in told && this.#muted.has(told.from)) return;
    this.#lines = [...this.#lines, { told, atMs: performance.now() }].slice(-KEPT_LINES);
  }
}
