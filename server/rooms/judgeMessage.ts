import type { Phase } from '../../shared/sim/SimEvent.ts';
import type { MessageRow, Role } from './messageTable.ts';

/** Who sends a message, and when. */
export interface Standing {
  readonly role: Role;
  readonly phase: Phase;
}

/** What becomes of a message. */
export type Judgement<Message> =
  | { readonly kind: 'take'; readonly message: Message }
  /** It comes too late, or from somebody whose it is not: that happens to honest games, so nothing follows. */
  | { readonly kind: 'ignore' }
  /** No game of ours makes such a message. */
  | { readonly kind: 'strike' };

/** Holds what somebody sent against the row of its type. */
export function judgeMessage<Message>(
  { schema, from, phases }: Omit<MessageRow<Message>, 'limit'>,
  { role, phase }: Standing,
  message: unknown,
): Judgement<Message> {
  const read = schema.safeParse(message);
  if (!read.success) return { kind: 'strike' };
  return from.includes(role) && phases.includes(phase) ? { kind: 'take', message: read.data } : { kind: 'ignore' };
}
