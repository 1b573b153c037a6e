import { findChromium } from './chromium.ts';
import { findRedis } from './redisServer.ts';

/** Before the first test: what has to be installed is, outside any test's time limit. */
export async function mochaGlobalSetup(): Promise<void> {
  if (!process.env.REDIS_URL) await findRedis();
  await findChromium();
}
