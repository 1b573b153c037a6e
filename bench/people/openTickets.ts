import { parseRedisUrl } from '../../server/infra/parseRedisUrl.ts';
import { closeRedis, connectRedis } from '../../server/infra/redis.ts';
import type { Logger } from '../../server/infra/logger.ts';
import { MemoryTickets } from '../../server/matchmaking/MemoryTickets.ts';
import { RedisTickets } from '../../server/matchmaking/RedisTickets.ts';
import type { TicketStore } from '../../server/matchmaking/TicketStore.ts';

/** A queue of the bench's own. */
export interface OpenTickets {
  /** An empty one; what was in the one before is forgotten. */
  empty(): Promise<TicketStore>;
  close(): Promise<void>;
}

/** @param redisUrl of a Redis that holds nothing else; absent: in memory */
export function openTickets(redisUrl: string | undefined, log: Logger): OpenTickets {
  if (redisUrl === undefined) return { empty: async () => new MemoryTickets(), close: async () => {} };
  const redis = connectRedis(parseRedisUrl(redisUrl), 'bench', log);
  return {
    async empty() {
      await redis.flushall();
      return new RedisTickets(redis);
    },
    close: () => closeRedis(redis),
  };
}
