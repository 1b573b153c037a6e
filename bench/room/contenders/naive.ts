import type { Client } from '@colyseus/core';
import { schema, t, type SchemaType } from '@colyseus/schema';
import { QUARTERS_PER_UNIT } from '../workload/rules.ts';
import { ColyseusRoom } from './ColyseusRoom.ts';
import type { OpenContender } from './Contender.ts';
import { openColyseus } from './openColyseus.ts';

const PlayerState = schema(
  {
    /** Units. */
    x: t.number().default(0),
    y: t.number().default(0),
    aim: t.number().default(0),
    health: t.number().default(0),
  },
  'PlayerState',
);
type PlayerState = SchemaType<typeof PlayerState>;

const ShotState = schema({ x: t.number().default(0), y: t.number().default(0) }, 'ShotState');
type ShotState = SchemaType<typeof ShotState>;

const WholeState = schema(
  { tick: t.number().default(0), players: t.map(PlayerState), shots: t.map(ShotState) },
  'WholeState',
);
type WholeState = SchemaType<typeof WholeState>;

/** What a first game looks like: `number` for every field, shots that move in the state, and everybody is sent everything. */
class NaiveRoom extends ColyseusRoom {
  declare state: WholeState;

  protected override openState(): void {
    this.state = new WholeState();
    for (let slot = 0; slot < this.sim.players; slot++) this.state.players.set(String(slot), new PlayerState());
    this.#projectPlayers();
  }

  protected override showTo(_client: Client, _slot: number): void {}

  protected override project(): void {
    this.state.tick = this.sim.tick;
    this.#projectPlayers();
    this.#projectShots();
  }

  #projectPlayers(): void {
    const { playerX, playerY, aim, health } = this.sim;
    for (const [key, player] of this.state.players) {
      const slot = Number(key);
      player.x = playerX[slot]! / QUARTERS_PER_UNIT;
      player.y = playerY[slot]! / QUARTERS_PER_UNIT;
      player.aim = aim[slot]!;
      player.health = health[slot]!;
    }
  }

  #projectShots(): void {
    const { sim, state } = this;
    for (const id of sim.ended) state.shots.delete(String(id));
    for (const id of sim.spawned) state.shots.set(String(id), new ShotState());
    for (const [key, shot] of state.shots) {
      const id = Number(key);
      shot.x = sim.shotX[id]! / QUARTERS_PER_UNIT;
      shot.y = sim.shotY[id]! / QUARTERS_PER_UNIT;
    }
  }
}

export const openNaive: OpenContender = (setup, hearInput) => openColyseus(NaiveRoom, setup, hearInput);
