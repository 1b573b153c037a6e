import { SUBTICKS_PER_TICK } from '../defs/rates.ts';
import { WEAPONS } from '../defs/weapons.ts';
import type { ArenaMap } from '../map/ArenaMap.ts';
import { raycastWalls } from '../map/raycast.ts';
import { wireRoundAngle } from '../math/angle.ts';
import { distance, type Vec } from '../math/vec.ts';
import type { Command } from '../sim/Command.ts';
import { mayAct } from '../sim/mayAct.ts';
import type { Phase } from '../sim/SimEvent.ts';
import { launchFlight } from '../sim/stepFlight.ts';
import type { Pull } from '../sim/stepTrigger.ts';
import { isSeen, type ArenaState, type PlayerState } from './arenaSchema.ts';
import { EventQueue, type SessionEvent } from './EventQueue.ts';
import { InputPacer } from './InputPacer.ts';
import type { ToClient } from './messages.ts';
import { Predictor, type OwnBody } from './Predictor.ts';
import type { DrawnProjectile } from './FlownProjectile.ts';
import { ProjectileTrack } from './ProjectileTrack.ts';
import { readOwnBody } from './readOwnBody.ts';
import { RemotePlaces, type Place } from './RemotePlaces.ts';
import { RenderClock } from './RenderClock.ts';
import { SessionStats } from './SessionStats.ts';

/** An explosion of the server's this near to a predicted one was shown already. */
const SAME_BURST_UNITS = 40;

/** What a device or a brain wants now; the session adds what was seen. */
export type Wish = Omit<Command, 'seenSubtick'>;

export interface SessionOptions {
  /** The own player's id: the room's `sessionId`. */
  readonly playerId: string;
  /** The decoded, live state of the room. */
  readonly state: ArenaState;
  readonly map: ArenaMap;
  /** Puts a command on the wire; gives its sequence, 0 when it could not be sent. */
  send(command: Command): number;
}

/** The own player as it is to be drawn. */
export interface OwnView extends Place {
  readonly alive: boolean;
  /** The predicted body; undefined while commands have no effect: dead, match over, or a bot plays. */
  readonly body: Readonly<OwnBody> | undefined;
}

/** What is to be drawn at one instant. Places in units. */
export interface SessionView {
  /** Others are drawn at this tick. */
  readonly renderTick: number;
  /** The server's present tick, as well as it can be known: for clocks. */
  readonly serverTick: number;
  /** Undefined while the own player is not in the state (a spectator, or not yet joined). */
  readonly own: OwnView | undefined;
  /** Everyone else of whom it is known where they are, by id. */
  readonly others: ReadonlyMap<string, Readonly<Place>>;
  readonly projectiles: readonly DrawnProjectile[];
}

/**
 * One player's side of the netcode, without socket, clock or screen: browser client and headless bots both play
 * through it, and tests move its messages by hand. Times are milliseconds of any steady clock.
 */
