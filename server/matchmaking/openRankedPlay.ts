import type { Redis } from 'ioredis';
import type { Kysely } from 'kysely';
import type { ResultOutbox } from '../persistence/ResultOutbox.ts';
import type { Database } from '../persistence/tables.ts';
import { RankedRecords } from '../ranked/RankedRecords.ts';
import { MemoryTickets } from './MemoryTickets.ts';
import { RedisTickets } from './RedisTickets.ts';
import type { TicketStore } from './TicketStore.ts';

/** The queue of a service, and what is on record of who queues. */
export interface RankedPlay {
  readonly tickets: TicketStore;
  readonly records: RankedRecords;
}

/**
 * Opens the queue.
 * @param results tells when who left a match may queue again: their leaving is on record by then
 * @param redis where all processes see it; absent where there is one process
 */
export function openRankedPlay(
  db: Kysely<Database>,
  results: Pick<ResultOutbox, 'onRecord'>,
  redis: Redis | undefined,
): RankedPlay {
  const tickets = redis === undefined ? new MemoryTickets() : new RedisTickets(redis);
  results.onRecord(({ ranked, players }) => {
    // While Redis is away, they are let in when nobody speaks of the match any more.
    if (ranked) tickets.letIn(players.map(({ playerId }) => playerId)).catch(() => undefined);
  });
  return { tickets, records: new RankedRecords(db) };
}
