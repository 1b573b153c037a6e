import { findNginx, findPostgres, findRedis } from '../../tools/programs.ts';
import { findChromium } from './chromium.ts';

/**
 * Where Node keeps what it has compiled, for all the processes that tests start and the next run: most of what a server does until
 * it is ready is to compile.
 */
process.env.NODE_COMPILE_CACHE ??= new URL('../../node_modules/.cache/node', import.meta.url).pathname;

/** Before the first test: what has to be installed is, outside any test's time limit. */
export async function mochaGlobalSetup(): Promise<void> {
  await findRedis();
  await findNginx();
  await findPostgres();
  await findChromium();
}
