import { Client } from '@colyseus/sdk';
import { awaitFirstState } from '../../../shared/net/awaitFirstState.ts';
import { BenchInput } from '../contenders/inputSchema.ts';
import { QUARTERS_PER_UNIT, SHOT_STEP_X, SHOT_STEP_Y } from '../workload/rules.ts';
import type { Contender } from '../contenders/Contender.ts';
import { CheckedClient, type CheckedSeat } from './CheckedClient.ts';
import type { Sighting } from './Sighting.ts';

/** What any client of the benchmark's rooms gets from the SDK, which learns the fields from the room itself. */
interface DecodedState {
  readonly tick: number;
  readonly players: Iterable<readonly [key: string, player: DecodedPlayer]>;
  readonly shots: Iterable<readonly [key: string, shot: DecodedShot]>;
}

interface DecodedPlayer {
  readonly x: number;
  readonly y: number;
  readonly aim: number;
  readonly health: number;
}

interface DecodedShot {
  readonly x: number;
  readonly y: number;
  /** Absent where shots are moved in the state. */
  readonly aim?: number;
  /** The low eight bits of the tick in which it was at x, y. */
  readonly bornAt?: number;
}

/** The state of the contender `ours`, which says how it packs places. */
interface PackedState {
  readonly tick: number;
  readonly players: Iterable<readonly [key: string, player: PackedPlayer]>;
  readonly shots: Iterable<readonly [key: string, shot: { readonly place: number; readonly flight: number }]>;
}

interface PackedPlayer {
  readonly near: number;
  readonly far: number;
  readonly aim: number;
  readonly health: number;
}

/** Joins with the SDK as it comes. */
export async function joinColyseus(
  seat: CheckedSeat,
  places: NonNullable<Contender['places']>,
): Promise<CheckedClient> {
  const { port, roomId, slot } = seat;
  const room = await new Client(`http://127.0.0.1:${port}`).joinById<DecodedState>(roomId, { slot });
  room.reconnection.enabled = false;
  await awaitFirstState(room);
  const look = (): Sighting => {
    if (places === 'units') return lookAtUnits(room.state);
    return places === 'quarters' ? lookAtQuarters(room.state) : lookAtPacked(room.state as unknown as PackedState);
  };
  const input = room.input({ type: BenchInput });
  const client = new CheckedClient(seat, {
    get tick() {
      return room.state.tick;
    },
    look,
    send({ direction, aim, fires }) {
      Object.assign(input.data, { direction, aim, fires });
      input.send();
    },
    close() {
      room.removeAllListeners();
      room.connection.close();
    },
  });
  room.onStateChange(() => client.takePatch());
  return client;
}

/** Of a state with places in quarters of a unit, and shots as they left their shooters. */
function lookAtQuarters({ tick, players, shots }: DecodedState): Sighting {
  return {
    tick,
    players: Array.from(players, ([key, { x, y, aim, health }]) => [Number(key), x, y, aim, health] as const),
    shots: Array.from(shots, ([key, { x, y, aim = 0, bornAt = 0 }]) => {
      const age = (tick - bornAt) & 0xff;
      return [Number(key), x + SHOT_STEP_X[aim]! * age, y + SHOT_STEP_Y[aim]! * age] as const;
    }),
  };
}

/** Of a state as the contender `ours` packs it; a shot is where it left its shooter. */
function lookAtPacked({ tick, players, shots }: PackedState): Sighting {
  return {
    tick,
    players: Array.from(players, ([key, { near, far, aim, health }]) => {
      const x = (near & 0xff) | ((far & 0xff) << 8);
      return [parseInt(key, 36), x, (near >> 8) | (far & 0xff00), aim, health] as const;
    }),
    shots: Array.from(shots, ([key, { place, flight }]) => {
      const aim = flight & 0xff;
      const age = (tick - (flight >> 8)) & 0xff;
      const x = (place & 0xffff) + SHOT_STEP_X[aim]! * age;
      return [parseInt(key, 36), x, (place >>> 16) + SHOT_STEP_Y[aim]! * age] as const;
    }),
  };
}

/** Of a state with places in units, where shots are now. */
function lookAtUnits({ tick, players, shots }: DecodedState): Sighting {
  const toQuarters = (units: number): number => units * QUARTERS_PER_UNIT;
  return {
    tick,
    players: Array.from(players, ([key, { x, y, aim, health }]) => {
      return [Number(key), toQuarters(x), toQuarters(y), aim, health] as const;
    }),
    shots: Array.from(shots, ([key, { x, y }]) => [Number(key), toQuarters(x), toQuarters(y)] as const),
  };
}
