import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { hasLineOfSight } from '../shared/map/raycast.ts';
import { launchBrowser } from './launchBrowser.ts';
import { readMap } from './maps/readMap.ts';

const PICTURE = 'docs/screenshot.png';
const ARENA = readMap('crossfire');
const SIZE = { width: 1280, height: 720 };
const START_MS = 60_000;
const ACTION_MS = 60_000;
const WARM_UP_MS = 6_000;
const STEER_MS = 250;
/** A fight fills the picture: neither body is near the other's heels, the HUD, or the end of the world. */
const FIGHT_UNITS = { least: 90, acrossMost: 400, downMost: 190 };
const FROM_BORDER_UNITS = { across: 500, down: 340 };
const READY = /ready at (http:\S+)/;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Of one out of sight nobody knows the place. */
interface DebugPlayer extends Partial<Place> {
  readonly alive: boolean;
}

/** What the page shows of itself with `?debug=1`, as far as it is needed here. */
interface DebugHandle {
  readonly client: { readonly playerId: string; readonly state: { readonly players: Map<string, DebugPlayer> } };
}

/** Plays a match against bots in the built game and writes what is on the screen to docs/screenshot.png. */
async function takeScreenshot(): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'fracas-screenshot-'));
  const env = { ...process.env, PORT: '0', ADMIN_PORT: '0', BOTS: '16', DATA_DIR: dataFolder, LOG_LEVEL: 'silent' };
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
    await page.goto(`${address}/?q=high&name=Robin&map=${ARENA.id}&debug=1`);
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

/** Runs and shoots at whoever is nearest, till there is a fight to be seen, at the latest till the time is over. */
async function play(page: Page, longestMs: number): Promise<void> {
  await page.mouse.down();
  for (let restMs = longestMs; restMs > 0; restMs -= STEER_MS) {
    const meeting = await page.evaluate(findNearestFoe);
    if (meeting !== undefined && restMs < longestMs - WARM_UP_MS && isFight(meeting)) return;
    if (meeting !== undefined) await steer(page, meeting);
    await delay(STEER_MS);
  }
}

interface Meeting {
  readonly self: Place;
  /** Undefined while none is known. */
  readonly foe: Place | undefined;
}

function isFight({ self, foe }: Meeting): boolean {
  if (foe === undefined) return false;
  const across = Math.abs(foe.x - self.x);
  const down = Math.abs(foe.y - self.y);
  const isNear = across < FIGHT_UNITS.acrossMost && down < FIGHT_UNITS.downMost;
  const isApart = Math.hypot(across, down) > FIGHT_UNITS.least;
  return isNear && isApart && isInland(self) && hasLineOfSight(ARENA, self, foe);
}

function isInland({ x, y }: Place): boolean {
  const { across, down } = FROM_BORDER_UNITS;
  return x > across && y > down && x < ARENA.widthUnits - across && y < ARENA.heightUnits - down;
}

/** Towards the middle of the arena, where everybody passes, and from there towards whoever comes. */
async function steer(page: Page, { self, foe }: Meeting): Promise<void> {
  const middle = { x: ARENA.widthUnits / 2, y: ARENA.heightUnits / 2 };
  const goal = (isInland(self) ? foe : undefined) ?? middle;
  const [dx, dy] = [goal.x - self.x, goal.y - self.y];
  const wishes: [string, boolean][] = [
    ['d', dx > FIGHT_UNITS.least],
    ['a', dx < -FIGHT_UNITS.least],
    ['s', dy > FIGHT_UNITS.least],
    ['w', dy < -FIGHT_UNITS.least],
  ];
  for (const [key, wished] of wishes) await (wished ? page.keyboard.down(key) : page.keyboard.up(key));
  const aim = Math.atan2(goal.y - self.y, goal.x - self.x);
  await page.mouse.move(SIZE.width / 2 + Math.cos(aim) * 200, SIZE.height / 2 + Math.sin(aim) * 200);
}

/** Runs in the page: the own avatar and the nearest living foe that is known. */
function findNearestFoe(): Meeting | undefined {
  const { client } = (globalThis as unknown as { __fracas: DebugHandle }).__fracas;
  const { players } = client.state;
  const me = players.get(client.playerId);
  if (me?.x === undefined || me.y === undefined || !me.alive) return undefined;
  const self = { x: me.x, y: me.y };
  const foes = [...players.entries()]
    .filter(([id, player]) => id !== client.playerId && player.alive)
    .flatMap(([, { x, y }]) => (x === undefined || y === undefined ? [] : { x, y }))
    .toSorted((a, b) => Math.hypot(a.x - self.x, a.y - self.y) - Math.hypot(b.x - self.x, b.y - self.y));
  return { self, foe: foes[0] };
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
