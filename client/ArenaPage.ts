import { DebugPanel } from './debug/DebugPanel.ts';
import { Hud } from './hud/Hud.ts';
import { Devices, type PageAction } from './input/Devices.ts';
import type { ArenaClient } from './net/ArenaClient.ts';
import type { ConnectionStatus } from './net/ConnectionStatus.ts';
import type { ArenaHandle, startArena } from './scenes/startArena.ts';
import type { Settings } from './settings/Settings.ts';

export interface ArenaPageOptions {
  readonly root: HTMLElement;
  readonly client: ArenaClient;
  readonly settings: Settings;
  /** Whether one was called to this match from the queue. */
  readonly isCalled: boolean;
  readonly startArena: typeof startArena;
}

/** How a stay ended. */
export interface StayEnd {
  /** What to tell the player; empty when they just left. */
  readonly reason: string;
  /** What the connection was closed with; undefined where there was none to close. */
  readonly code?: number | undefined;
  /** Of the ranked match whose end one has seen. */
  readonly matchId?: string | undefined;
}

/** What `?debug=1` puts into `globalThis.__fracas`, for tests and for the curious. */
export interface ExposedArena {
  readonly client: ArenaClient;
  readonly handle: ArenaHandle | undefined;
  readonly hud: Hud;
}

const CODE_LEFT = 4000;

/** The page while one is in an arena: picture, HUD, devices and debug overlay around one client. */
export class ArenaPage {
  readonly ended: Promise<StayEnd>;
  readonly #options: ArenaPageOptions;
  readonly #devices: Devices;
  readonly #stop: (() => void)[];
  #hud: Hud;
  readonly #debug: DebugPanel;
  #arena: ArenaHandle | undefined;

  constructor(options: ArenaPageOptions) {
    const { root, client, settings } = options;
    this.#options = options;
    this.#devices = new Devices(root, settings);
    this.#hud = this.#makeHud();
    this.#debug = new DebugPanel(root, client);
    this.ended = new Promise((resolve) => {
      client.onStatus((status) => {
        if (status.kind === 'closed')
          resolve({ reason: reasonOf(status), code: status.code, matchId: rankedMatchOf(client) });
      });
    });
    this.#stop = [
      this.#devices.onAction((action) => this.#act(action)),
      client.onStatus(() => this.#devices.release()),
      client.onMapChange(() => this.#changeArena()),
      // Scores that were opened before give way to the results.
      client.onMessage('results', () => this.#devices.release()),
    ];
  }

  /** Always the present picture and HUD, though both are replaced with the arena. */
  get exposed(): ExposedArena {
    const arena = (): ArenaHandle | undefined => this.#arena;
    const hud = (): Hud => this.#hud;
    return {
      client: this.#options.client,
      get handle() {
        return arena();
      },
      get hud() {
        return hud();
      },
    };
  }

  /** Builds the picture; resolves when it is drawn for the first time. */
  async enter(): Promise<void> {
    const { root, client, settings } = this.#options;
    root.hidden = false;
    root.focus({ preventScroll: true });
    this.#arena = await this.#options.startArena({
      parent: root,
      client,
      settings,
      devices: this.#devices,
      onFrame: (nowMs, view, events) => {
        this.#hud.showsScoreboard = this.#devices.showsScoreboard;
        this.#hud.wheelHands = this.#devices.wheel;
        this.#hud.update(nowMs, view, events);
        this.#devices.seeArsenal(this.#hud.arsenal(view));
        this.#debug.update(nowMs, view, this.#arena);
      },
    });
  }

  destroy(): void {
    for (const stop of this.#stop) stop();
    this.#arena?.destroy();
    this.#hud.destroy();
    this.#debug.destroy();
    this.#devices.destroy();
  }

  #makeHud(): Hud {
    const { root, client, settings, isCalled } = this.#options;
    return new Hud(root, client, settings, {
      isRanked: isCalled,
      onToggle: (open) => {
        this.#devices.release();
        this.#devices.enabled = !open;
        if (!open) root.focus({ preventScroll: true });
      },
      onFullscreen: () => toggleFullscreen(),
      onLeave: () => client.leave(),
    });
  }

  /** The next match is in another arena: the picture follows by itself, the HUD with its little map is built anew. */
  #changeArena(): void {
    this.#hud.destroy();
    this.#hud = this.#makeHud();
    this.#devices.enabled = true;
  }

  #act(action: PageAction): void {
    const { settings } = this.#options;
    if (action === 'pause') this.#hud.goBack();
    else if (action === 'write') this.#hud.chat.write();
    else if (action === 'debug') this.#debug.toggle();
    else if (action === 'mute') settings.set('muted', !settings.get('muted'));
    else toggleFullscreen();
  }
}

function reasonOf(status: Extract<ConnectionStatus, { kind: 'closed' }>): string {
  return status.code === CODE_LEFT ? '' : status.reason;
}

/** Only a ranked match is followed by no other. Of those who were in it, not who watched. */
function rankedMatchOf({ results, watching }: ArenaClient): string | undefined {
  return watching === undefined && results?.maps.length === 0 ? results.matchId : undefined;
}

function toggleFullscreen(): void {
  // Refused without a gesture or on phones that know no fullscreen; then the page stays as it is.
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  change.catch(() => undefined);
}