export class ArenaSession {
  readonly stats = new SessionStats();
  readonly clock = new RenderClock();
  readonly #options: SessionOptions;
  readonly #predictor: Predictor;
  readonly #projectiles: ProjectileTrack;
  readonly #events: EventQueue;
  readonly #places = new RemotePlaces();
  readonly #pacer = new InputPacer();
  #others = new Map<string, Place>();
  #newestTick = 0;
  #drawnTick = 0;
  #life = -1;
  #aim = 0;
  /** The own clock; goes on while dead, so that what was fired in life flies on. */
  #ownTick = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#predictor = new Predictor(options.map);
    this.#projectiles = new ProjectileTrack(options.map);
    this.#events = new EventQueue(options.playerId);
  }

  /** Commands sent whose effect the server has not confirmed yet. */
  get unacknowledged(): number {
    return this.#predictor.unacknowledged;
  }

  /** Takes in the state after a patch; `acknowledged` is the sequence of the last command it contains. */
  receivePatch(acknowledged: number, nowMs: number): void {
    const { state, playerId } = this.#options;
    if (state.tick === this.#newestTick) return;
    this.#newestTick = state.tick;
    this.stats.patches += 1;
    this.clock.observe(state.tick, nowMs);
    for (const [id, player] of state.players) {
      if (!isSeen(player)) this.#places.forget(id);
      else if (player.alive) this.#samplePlace(id, player);
    }
    this.#places.keepOnly(state.players);
    this.#projectiles.observe(state.projectiles, { id: playerId, own: state.own.get(playerId) }, state.tick);
    this.#reconcile(acknowledged, nowMs);
  }

  /** Takes in a batch of the server's events. */
  receiveEvents(events: ToClient['events'], nowMs: number): void {
    const fresh = events.filter(
      ([tick, event]) => event.type !== 'explosion' || !this.#wasShown(event.projectile, tick, event.at),
    );
    this.#events.receive(fresh, nowMs);
  }

  /** Sends and predicts every input that is due; to be called once a frame. `sample` is asked once per input. */
  advance(nowMs: number, sample: () => Wish): void {
    for (let due = this.#pacer.due(nowMs); due > 0; due--) this.#sendOne(nowMs, sample());
  }

  /** What to draw at `nowMs`. The instant is remembered: commands sent from now on are judged by it. */
  view(nowMs: number): SessionView {
    const renderTick = this.clock.renderTick(nowMs);
    // Rounded to what the stamp can say, and no further than what is known: the rewind reads this very instant.
    this.#drawnTick = Math.min(Math.floor(renderTick * SUBTICKS_PER_TICK) / SUBTICKS_PER_TICK, this.#newestTick);
    const own = this.#viewOwn(nowMs);
    const ownTick = this.#ownTick + this.#predictor.stepShare(nowMs);
    return {
      renderTick,
      serverTick: Math.max(this.#newestTick, this.clock.newestTick(nowMs)),
      own,
      others: this.#viewOthers(),
      projectiles: this.#projectiles.drawn(renderTick, ownTick),
    };
  }

  /** Takes out the events to draw and hear now. */
  takeEvents(nowMs: number): SessionEvent[] {
    for (const { weapon, at } of this.#projectiles.takeBursts(this.#ownTick)) {
      const event = { type: 'explosion', projectile: -1, player: this.#options.playerId, weapon, at } as const;
      this.#events.predict(this.#newestTick, event, nowMs);
    }
    return this.#events.takeDue(this.#drawnTick);
  }

  #sendOne(nowMs: number, wish: Wish): void {
    const aim = wireRoundAngle(wish.aim);
    const seenSubtick = Math.max(0, Math.round(this.#drawnTick * SUBTICKS_PER_TICK));
    const command: Command = { ...wish, aim, seenSubtick };
    const sequence = this.#options.send(command);
    if (sequence === 0) return;
    this.#aim = aim;
    this.stats.inputs += 1;
    const dashEndedAt = this.#predictor.body?.dashEndsAt;
    const pull = this.#predictor.predict(sequence, command, nowMs);
    const { body } = this.#predictor;
    this.#ownTick = body?.ownTick ?? this.#ownTick + 1;
    if (pull !== undefined) this.#showPull(pull, aim, nowMs);
    if (body !== undefined && body.dashEndsAt !== dashEndedAt) {
      const event = { type: 'dash', player: this.#options.playerId, at: { x: body.x, y: body.y } } as const;
      this.#events.predict(this.#newestTick, event, nowMs);
    }
  }

  /** Muzzle flash, tracer and projectile of one's own shot, shown before the server has heard of it. */
  #showPull(pull: Pull, aim: number, nowMs: number): void {
    const body = this.#predictor.body;
    if (body === undefined) return;
    const { weapon } = pull;
    const player = this.#options.playerId;
    const at = { x: body.x, y: body.y };
    if (pull.kind === 'charge') {
      this.#events.predict(this.#newestTick, { type: 'charge', player, weapon, at }, nowMs);
      return;
    }
    const def = WEAPONS[weapon];
    if (def.kind === 'projectile') this.#projectiles.predict(weapon, launchFlight(def, at, aim, body.ownTick));
    const length =
      def.kind === 'hitscan' ? raycastWalls(this.#options.map, { ...at, radians: aim }, def.rangeUnits) : 0;
    const ends = length > 0 ? [{ x: at.x + Math.cos(aim) * length, y: at.y + Math.sin(aim) * length }] : [];
    this.#events.predict(this.#newestTick, { type: 'shot', player, weapon, from: at, ends }, nowMs);
  }

  #reconcile(acknowledged: number, nowMs: number): void {
    const { state, playerId } = this.#options;
    const player = state.players.get(playerId);
    const own = state.own.get(playerId);
    const obeys =
      player !== undefined && isSeen(player) && mayAct(state.phase as Phase, player.alive) && !player.autopilot;
    if (!obeys || own === undefined) {
      this.#predictor.stop(acknowledged);
      return;
    }
    const jumped = player.life !== this.#life;
    this.#life = player.life;
    const correction = this.#predictor.reconcile(acknowledged, readOwnBody(player, own), { jumped, nowMs });
    this.stats.addCorrection(correction);
    this.#pacer.observeBacklog(own.inputBacklog, nowMs);
  }

  /** Whether an explosion of the server's was already shown as predicted, close enough to be the same. */
  #wasShown(projectile: number, tick: number, at: Readonly<Vec>): boolean {
    const shown = this.#projectiles.end(String(projectile), tick);
    return shown !== undefined && distance(shown, at) < SAME_BURST_UNITS;
  }

  #samplePlace(id: string, player: PlayerState): void {
    const { x, y, aim, life } = player;
    this.#places.add(id, { tick: this.#newestTick, x, y, aim, life });
  }

  #viewOwn(nowMs: number): OwnView | undefined {
    const player = this.#options.state.players.get(this.#options.playerId);
    if (player === undefined || !isSeen(player)) return undefined;
    const { body } = this.#predictor;
    const { alive } = player;
    if (body !== undefined) return { ...this.#predictor.place(nowMs), aim: this.#aim, alive, body };
    const place = { x: player.x, y: player.y, aim: player.aim };
    this.#places.readAt(this.#options.playerId, this.#drawnTick, place);
    return { ...place, alive, body };
  }

  #viewOthers(): ReadonlyMap<string, Place> {
    for (const id of this.#others.keys()) if (!this.#places.has(id)) this.#others.delete(id);
    for (const id of this.#places.players()) {
      if (id === this.#options.playerId) continue;
      const place = this.#others.get(id) ?? { x: 0, y: 0, aim: 0 };
      if (this.#places.readAt(id, this.#drawnTick, place)) this.#others.set(id, place);
    }
    return this.#others;
  }
}
