import type { Client, Room } from '@colyseus/core';
import type { StateView } from '@colyseus/schema';
import { HEARING } from '../../shared/defs/hearing.ts';
import { TICKS_PER_PATCH } from '../../shared/defs/rates.ts';
import type { Vec } from '../../shared/math/vec.ts';
import type { NoiseEvent } from '../../shared/net/GameEvent.ts';
import { FLIGHT_FIELDS, ProjectileState, type ArenaState } from '../../shared/net/arenaSchema.ts';
import { areTeamMates } from '../../shared/sim/Player.ts';
import type { World } from '../../shared/sim/World.ts';
import { useEntitySerializer, type EntitySerializer } from './EntitySerializer.ts';
import type { EntityView } from './EntityView.ts';
import { EventBatch } from './EventBatch.ts';
import type { FrameSender } from './FrameSender.ts';
import { Interest } from './Interest.ts';
import { hearSteps, type Senses } from './perceiveEvent.ts';
import { addOwnState, projectWorld, removeOwnState, type ProjectionFacts } from './projectWorld.ts';

/** Players of the fullest match, and as many again as come and go between two patches, but for when most of them do. */
const USUAL_PLAYERS_KNOWN = 100;

/** Patches after which a runner is heard again. */
const STEP_PATCHES = Math.round(HEARING.stepEveryTicks / TICKS_PER_PATCH);

/** What a client perceives by, to be filled anew for each. */
interface OpenSenses extends Senses {
  viewer: string;
  player: string;
  ear: Readonly<Vec>;
}

type SyncedRoom = Pick<Room, 'setSerializer' | 'broadcastPatch'> & { readonly state: ArenaState };

/** All that the clients of a room are sent of its match: the state as far as each may know it, and what it perceives. */
export class ArenaSync {
  readonly #room: SyncedRoom;
  readonly #serializer: EntitySerializer<ArenaState>;
  readonly #interest = new Interest();
  readonly #events = new EventBatch();
  readonly #views = new Map<string, EntityView>();
  /** One for all clients, since each perceives with each patch. */
  readonly #senses: OpenSenses = {
    viewer: '',
    player: '',
    ear: { x: 0, y: 0 },
    seesPlayer: (other) => this.#interest.seesPlayer(this.#senses.viewer, other),
    seesPlace: (place) => this.#interest.seesPlace(this.#senses.viewer, place),
    isTeamMate: (other) => this.#areTeamMates(this.#senses.player, other),
  };
  readonly #noises: NoiseEvent[] = [];
  #world!: World;

  /**
   * To be made before the room is given its state.
   * @param acknowledged the sequence of the last input of a client that was taken
   */
  constructor(room: SyncedRoom, acknowledged: (client: Client) => number) {
    this.#room = room;
    this.#serializer = useEntitySerializer(room, {
      publicEntities: USUAL_PLAYERS_KNOWN,
      quietFields: new Map([[ProjectileState, FLIGHT_FIELDS]]),
      acknowledged,
      look: ({ sessionId }, isWhole) => this.#interest.look(sessionId, isWhole),
      writeMessages: ({ sessionId }, sender) => this.#writeEvents(sessionId, sender),
    });
  }

  /** What a player's client may know, under Colyseus' type of it; the same again while they sit in the match. */
  viewOf(player: string): StateView {
    const known = this.#views.get(player);
    const view = known ?? this.#openView(player, player);
    const { state } = this.#room;
    if (known === undefined) view.add(state.own.get(player) ?? addOwnState(state, player));
    return view as unknown as StateView;
  }

  /**
   * What a spectator's client may know: what a player is sent, but for the player's private numbers. Once that player has
   * left it is nothing, until the spectator is turned to another.
   */
  viewThrough(player: string, spectator: string): StateView {
    return this.#openView(spectator, player) as unknown as StateView;
  }

  /** From the next patch on a spectator is sent what another player is sent. */
  turn(spectator: string, player: string): void {
    this.#interest.turn(spectator, player);
  }

  /** Nobody waits for this player, or is this spectator, any more. */
  forget(viewer: string): void {
    this.#interest.close(viewer);
    this.#views.get(viewer)?.dispose();
    this.#views.delete(viewer);
    removeOwnState(this.#room.state, viewer);
  }

  /** Takes note of what has happened in a step. */
  record({ tick, events }: World): void {
    this.#events.add(tick, events);
  }

  /** Copies what clients may know of a world to the state; what each of them may know is decided when it is sent. */
  project(world: World, facts: ProjectionFacts): void {
    this.#world = world;
    projectWorld(world, this.#room.state, facts);
    this.#interest.follow(world, this.#room.state);
  }

  /** Sends everybody the patch of the last projection, and with it what they perceived since the one before. */
  sendPatch(): void {
    this.#room.broadcastPatch();
    this.#interest.settle();
    this.#events.clear();
  }

  #openView(viewer: string, player: string): EntityView {
    const view = this.#serializer.createView();
    this.#views.set(viewer, view);
    this.#interest.open(viewer, player, view);
    return view;
  }

  #writeEvents(viewer: string, sender: FrameSender): void {
    const player = this.#interest.eyesOf(viewer);
    const ear = player === undefined ? undefined : this.#world.players.get(player);
    if (player === undefined || ear === undefined) return;
    const senses = this.#senses;
    senses.viewer = viewer;
    senses.player = player;
    senses.ear = ear;
    this.#hearRunners();
    this.#events.write(sender, senses, this.#noises, this.#world.tick);
  }

  #areTeamMates(one: string, other: string): boolean {
    const { players } = this.#world;
    const [a, b] = [players.get(one), players.get(other)];
    return a !== undefined && b !== undefined && areTeamMates(a, b);
  }

  /** Each runner is heard in its turn, so that the steps of many do not fall together. */
  #hearRunners(): void {
    this.#noises.length = 0;
    let turn = this.#world.tick / TICKS_PER_PATCH;
    for (const runner of this.#world.players.values()) {
      turn += 1;
      if (turn % STEP_PATCHES !== 0) continue;
      const noise = hearSteps(runner, this.#senses);
      if (noise !== undefined) this.#noises.push(noise);
    }
  }
}
