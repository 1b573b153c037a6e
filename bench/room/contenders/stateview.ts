import type { Client } from '@colyseus/core';
import { schema, StateView, t, type SchemaType } from '@colyseus/schema';
import { Interest } from '../workload/Interest.ts';
import { ColyseusRoom } from './ColyseusRoom.ts';
import type { OpenContender } from './Contender.ts';
import { openColyseus } from './openColyseus.ts';
import { tellView } from './tellView.ts';

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

/**
 * The best that Colyseus has to offer as it comes: one `StateView` for each client, whole numbers of one and two bytes, and
 * shots that are written once.
 */
class StateViewRoom extends ColyseusRoom {
  declare state: ViewedState;
  readonly #players: PlayerState[] = [];
  readonly #shots: (ShotState | undefined)[] = [];
  readonly #watchers: { readonly interest: Interest; readonly view: StateView }[] = [];

  protected override openState(): void {
    this.state = new ViewedState();
    for (let slot = 0; slot < this.sim.players; slot++) {
      const player = (this.#players[slot] = new PlayerState());
      this.state.players.set(String(slot), player);
    }
    this.#projectPlayers();
  }

  protected override showTo(client: Client, slot: number): void {
    const view = new StateView();
    client.view = view;
    this.#watchers.push({ interest: new Interest(this.sim, slot), view });
  }

  protected override project(): void {
    this.state.tick = this.sim.tick;
    this.#projectPlayers();
    this.#projectShots();
    for (const { interest, view } of this.#watchers) tellView(view, interest, this.#players, this.#shots);
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
}

export const openStateview: OpenContender = (setup, hearInput) => openColyseus(StateViewRoom, setup, hearInput);
