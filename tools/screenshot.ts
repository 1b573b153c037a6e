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
/** Long enough for the bots to meet. */
const ACTION_MS = 15_000;
const READY = /ready at (http:\S+)/;

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
    await page.goto(`${address}/?q=high&name=Robin`);
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

/** Runs in a circle around the middle with the trigger held. */
async function play(page: Page, durationMs: number): Promise<void> {
  const keys = ['d', 's', 'a', 'w'];
  await page.mouse.move(SIZE.width * 0.65, SIZE.height * 0.4);
  await page.mouse.down();
  for (const key of keys) {
    await page.keyboard.down(key);
    await delay(durationMs / keys.length);
    await page.keyboard.up(key);
  }
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
