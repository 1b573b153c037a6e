import * as Phaser from 'phaser';
import type { SessionEvent } from '../../shared/net/EventQueue.ts';
import type { SessionView } from '../../shared/net/ArenaSession.ts';
import type { Vec } from '../../shared/math/vec.ts';
import { ArenaSounds } from '../audio/ArenaSounds.ts';
import type { Devices } from '../input/Devices.ts';
import type { ArenaClient } from '../net/ArenaClient.ts';
import { cssColour, GROUND, PALETTES } from '../render/palette.ts';
import { QUALITY_TRAITS, QualityGovernor, type Quality } from '../render/quality.ts';
import type { Settings } from '../settings/Settings.ts';
import { ArenaScene } from './ArenaScene.ts';
import { detectQuality } from './detectQuality.ts';

export interface StartArenaOptions {
  /** The element that the canvas fills. */
  readonly parent: HTMLElement;
  readonly client: ArenaClient;
  readonly settings: Settings;
  readonly devices: Devices;
  /** Called after each frame is drawn, for the DOM above the canvas. */
  onFrame(nowMs: number, view: SessionView, events: readonly SessionEvent[]): void;
}

/** The arena on the screen. */
export interface ArenaHandle {
  /** The own avatar, in CSS pixels from the canvas's corner; its middle while there is none. */
  selfOnScreen(): Vec;
  /** Where a player was last drawn, in units. */
  placeOf(id: string): Readonly<Vec> | undefined;
  destroy(): void;
  /** Id of the map that is drawn. */
  readonly drawnMap: string;
  readonly fps: number;
  readonly quality: Quality;
}

/** Starts drawing and sounding the client's map, and every one that follows it, and resolves when the scene is ready. */
export function startArena(options: StartArenaOptions): Promise<ArenaHandle> {
  return new Promise((resolve) => {
    const stay = new ArenaStay(options, () => resolve(stay));
  });
}

/** Phaser's game around the scene of one map, and what the page may do with it. */
class ArenaStay implements ArenaHandle {
  readonly #options: StartArenaOptions;
  readonly #governor: QualityGovernor;
  readonly #sounds: ArenaSounds;
  readonly #game: Phaser.Game;
  readonly #stops: (() => void)[] = [];
  readonly #scene: ArenaScene;
  #own: Vec | undefined;
  #lastMs = 0;

  constructor(options: StartArenaOptions, onReady: () => void) {
    const { settings, parent } = options;
    this.#options = options;
    this.#governor = new QualityGovernor(wishedQuality(settings));
    this.#sounds = new ArenaSounds(settings);
    this.#scene = this.#newScene(onReady);
    this.#game = newGame(parent, this.#governor.quality, this.#scene);
    this.#fit();
    const observer = new ResizeObserver(() => this.#fit());
    observer.observe(parent);
    this.#stops.push(
      () => observer.disconnect(),
      settings.onChange(() => this.#applySettings()),
      options.client.onMapChange(() => this.#scene.startOver()),
    );
  }

  get fps(): number {
    return this.#governor.fps;
  }

  get quality(): Quality {
    return this.#governor.quality;
  }

  get drawnMap(): string {
    return this.#scene.stage.map.id;
  }

  selfOnScreen(): Vec {
    const { width, height } = this.#game.scale;
    const onCanvas = this.#own === undefined ? { x: width / 2, y: height / 2 } : this.#scene.toCanvas(this.#own);
    const ratio = this.#options.parent.clientWidth / width;
    return { x: onCanvas.x * ratio, y: onCanvas.y * ratio };
  }

  placeOf(id: string): Readonly<Vec> | undefined {
    return this.#scene.placeOf(id);
  }

  destroy(): void {
    for (const stop of this.#stops) stop();
    this.#sounds.destroy();
    this.#game.destroy(true);
  }

  #newScene(onReady: () => void): ArenaScene {
    const { client, devices } = this.#options;
    return new ArenaScene({
      source: client,
      look: this.#look(),
      sounds: this.#sounds,
      sample: () => devices.sample(this.selfOnScreen()),
      onFrame: (nowMs, view, events) => this.#onFrame(nowMs, view, events),
      onReady,
    });
  }

  #onFrame(nowMs: number, view: SessionView, events: readonly SessionEvent[]): void {
    this.#own = view.own;
    const mayStepDown = this.#options.settings.get('quality') === 'auto';
    const lower = this.#governor.countFrame(nowMs - this.#lastMs, mayStepDown);
    this.#lastMs = nowMs;
    if (lower !== undefined) this.#applySettings();
    this.#options.onFrame(nowMs, view, events);
  }

  #look(): ConstructorParameters<typeof ArenaScene>[0]['look'] {
    const { settings } = this.#options;
    return {
      palette: PALETTES[settings.get('palette')],
      traits: QUALITY_TRAITS[this.#governor.quality],
      shake: settings.get('shake'),
      flash: settings.get('flash'),
    };
  }

  #applySettings(): void {
    const chosen = this.#options.settings.get('quality');
    if (chosen !== 'auto') this.#governor.choose(chosen);
    Object.assign(this.#scene.stage, this.#look());
    this.#fit();
  }

  /** One canvas pixel for each device pixel, as far as the quality allows. */
  #fit(): void {
    const { clientWidth, clientHeight } = this.#options.parent;
    if (clientWidth === 0 || clientHeight === 0) return;
    const ratio = Math.min(window.devicePixelRatio, QUALITY_TRAITS[this.#governor.quality].maxPixelRatio);
    this.#game.scale.setZoom(1 / ratio);
    this.#game.scale.resize(Math.round(clientWidth * ratio), Math.round(clientHeight * ratio));
  }
}

function wishedQuality(settings: Settings): Quality {
  const chosen = settings.get('quality');
  return chosen === 'auto' ? detectQuality() : chosen;
}

function newGame(parent: HTMLElement, quality: Quality, scene: ArenaScene): Phaser.Game {
  return new Phaser.Game({
    type: Phaser.WEBGL,
    parent,
    width: Math.max(1, parent.clientWidth),
    height: Math.max(1, parent.clientHeight),
    backgroundColor: cssColour(GROUND.void),
    scene,
    banner: false,
    // Devices and sounds of our own; nothing of Phaser's listens or plays.
    input: { keyboard: false, mouse: false, touch: false, gamepad: false },
    audio: { noAudio: true },
    scale: { mode: Phaser.Scale.NONE },
    render: {
      antialiasGL: quality !== 'low',
      mipmapFilter: 'LINEAR_MIPMAP_NEAREST',
      powerPreference: 'high-performance',
    },
  });
}
