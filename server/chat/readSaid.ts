import { CHAT, type ChatRule } from '../../shared/defs/chat.ts';
import type { ChatLine, ToServer } from '../../shared/net/messages.ts';
import { presentableText } from '../match/presentableText.ts';
import type { WordWatch } from '../words/WordWatch.ts';

/** What others are shown of what somebody said; undefined when that is nothing, or the host does not allow it. */
export function readSaid(
  message: Omit<ToServer['phrase'], 'to'> | Omit<ToServer['say'], 'to'>,
  rule: ChatRule,
  words: Pick<WordWatch, 'censor'>,
): ChatLine['said'] | undefined {
  if (rule === 'off') return undefined;
  if ('phrase' in message) return { phrase: message.phrase };
  if (rule !== 'text') return undefined;
  const text = words.censor(presentableText(message.text, CHAT.maxCharacters));
  return text === '' ? undefined : { text };
}
