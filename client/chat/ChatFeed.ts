import type { ChatAudience, ChatRule, QuickPhraseId } from '../../shared/defs/chat.ts';
import type { ToServer } from '../../shared/net/messages.ts';
import type { SdkRoom } from '../net/SdkRoom.ts';
import { openStore } from '../settings/openStore.ts';
import { Mutes } from './Mutes.ts';
import type { RoomTalk, Told } from './RoomTalk.ts';

const KEPT_LINES = 50;

/** A line of the feed, and when it came. */
export interface FeedLine {
  readonly told: Told;
  readonly atMs: number;
}

/** Of the whole page: a stay ends, a nuisance does not. */
const pageMutes = new Mutes(openStore(() => localStorage));

/** What was said during one stay in an arena, whatever connection it came over, and the way to say something. */
export class ChatFeed {
  readonly #mutes: Mutes;
  readonly #speakers = new Map<string, string>();
  #lines: readonly FeedLine[] = [];
  #room: Pick<SdkRoom, 'send'> | undefined;
  #talk: RoomTalk | undefined;

  constructor(mutes: Mutes = pageMutes) {
    this.#mutes = mutes;
  }

  /** Oldest first, without those who are muted; another array whenever something came. */
  get lines(): readonly FeedLine[] {
    return this.#lines;
  }

  /** Names by session of all who have said something, muted or not: players, and those who watch, whom nothing else shows. */
  get speakers(): ReadonlyMap<string, string> {
    return this.#speakers;
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

  isMuted(session: string): boolean {
    return this.#mutes.isMuted(session);
  }

  /** Hears somebody no more, and takes away what they said; or hears them again from now on. */
  setMuted(session: string, isMuted: boolean): void {
    this.#mutes.setMuted(session, isMuted);
    this.#lines = this.#lines.filter(({ told }) => !('from' in told && this.#mutes.isMuted(told.from)));
  }

  #add(told: Told): void {
    if ('from' in told) {
      this.#speakers.set(told.from, told.name);
      if (!this.#mutes.hears(told)) return;
    }
    this.#lines = [...this.#lines, { told, atMs: performance.now() }].slice(-KEPT_LINES);
  }
}
