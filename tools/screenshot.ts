import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { launchBrowser } from './launchBrowser.ts';

const PICTURE = 'docs/screenshot.png';
const SIZE = { width: 1280, height: 720 };
const START_MS = 60_000;
const ACTION_MS = 30_000;
const WARM_UP_MS = 6_000;
const STEER_MS = 250;
const CLOSE_UNITS = 260;
const READY = /ready at (http:\S+)/;

interface DebugPlayer {
  readonly x: number;
  readonly y: number;
  readonly alive: boolean;
}

/** What the page shows of itself with `?debug=1`, as far as it is needed here. */
interface DebugHandle {
  readonly client: { readonly playerId: string; readonly state: { readonly players: Map<string, DebugPlayer> } };
}

/** Plays a match against bots in the built game and writes what is on the screen to docs/screenshot.png. */
async function takeScreenshot(): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'fracas-screenshot-'));
  const env = { ...process.env, PORT: '0', ADMIN_PORT: '0', BOTS: '8', DATA_DIR: dataFolder, LOG_LEVEL: 'silent' };
  const server = spawn(process.execPath, ['server/main.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await photograph(await addressOf(server));
  } finally {
    if (server.exitCode === null && server.kill('SIGTERM')) await once(server, 'exit');
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function photograph(address: string): Promise<void> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: SIZE });
    await page.goto(`${address}/?q=high&name=Robin&debug=1`);
    await page.getByTestId('play').click({ timeout: START_MS });
    await page.locator('#arena canvas').first().waitFor({ timeout: START_MS });
    await play(page, ACTION_MS);
    mkdirSync('docs', { recursive: true });
    await page.screenshot({ path: PICTURE, timeout: START_MS });
    console.log(`Wrote ${PICTURE}`);
  } finally {
    await browser.close();
  }
}

/** Runs and shoots at whoever is nearest, till one is close by, at the latest till the time is over. */
async function play(page: Page, longestMs: number): Promise<void> {
  await page.mouse.down();
  for (let restMs = longestMs; restMs > 0; restMs -= STEER_MS) {
    const foe = await page.evaluate(findNearestFoe);
    if (foe !== undefined && restMs < longestMs - WARM_UP_MS && Math.hypot(foe.dx, foe.dy) < CLOSE_UNITS) return;
    if (foe !== undefined) await steer(page, foe.dx, foe.dy);
    await delay(STEER_MS);
  }
}

async function steer(page: Page, dx: number, dy: number): Promise<void> {
  const wishes: [string, boolean][] = [
    ['d', dx > CLOSE_UNITS / 2],
    ['a', dx < -CLOSE_UNITS / 2],
    ['s', dy > CLOSE_UNITS / 2],
    ['w', dy < -CLOSE_UNITS / 2],
  ];
  for (const [key, wished] of wishes) await (wished ? page.keyboard.down(key) : page.keyboard.up(key));
  const reach = 200 / Math.max(1, Math.hypot(dx, dy));
  await page.mouse.move(SIZE.width / 2 + dx * reach, SIZE.height / 2 + dy * reach);
}

/** Runs in the page: the way to the nearest living foe, in units. */
function findNearestFoe(): { dx: number; dy: number } | undefined {
  const { client } = (globalThis as unknown as { __fracas: DebugHandle }).__fracas;
  const { players } = client.state;
  const self = players.get(client.playerId);
  if (self === undefined || !self.alive) return undefined;
  const ways = [...players.entries()]
    .filter(([id, player]) => id !== client.playerId && player.alive)
    .map(([, player]) => ({ dx: player.x - self.x, dy: player.y - self.y }));
  return ways.toSorted((a, b) => Math.hypot(a.dx, a.dy) - Math.hypot(b.dx, b.dy))[0];
}

async function addressOf(server: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: server.stdout! })) {
    const address = READY.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('The server ended before it was ready');
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await takeScreenshot();
