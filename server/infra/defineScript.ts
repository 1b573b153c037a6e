import type { Redis } from 'ioredis';

/** A Lua script that Redis runs as one step: keys first, then arguments. */
export type Script = (...keysAndArguments: (string | number)[]) => Promise<unknown>;

/** For scripts: the time of Redis in milliseconds, as `now`. Clocks of processes are never compared. */
export const REDIS_NOW_LUA = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

/** Gives a connection a script under a name; it travels once, and by its hash from then on. */
export function defineScript(redis: Redis, name: string, numberOfKeys: number, lua: string): Script {
  redis.defineCommand(name, { numberOfKeys, lua });
  const commands = redis as unknown as Record<string, Script>;
  return (...keysAndArguments) => commands[name]!(...keysAndArguments);
}
