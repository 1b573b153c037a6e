import type { Redis } from 'ioredis';
import type { Kysely } from 'kysely';
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

/** Opens the queue. @param redis where all processes see it; absent where there is one process */
export function openRankedPlay(db: Kysely<Database>, redis: Redis | undefined): RankedPlay {
  const tickets = redis === undefined ? new MemoryTickets() : new RedisTickets(redis);
  return { tickets, records: new RankedRecords(db) };
}
