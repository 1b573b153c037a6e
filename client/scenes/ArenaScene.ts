import * as Phaser from 'phaser';
import type { ArenaState } from '../../shared/net/arenaSchema.ts';
import type { SessionEvent } from '../../shared/net/EventQueue.ts';
import type { ArenaSession, SessionView, Wish } from '../../shared/net/ArenaSession.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { computeLightPolygon } from '../../shared/map/lightPolygon.ts';
import type { Vec } from '../../shared/math/vec.ts';
import type { ArenaSounds } from '../audio/ArenaSounds.ts';
import { debugToggles } from '../debug/debugToggles.ts';
import { seenThrough } from '../net/seenThrough.ts';
import { ArenaEffects, type Onlooking } from '../render/ArenaEffects.ts';
import { ATLAS } from '../render/AtlasCanvas.ts';
import { AvatarLayer, type Roster } from '../render/AvatarLayer.ts';
import { CameraRig } from '../render/CameraRig.ts';
import { drawAtlas } from '../render/drawAtlas.ts';
import { GhostLayer } from '../render/GhostLayer.ts';
import { LightLayer } from '../render/LightLayer.ts';
import { paintFloor } from '../render/paintFloor.ts';
import { paintWalls } from '../render/paintWalls.ts';
import { PickupLayer } from '../render/PickupLayer.ts';
import { PieceGroups } from '../render/PieceGroups.ts';
import { ProjectileLayer } from '../render/ProjectileLayer.ts';
import type { Stage } from '../render/Stage.ts';
import { Trails } from '../render/Trails.ts';
import { Vignette } from '../render/Vignette.ts';

/** What the scene draws from; read anew each frame, for a reconnection replaces session and state. */
export interface ArenaSource {
  readonly map: ArenaMap;
  /** Whose eyes it is seen by. */
  readonly playerId: string;
  readonly state: ArenaState;
  readonly session: ArenaSession;
}

export interface ArenaSceneOptions {
  readonly source: ArenaSource;
  readonly look: Pick<Stage, 'palette' | 'traits' | 'shake' | 'flash'>;
  readonly sounds: ArenaSounds;
  sample(): Wish;
  onFrame(nowMs: number, view: SessionView, events: readonly SessionEvent[]): void;
  onReady(): void;
}

/** The light is computed a little beyond the screen, so that its border is never seen. */
const LIGHT_MARGIN_UNITS = 48;
/** After a longer pause (a hidden tab) what happened meanwhile is not shown, only its outcome. */
const STALE_MS = 1000;

/** One arena on the screen: asks the session what to draw, and draws it. */
export class ArenaScene extends Phaser.Scene {
  readonly #options: ArenaSceneOptions;
  #stage!: Stage;
  #camera!: CameraRig;
  #ground!: PieceGroups;
  #light!: LightLayer;
  #pickups!: PickupLayer;
  #avatars!: AvatarLayer;
  #effects!: ArenaEffects;
  #projectiles!: ProjectileLayer;
  #trails!: Trails;
  #vignette!: Vignette;
  #ghosts!: GhostLayer;
  #lastMs = 0;
  /** The place the light is seen from: the own one, also for a while after death. */
  #eye: Vec | undefined;
  readonly #outline: number[] = [];

  constructor(options: ArenaSceneOptions) {
    super('arena');
    this.#options = options;
  }

  /** The stage, to change its palette and traits while the match runs. */
  get stage(): Stage {
    return this.#stage;
  }

