import type { ChatAudience, ChatRule } from '../../shared/defs/chat.ts';
import type { ChatLine, ToServer } from '../../shared/net/messages.ts';
import type { RequestBudget } from '../http/RequestBudget.ts';
import type { WordWatch } from '../words/WordWatch.ts';
import { audienceOf, type Talker } from './audienceOf.ts';
import { ChatLog } from './ChatLog.ts';
import { readSaid } from './readSaid.ts';

/** What is needed of a process for people to talk. */
export interface ChatMeans {
  readonly rule: ChatRule;
  readonly words: Pick<WordWatch, 'censor'>;
  /** By person, in whatever room. */
  readonly budget: Pick<RequestBudget, 'spend'>;
}

/** Who speaks. */
export interface Speaker extends Talker {
  readonly name: string;
  /** Who it is whatever seat they sit in; undefined of somebody the server does not know. */
  readonly playerId: string | undefined;
}

/** What becomes of what somebody said. */
export type Delivery<Listener> =
  | { readonly kind: 'tell'; readonly line: ChatLine; readonly listeners: readonly Listener[] }
  | { readonly kind: 'tooMuch' }
  | { readonly kind: 'nothing' };

/**
 * The talk of one room. It is no part of the match: no rule reads it, no replay holds it, and it tells of nobody where
 * they are.
 */
export class Chat {
  readonly log = new ChatLog();
  readonly #means: ChatMeans;

  constructor(means: ChatMeans) {
    this.#means = means;
  }

  /** Takes something somebody says, at a tick of the match. */
  say<Listener extends Talker>(
    speaker: Speaker,
    message: ToServer['phrase'] | ToServer['say'],
    present: readonly Listener[],
    tick: number,
  ): Delivery<Listener> {
    const { rule, words, budget } = this.#means;
    const said = readSaid(message, rule, words);
    if (said === undefined) return { kind: 'nothing' };
    if (!budget.spend(speaker.playerId ?? speaker.id)) return { kind: 'tooMuch' };
    const { to, listeners } = audienceOf(speaker, message.to satisfies ChatAudience, present);
    const { id: from, playerId, name } = speaker;
    const line: ChatLine = { from, ...(playerId !== undefined && { playerId }), name, to, said };
    this.log.add(tick, line);
    return { kind: 'tell', line, listeners };
  }
}
