import { z } from 'zod';
import { CHAT, CHAT_AUDIENCES, QUICK_PHRASE_IDS } from '../../shared/defs/chat.ts';
import { MAP_IDS } from '../../shared/defs/maps.ts';
import { MODE_IDS } from '../../shared/defs/modes.ts';
import { RANKED_MODES } from '../../shared/defs/ranked.ts';
import { REPORT_LIMIT, REPORT_REASON_IDS } from '../../shared/defs/reports.ts';
import type { ToParty, ToServer } from '../../shared/net/messages.ts';
import type { ToQueue } from '../../shared/net/queueMessages.ts';
import type { Phase } from '../../shared/sim/SimEvent.ts';
import { ruleWishes } from './ruleWishes.ts';

/** What somebody is to the match of their room. */
export type Role = 'player' | 'spectator';

/** How much of one type a connection may send in each span of time; more is dropped, and far more ends it. */
export interface MessageLimit {
  readonly messages: number;
  /** Of whole frames. */
  readonly bytes: number;
  readonly perMs: number;
}

/** One type of message: what it has to look like, who may send it, and when. */
export interface MessageRow<Message> {
  readonly schema: z.ZodType<Message>;
  readonly from: readonly Role[];
  readonly phases: readonly Phase[];
  readonly limit: MessageLimit;
}

/** The messages of one room, by type. */
export type MessageTable<Messages = Readonly<Record<string, unknown>>> = {
  readonly [Type in keyof Messages]: MessageRow<Messages[Type]>;
};

const ALL_PHASES: readonly Phase[] = ['waiting', 'countdown', 'live', 'results'];
const perSecond = (messages: number, bytes: number): MessageLimit => ({ messages, bytes, perMs: 1000 });
const audience = z.enum(CHAT_AUDIENCES);
const playerId = z.string().min(1).max(64);

/** Inputs are not among them: they are read where they arrive (`PlayerLine`). */
export const ARENA_MESSAGES: MessageTable<ToServer> = {
  vote: {
    schema: z.strictObject({ map: z.enum(MAP_IDS) }),
    from: ['player'],
    phases: ['results'],
    limit: perSecond(4, 256),
  },
  watch: {
    schema: z.strictObject({ player: playerId }),
    from: ['spectator'],
    phases: ALL_PHASES,
    limit: perSecond(8, 1024),
  },
  phrase: {
    schema: z.strictObject({ phrase: z.enum(QUICK_PHRASE_IDS), to: audience }),
    from: ['player', 'spectator'],
    phases: ALL_PHASES,
    limit: { messages: 2 * CHAT.lines, bytes: 1024, perMs: CHAT.perMs },
  },
  report: {
    schema: z.strictObject({ player: playerId, reason: z.enum(REPORT_REASON_IDS) }),
    from: ['player', 'spectator'],
    phases: ALL_PHASES,
    limit: { messages: 2 * REPORT_LIMIT.reports, bytes: 2048, perMs: 10_000 },
  },
  say: {
    // A character may take two units, and marks come on top.
    schema: z.strictObject({
      text: z
        .string()
        .min(1)
        .max(4 * CHAT.maxCharacters),
      to: audience,
    }),
    from: ['player', 'spectator'],
    phases: ALL_PHASES,
    limit: { messages: 2 * CHAT.lines, bytes: 8192, perMs: CHAT.perMs },
  },
};

/** A party is in no match: its members are always players who wait. Whether it is theirs to say, the party knows. */
export const PARTY_MESSAGES: MessageTable<ToParty> = {
  play: {
    schema: z.strictObject({ mode: z.enum(MODE_IDS), map: z.enum(MAP_IDS), rules: ruleWishes.optional() }),
    from: ['player'],
    phases: ['waiting'],
    limit: perSecond(4, 1024),
  },
  queue: {
    schema: z.strictObject({ mode: z.enum(RANKED_MODES) }),
    from: ['player'],
    phases: ['waiting'],
    limit: perSecond(4, 256),
  },
  lead: {
    schema: z.strictObject({ member: playerId }),
    from: ['player'],
    phases: ['waiting'],
    limit: perSecond(2, 256),
  },
  remove: {
    schema: z.strictObject({ member: playerId }),
    from: ['player'],
    phases: ['waiting'],
    limit: perSecond(4, 512),
  },
};

/** Made anew for each wait of a party. */
const PARTY_CODE = /^[0-9A-HJKMNP-TV-Z]{10}$/;
const LARGEST_PARTY = 64;

/** Everybody who queues is a player, and there is no match yet: one phase for all of it. */
export const QUEUE_MESSAGES: MessageTable<ToQueue> = {
  enter: {
    schema: z.strictObject({
      mode: z.enum(RANKED_MODES),
      party: z
        .strictObject({ code: z.string().regex(PARTY_CODE), size: z.number().int().min(2).max(LARGEST_PARTY) })
        .optional(),
    }),
    from: ['player'],
    phases: ['waiting'],
    // Each asks the database for what is on record.
    limit: { messages: 6, bytes: 1024, perMs: 10_000 },
  },
};

/** Who listens to the listing has nothing to say. */
export const LOBBY_MESSAGES: MessageTable<object> = {};