  /** Also called when the scene starts over in another arena. */
  create(): void {
    const { source, look } = this.#options;
    if (!this.textures.exists(ATLAS)) drawAtlas(this.textures);
    this.#eye = undefined;
    const stage: Stage = { scene: this, map: source.map, ...look };
    this.#stage = stage;
    this.#camera = new CameraRig(stage);
    this.#ground = new PieceGroups(stage);
    paintFloor(source.map, this.#ground);
    paintWalls(source.map, this.#ground);
    this.#light = new LightLayer(stage, (x, y) => this.#seeLight(x, y));
    this.#pickups = new PickupLayer(stage);
    this.#avatars = new AvatarLayer(stage);
    this.#effects = new ArenaEffects(stage, this.#avatars, this.#camera);
    this.#projectiles = new ProjectileLayer(stage, this.#effects.sparks, this.#effects.smoke);
    this.#trails = new Trails(this.#effects.specks);
    this.#vignette = new Vignette(stage);
    this.#ghosts = new GhostLayer(stage);
    this.#lastMs = performance.now();
    this.#options.onReady();
  }

  override update(): void {
    const { source } = this.#options;
    const nowMs = performance.now();
    const deltaMs = nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    source.session.advance(nowMs, () => this.#options.sample());
    const view = this.#view(nowMs);
    const events = source.session.takeEvents(nowMs);
    this.#draw(view, nowMs, Math.min(deltaMs, 100));
    if (deltaMs < STALE_MS) this.#showEvents(events, view, nowMs);
    this.#options.onFrame(nowMs, view, events);
  }

  /** Builds everything anew for the source's present map. */
  startOver(): void {
    this.scene.restart();
  }

  /** Where a place is on the canvas, in canvas pixels; the middle when nothing is drawn yet. */
  toCanvas(place: Readonly<Vec>): Vec {
    return this.#camera.toCanvas(place);
  }

  /** Where a player was last drawn, in units. */
  placeOf(id: string): Readonly<Vec> | undefined {
    return this.#avatars.placeOf(id);
  }

  /** What is to be drawn; without prediction the own place is the one that the server last sent. */
  #view(nowMs: number): SessionView {
    const { source } = this.#options;
    const view = source.session.view(nowMs);
    const sent = source.state.players.get(source.playerId);
    if (sent === undefined) return view;
    if (view.own === undefined) return seenThrough(view, source.playerId, sent.alive);
    if (!debugToggles.predictionOff) return view;
    return { ...view, own: { ...view.own, x: sent.x, y: sent.y } };
  }

  #draw(view: SessionView, nowMs: number, deltaMs: number): void {
    const { source } = this.#options;
    const roster: Roster = { self: source.playerId, players: source.state.players };
    const { own } = view;
    if (own !== undefined) this.#eye = { x: own.x, y: own.y };
    this.#camera.update(own?.alive === true ? own : undefined, deltaMs);
    this.#ground.cull(this.#camera.view);
    this.#light.draw(this.#eye);
    this.#pickups.draw(source.state.pickups, { serverTick: view.serverTick, nowMs }, this.#camera.view);
    this.#avatars.draw(view, roster, { nowMs, deltaMs });
    this.#projectiles.draw(view.projectiles, nowMs);
    this.#followTrails(view, roster, deltaMs);
    this.#effects.advance(own, deltaMs);
    this.#vignette.draw();
    this.#ghosts.draw(debugToggles, source.state.players, view);
  }

  #followTrails(view: SessionView, roster: Roster, deltaMs: number): void {
    const follow = (id: string, place: Readonly<Vec>): void => {
      const shown = roster.players.get(id)?.alive === true && this.#avatars.isInSight(id);
      if (shown) this.#trails.follow(id, place, this.#avatars.lookOf(id, roster).colour, deltaMs);
      else this.#trails.forget(id);
    };
    if (view.own !== undefined) follow(roster.self, view.own);
    for (const [id, place] of view.others) follow(id, place);
  }

  #showEvents(events: readonly SessionEvent[], view: SessionView, nowMs: number): void {
    const { source, sounds } = this.#options;
    const roster: Roster = { self: source.playerId, players: source.state.players };
    const onlooking: Onlooking = { roster, self: view.own, nowMs };
    const listening = { map: source.map, self: source.playerId, ear: this.#eye };
    for (const event of events) {
      this.#effects.show(event, onlooking);
      sounds.play(event.event, listening);
    }
    sounds.playBounces(view.projectiles, listening);
    sounds.countDown(source.state, view.serverTick);
  }

  #seeLight(x: number, y: number): readonly number[] {
    const { left, right, top, bottom } = this.#camera.view;
    const bounds = {
      left: left - LIGHT_MARGIN_UNITS,
      top: top - LIGHT_MARGIN_UNITS,
      right: right + LIGHT_MARGIN_UNITS,
      bottom: bottom + LIGHT_MARGIN_UNITS,
    };
    return computeLightPolygon(this.#stage.map, { x, y }, bounds, this.#outline);
  }
}
