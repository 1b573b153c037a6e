import type { Client } from '@colyseus/core';
import { schema, StateView, t, type SchemaType } from '@colyseus/schema';
import { Interest } from '../workload/Interest.ts';
import { ColyseusRoom } from './ColyseusRoom.ts';
import type { OpenContender } from './Contender.ts';
import { openColyseus } from './openColyseus.ts';

const PlayerState = schema(
  {
    /** Quarters of a unit. */
    x: t.uint16().default(0),
    y: t.uint16().default(0),
    aim: t.uint8().default(0),
    health: t.uint8().default(0),
  },
  'PlayerState',
);
type PlayerState = SchemaType<typeof PlayerState>;

/** Where a shot left its shooter; clients fly it on from there. */
const ShotState = schema(
  {
    x: t.uint16().default(0),
    y: t.uint16().default(0),
    aim: t.uint8().default(0),
    /** The low bits of the tick in which it was there. */
    bornAt: t.uint8().default(0),
  },
  'ShotState',
);
type ShotState = SchemaType<typeof ShotState>;

const ViewedState = schema(
  { tick: t.uint16().default(0), players: t.map(PlayerState).view(), shots: t.map(ShotState).view() },
  'ViewedState',
);
type ViewedState = SchemaType<typeof ViewedState>;

/** As far as a room needs a `StateView`; what stands in its place has the same two verbs. */
export interface View {
  add(instance: PlayerState | ShotState): void;
  remove(instance: PlayerState | ShotState): void;
}

/**
 * The best that Colyseus has to offer as it comes: one `StateView` for each client, whole numbers of one and two bytes, and
 * shots that are written once.
 */
export class StateViewRoom extends ColyseusRoom {
  declare state: ViewedState;
  readonly #players: PlayerState[] = [];
  readonly #shots: (ShotState | undefined)[] = [];
  readonly #watchers: { readonly interest: Interest; readonly view: View }[] = [];

  protected override openState(): void {
    this.state = new ViewedState();
    for (let slot = 0; slot < this.sim.players; slot++) {
      const player = (this.#players[slot] = new PlayerState());
      this.state.players.set(String(slot), player);
    }
    this.#projectPlayers();
  }

  protected override showTo(client: Client, slot: number): void {
    const view = this.createView();
    client.view = view as StateView;
    this.#watchers.push({ interest: new Interest(this.sim, slot), view });
  }

  protected createView(): View {
    return new StateView();
  }

  protected override project(): void {
    this.state.tick = this.sim.tick;
    this.#projectPlayers();
    this.#projectShots();
    for (const { interest, view } of this.#watchers) this.#update(view, interest);
  }

  #projectPlayers(): void {
    const { playerX, playerY, aim, health } = this.sim;
    for (let slot = 0; slot < this.#players.length; slot++) {
      const player = this.#players[slot]!;
      player.x = playerX[slot]!;
      player.y = playerY[slot]!;
      player.aim = aim[slot]!;
      player.health = health[slot]!;
    }
  }

  #projectShots(): void {
    const { sim, state } = this;
    for (const id of sim.ended) {
      state.shots.delete(String(id));
      this.#shots[id] = undefined;
    }
    for (const id of sim.spawned) {
      const shot = (this.#shots[id] = new ShotState());
      shot.x = sim.shotX[id]!;
      shot.y = sim.shotY[id]!;
      shot.aim = sim.shotAim[id]!;
      shot.bornAt = sim.tick & 0xff;
      state.shots.set(String(id), shot);
    }
  }

  #update(view: View, interest: Interest): void {
    interest.look();
    const { players, shots } = interest;
    for (const slot of players.left) view.remove(this.#players[slot]!);
    for (const id of shots.left) {
      // One that ended has left the state, and every view with it.
      const shot = this.#shots[id];
      if (shot !== undefined) view.remove(shot);
    }
    for (let i = players.count - players.enteredCount; i < players.count; i++)
      view.add(this.#players[players.ids[i]!]!);
    for (let i = shots.count - shots.enteredCount; i < shots.count; i++) view.add(this.#shots[shots.ids[i]!]!);
  }
}

export const openStateview: OpenContender = (setup, hearInput) => openColyseus(StateViewRoom, setup, hearInput);
