import { z } from 'zod';
import { MAP_IDS } from '../../shared/defs/maps.ts';
import type { ToServer } from '../../shared/net/messages.ts';

const voteMessage = z.strictObject({ map: z.enum(MAP_IDS) });

/** The vote in a message, or undefined when it is anything else. */
export function readVote(message: unknown): ToServer['vote'] | undefined {
  return voteMessage.safeParse(message).data;
}
