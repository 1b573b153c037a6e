import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { startTroubleProxy } from '../bots/TroubleProxy.ts';

/** Play as most players will: a feature is done when it plays well at a real network's distance. */
const ROUND_TRIP = { rttMs: 100, jitterMs: 5, lossPercent: 0, seed: 1 };

const ROOM_SOCKET = '^/[\\w-]+/[\\w-]+\\?.*sessionId=';

/** Runs the server, restarted at each change, and the client with hot reload in front of it, till a signal ends both. */
async function develop(): Promise<void> {
  const port = process.env.PORT ?? '2567';
  const root = fileURLToPath(new URL('..', import.meta.url));
  const gameServer = spawn(process.execPath, ['--watch', '--watch-preserve-output', 'server/main.ts'], {
    cwd: root,
    stdio: 'inherit',
    env: { BOTS: '4', NODE_ENV: 'development', ...process.env, PORT: port },
  });
  const network = await startTroubleProxy({ ...ROUND_TRIP, targetPort: Number(port) });
  const target = `http://127.0.0.1:${network.port}`;
  const client = await createServer({
    configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
    server: {
      proxy: { '/matchmake': target, '/api': target, '/maps': target, [ROOM_SOCKET]: { target, ws: true } },
    },
  });
  await client.listen();
  console.log(`Play here, ${ROUND_TRIP.rttMs} ms away from the server:`);
  client.printUrls();
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    gameServer.kill('SIGTERM');
    await Promise.all([client.close(), network.close()]);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
  gameServer.once('exit', () => void stop());
}

await develop();
