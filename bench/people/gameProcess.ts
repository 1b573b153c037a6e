import { buildApp } from '../../server/app.ts';
import { parseConfig } from '../../server/config.ts';
import { cutPrototypeAccess } from '../../server/infra/cutPrototypeAccess.ts';
import { createLogger } from '../../server/infra/logger.ts';
import { tuneHeap } from '../../server/infra/tuneHeap.ts';
import type { FromGame, ToGame } from './errands.ts';
import { prepareErrand } from './prepareErrand.ts';
import type { Repetitions } from './repeat.ts';

tuneHeap();
cutPrototypeAccess();
await serve(JSON.parse(process.argv[2]!) as Readonly<Record<string, string | undefined>>);

/**
 * The game server as hosts run it, in a process of its own, that runs errands for its parent beside the game, on the thread
 * of the game. @param env its settings
 */
async function serve(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  process.on('disconnect', () => process.exit());
  const parsed = parseConfig(env);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  const app = buildApp(parsed.config, createLogger(parsed.config.logLevel));
  const ready = await app.listen();
  let prepared: (() => Promise<Repetitions>) | undefined;
  const obey = async (message: ToGame): Promise<void> => {
    if ('go' in message) return tell({ done: await prepared!() });
    prepared = await prepareErrand(message.prepare, app.services);
    tell({ prepared: true });
  };
  // What fails ends the process, which its parent notices.
  process.on('message', (text: string) => void obey(JSON.parse(text) as ToGame));
  tell({ ready });
}

function tell(message: Partial<FromGame>): void {
  process.send?.(message);
}
