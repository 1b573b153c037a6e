import type { ChatRule } from '../../shared/defs/chat.ts';
import type { ChatLine, Notice, ToClient } from '../../shared/net/messages.ts';
import type { SdkRoom } from '../net/SdkRoom.ts';

/** Something that is to be shown among what is said. */
export type Told = ChatLine | { readonly notice: Notice };

/** What is said in a room, heard from the first moment on: what comes before somebody listens waits for them. */
export class RoomTalk {
  /** What may be said here; nothing until it is told. */
  rule: ChatRule = 'off';
  #listener: ((told: Told) => void) | undefined;
  #waiting: Told[] = [];

  /** To be made as soon as there is a room: the rule is told right after joining. */
  constructor(room: Pick<SdkRoom, 'onMessage'>) {
    room.onMessage('chatRule', ({ rule }: ToClient['chatRule']) => (this.rule = rule));
    room.onMessage('chat', (line: ChatLine) => this.#take(line));
    room.onMessage('notice', (notice: ToClient['notice']) => this.#take(notice));
  }

  /** Tells of everything from now on, and at once of what has waited. */
  listen(listener: (told: Told) => void): void {
    this.#listener = listener;
    this.#waiting.splice(0).forEach(listener);
  }

  #take(told: Told): void {
    if (this.#listener === undefined) this.#waiting.push(told);
    else this.#listener(told);
  }
}
