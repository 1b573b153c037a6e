import { z } from 'zod';
import type { ToServer } from '../../shared/net/messages.ts';

const watchMessage = z.strictObject({ player: z.string() });

/** The wish in a message, or undefined when it is anything else. */
export function readWatch(message: unknown): ToServer['watch'] | undefined {
  return watchMessage.safeParse(message).data;
}
