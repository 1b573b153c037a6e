import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { ExposedArena } from '../../client/ArenaPage.ts';
import type { MapId } from '../../shared/defs/maps.ts';
import type { Vec } from '../../shared/math/vec.ts';
import { launchBrowser } from '../support/chromium.ts';
import { startServerProcess } from '../support/gameServer.ts';
import { readMap } from '../support/readMap.ts';
import { roomiestDirection } from '../support/roomiestDirection.ts';

declare global {
  /** The running game, as `?debug=1` exposes it in the page. */
  var __fracas: ExposedArena | undefined;
}

const ROOT = new URL('../../', import.meta.url).pathname;
const BUILT = join(ROOT, 'dist/client/index.html');
/** Small enough that a processor draws it at full speed. */
const VIEWPORT = { width: 480, height: 270 };
/** Between two pictures of a page: at full speed a few pages take all of a small machine from each other and from the servers. */
const FRAME_MS = 50;

/** A page with the game, and what went wrong in it. */
export interface ArenaTab {
  readonly page: Page;
  /** Uncaught errors, console errors, and with them violations of the content security policy. */
  readonly problems: string[];
}

interface GameServer {
  readonly url: string;
  stop(): Promise<unknown>;
}

/** A server with the built client, and a browser to play it in. */
export class ArenaPages {
  readonly server: GameServer;
  readonly #browser: Browser;

  private constructor(server: GameServer, browser: Browser) {
    this.server = server;
    this.#browser = browser;
  }

  /** @param bots how many players the server fills a match up to */
  static open(bots: number): Promise<ArenaPages> {
    return ArenaPages.around(() => startServerProcess({ BOTS: String(bots) }));
  }

  /** For servers a test reaches into; started only when the client is built. */
  static async around<Server extends GameServer>(start: () => Promise<Server>): Promise<ArenaPages> {
    await buildClient();
    return new ArenaPages(await start(), await launchBrowser());
  }

  /** Opens the menu in a window of its own. */
  async openMenu(query = '', options: BrowserContextOptions = {}): Promise<ArenaTab> {
    const context = await this.#browser.newContext({ viewport: VIEWPORT, reducedMotion: 'reduce', ...options });
    await context.addInitScript(drawSeldom, FRAME_MS);
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(`${this.server.url}/?q=low&debug=1&${query}`);
    return { page, problems };
  }

  /** Opens a window, presses Play, and waits until the own avatar is drawn. */
  async enterArena(query = '', options: BrowserContextOptions = {}): Promise<ArenaTab> {
    const tab = await this.openMenu(query, options);
    await tab.page.getByTestId('play').click();
    await waitUntilAlive(tab.page);
    return tab;
  }

  /** The menus of the running test: closed after it, and nothing may have gone wrong in them. To be called within `describe`. */
  static menusOf(pages: () => ArenaPages): { readonly tabs: ArenaTab[]; open(query?: string): Promise<Page> } {
    const tabs: ArenaTab[] = [];
    afterEach(async () => {
      for (const { page, problems } of tabs.splice(0)) {
        assert.deepEqual(problems, []);
        await page.context().close();
      }
    });
    return {
      tabs,
      async open(query) {
        const tab = await pages().openMenu(query);
        tabs.push(tab);
        return tab.page;
      },
    };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.server.stop();
  }
}

/** Waits until the own avatar lives in the arena. */
export async function waitUntilAlive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const client = globalThis.__fracas?.client;
    return client !== undefined && client.state.players.get(client.playerId)?.alive === true;
  });
}

/** Whether all of an element is to be seen, without scrolling. */
export async function isOnScreen(part: Locator): Promise<boolean> {
  const { x, y, width, height } = (await part.boundingBox())!;
  const screen = part.page().viewportSize()!;
  return x >= 0 && y >= 0 && x + width <= screen.width && y + height <= screen.height;
}

/** Where the server has a player, and the way it looks. */
export async function serverPlace(page: Page): Promise<{ id: string; x: number; y: number; aim: number }> {
  return page.evaluate(() => {
    const { client } = globalThis.__fracas!;
    const { x, y, aim } = client.state.players.get(client.playerId)!;
    return { id: client.playerId, x, y, aim };
  });
}

/** The one of the four axes along which the own avatar can run the farthest: where it stands now, other ways may end at a wall. */
export async function roomiestWay(page: Page): Promise<Vec> {
  const map = await page.evaluate(() => globalThis.__fracas!.client.map.id);
  const { moveX, moveY } = roomiestDirection(readMap(map as MapId), await serverPlace(page));
  return { x: Math.sign(moveX), y: Math.sign(moveY) };
}

/** Has the own avatar run with a key, along its roomiest way, until `page.keyboard` lets go of it. */
export async function run(page: Page): Promise<void> {
  const { x, y } = await roomiestWay(page);
  await page.keyboard.down(x === 0 ? (y < 0 ? 'w' : 's') : x < 0 ? 'a' : 'd');
}

/** Waits until the server has the own player this far from where it was. */
export async function waitUntilMoved(page: Page, from: { x: number; y: number }, units = 10): Promise<void> {
  await page.waitForFunction(
    ([start, far]) => {
      const { client } = globalThis.__fracas!;
      const player = client.state.players.get(client.playerId)!;
      return Math.hypot(player.x - start.x, player.y - start.y) > far;
    },
    [from, units] as const,
  );
}

/** Runs in a page before any script of its own: it asks for its next picture only after a while. */
function drawSeldom(frameMs: number): void {
  const requestFrame = window.requestAnimationFrame.bind(window);
  const wanted = new Set<number>();
  window.requestAnimationFrame = (draw) => {
    const id = window.setTimeout(() => {
      requestFrame((nowMs) => {
        if (wanted.delete(id)) draw(nowMs);
      });
    }, frameMs);
    wanted.add(id);
    return id;
  };
  window.cancelAnimationFrame = (id) => void wanted.delete(id);
}

/** Builds the client unless what is built is newer than every file it is made of. */
async function buildClient(): Promise<void> {
  if (existsSync(BUILT)) {
    const builtAt = (await stat(BUILT)).mtimeMs;
    const changedAt = Math.max(...(await Promise.all(['client', 'shared'].map(newestChange))));
    if (changedAt < builtAt) return;
  }
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: ROOT, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the client could not be built: vite ended with ${code}`);
}

async function newestChange(folder: string): Promise<number> {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name)));
  return Math.max(...(await Promise.all(files)).map(({ mtimeMs }) => mtimeMs));
}
