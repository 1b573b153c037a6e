import { buildApp, type App } from './app.ts';
import { parseConfig, type Config } from './config.ts';
import { cutPrototypeAccess } from './infra/cutPrototypeAccess.ts';
import { endBy } from './infra/endBy.ts';
import { findNodeFault } from './infra/findNodeFault.ts';
import { tuneHeap } from './infra/tuneHeap.ts';
import { createLogger } from './infra/logger.ts';

/** Whatever a room does: after this the process ends, and well within 30 s. */
const EXIT_LIMIT_MS = 27_000;

/** A terminal and npm both pass one Ctrl-C on; two within this time are one. */
const SAME_SIGNAL_MS = 1000;

process.env.NODE_ENV ??= 'production';
tuneHeap();
cutPrototypeAccess();
await start();

async function start(): Promise<void> {
  const nodeFault = findNodeFault(process.versions.node);
  if (nodeFault !== undefined) fail([nodeFault]);
  const parsed = parseConfig(process.env);
  if (!parsed.ok) fail(parsed.problems);
  const { config } = parsed;
  try {
    const app = buildApp(config, createLogger(config.logLevel));
    const { port, adminPort } = await app.listen();
    endOnSignal(app);
    for (const warning of parsed.warnings) app.services.log.warn(warning);
    app.services.log.info({ port, adminPort }, 'listening');
    console.log(`Fracas is ready at ${addressOf(config, port)}`);
  } catch (error) {
    fail([describe(error)]);
  }
}

function addressOf(config: Config, port: number): string {
  return `${config.tls === undefined ? 'http' : 'https'}://localhost:${port}`;
}

/** The first signal moves matches elsewhere and ends; more of SIGTERM change nothing, a later Ctrl-C ends at once. */
function endOnSignal(app: App): void {
  const { log } = app.services;
  let askedAtMs: number | undefined;
  const end = (signal: NodeJS.Signals) => {
    if (askedAtMs !== undefined) {
      if (signal === 'SIGINT' && performance.now() - askedAtMs > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    askedAtMs = performance.now();
    log.info({ signal }, 'stopping');
    endBy(EXIT_LIMIT_MS);
    drainAndStop(app).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopped badly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'unhandled rejection'));
}

async function drainAndStop(app: App): Promise<void> {
  await app.drain();
  await app.stop();
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function fail(problems: readonly string[]): never {
  console.error(`Fracas cannot start:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
  process.exit(1);
}
