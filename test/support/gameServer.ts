import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp, type App } from '../../server/app.ts';
import { parseConfig } from '../../server/config.ts';
import { createLogger, type Logger } from '../../server/infra/logger.ts';

const MAIN = new URL('../../server/main.ts', import.meta.url).pathname;
/** Free ports; and the load of a machine that runs tests is no reason to refuse a match. */
const OF_TESTS = {
  HOST: '127.0.0.1',
  PORT: '0',
  ADMIN_PORT: '0',
  MAX_LOAD: '100',
  JWT_SECRET: 'k3Vn7Qw1Zb5Xc9Lm2Rt6Yp0Hs4Jd8Fgh',
};

type Environment = Readonly<Record<string, string>>;

/** What a server process gave when it ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly adminUrl: string;
  readonly port: number;
  readonly dataDir: string;
  /** Sends it a signal that does not end it, such as SIGSTOP and SIGCONT. */
  signal(signal: NodeJS.Signals): void;
  /** Ends it with a signal and gives how it ended; its data is deleted. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

/** Runs `server/main.ts` until it ends by itself: for starts that must fail. */
export async function runServer(env: Environment): Promise<Ended> {
  return spawnServer(env).ended;
}

/** Starts `server/main.ts` on free ports, with data in a directory of its own, and waits until it is ready. */
export async function startServerProcess(env: Environment = {}): Promise<ServerProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'fracas-data-'));
  const server = spawnServer({ ...OF_TESTS, DATA_DIR: dataDir, LOG_LEVEL: 'info', ...env });
  const { port, adminPort } = await server.ready;
  return {
    url: `http://127.0.0.1:${port}`,
    adminUrl: `http://127.0.0.1:${adminPort}`,
    port,
    dataDir,
    signal: (signal) => void server.kill(signal),
    async stop(signal = 'SIGTERM') {
      server.kill(signal);
      const ended = await server.ended;
      await rm(dataDir, { recursive: true, force: true });
      return ended;
    },
  };
}

function spawnServer(env: Environment) {
  const { REDIS_URL: _redis, DATABASE_URL: _database, ...inherited } = process.env;
  const child = spawn(process.execPath, [MAIN], { env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  let output = '';
  let errors = '';
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => {
      process.off('exit', killWithUs);
      resolve({ code, output, errors });
    });
  });
  const ready = new Promise<{ port: number; adminPort: number }>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const ports = /"port":(\d+),"adminPort":(\d+)/.exec(errors);
      if (output.includes('is ready at') && ports !== null) {
        resolve({ port: Number(ports[1]), adminPort: Number(ports[2]) });
      }
    });
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    void ended.then(({ code }) => reject(new Error(`the server ended with ${code}:\n${errors}`)));
  });
  ready.catch(() => {});
  return { ready, ended, kill: (signal: NodeJS.Signals) => child.kill(signal) };
}

/** A server in this process, so that a test can reach into its matches. One at a time. */
export interface LocalServer {
  readonly app: App;
  readonly url: string;
  readonly adminUrl: string;
  readonly dataDir: string;
  stop(): Promise<void>;
}

/**
 * @param log where it writes its log; absent: nowhere
 * @param meanwhile what happens while it starts
 */
export async function startLocalServer(
  env: Environment = {},
  log: Logger = createLogger('silent'),
  meanwhile: (app: App) => Promise<void> = async () => {},
): Promise<LocalServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'fracas-data-'));
  const parsed = parseConfig({ ...OF_TESTS, DATA_DIR: dataDir, ...env });
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  const app = buildApp(parsed.config, log);
  const [{ port, adminPort }] = await Promise.all([app.listen(), meanwhile(app)]);
  return {
    app,
    url: `http://127.0.0.1:${port}`,
    adminUrl: `http://127.0.0.1:${adminPort}`,
    dataDir,
    async stop() {
      await app.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
