import { findNginx, findPostgres, findRedis } from '../../tools/programs.ts';
import { findChromium } from './chromium.ts';

/** Before the first test: what has to be installed is, outside any test's time limit. */
export async function mochaGlobalSetup(): Promise<void> {
  await findRedis();
  await findNginx();
  await findPostgres();
  await findChromium();
}
