import type { Client } from '@colyseus/core';
import { createPool, schema, t, type SchemaType, type StateView } from '@colyseus/schema';
import { claimsToBeInput, InputFormat } from '../../../server/input/InputFormat.ts';
import { InputQueue } from '../../../server/input/InputQueue.ts';
import { takeMessages } from '../../../server/rooms/messageInternals.ts';
import { useEntitySerializer } from '../../../server/sync/EntitySerializer.ts';
import type { EntityView } from '../../../server/sync/EntityView.ts';
import type { Input } from '../encodeInput.ts';
import { Interest } from '../workload/Interest.ts';
import { ColyseusRoom, type ColyseusRoomOptions } from './ColyseusRoom.ts';
import type { OpenContender } from './Contender.ts';
import { BenchInput } from './inputSchema.ts';
import { openColyseus } from './openColyseus.ts';
import { tellView } from './tellView.ts';

/**
 * A place is two numbers of 14 bits. Their low bytes change with every step and travel as one field; the high ones, which
 * change once in a dozen steps, as another.
 */
const PlayerState = schema(
  {
    /** The low byte of x, and above it that of y. */
    near: t.uint16().default(0),
    /** The same of what remains of them. */
    far: t.uint16().default(0),
    aim: t.uint8().default(0),
    health: t.uint8().default(0),
  },
  'PlayerState',
);
type PlayerState = SchemaType<typeof PlayerState>;

/** Where a shot left its shooter; clients fly it on from there. */
const ShotState = schema(
  {
    /** x, and in the upper half y. */
    place: t.uint32().default(0),
    /** The aim, and above it the low bits of the tick in which it was there. */
    flight: t.uint16().default(0),
  },
  'ShotState',
);
type ShotState = SchemaType<typeof ShotState>;

const OurState = schema(
  { tick: t.uint16().default(0), players: t.map(PlayerState).view(), shots: t.map(ShotState).view() },
  'OurState',
);
type OurState = SchemaType<typeof OurState>;

const MAX_WAITING_INPUTS = 8;
/** Short names for the many: two characters do for a thousand. */
const NAME_BASE = 36;

const INPUTS = new InputFormat<Input>(BenchInput, (values, at) => ({
  direction: values[at]!,
  aim: values[at + 1]!,
  fires: values[at + 2]!,
}));

/** What the room keeps of a client. */
interface Seat {
  readonly view: EntityView;
  readonly queue: InputQueue<Input>;
  readonly interest: Interest;
}

/** The serializer and the input queue of the game, on Colyseus' rooms and transport. */
class OurRoom extends ColyseusRoom {
  declare state: OurState;
  override inputs = this.defineInput(BenchInput, { bufferMaxSize: 0 });
  readonly #serializer = useEntitySerializer<OurState>(this, {
    publicEntities: 0,
    quietFields: new Map([[ShotState, ['place', 'flight']]]),
    acknowledged: (client) => seatOf(client).queue.acknowledged,
    look: (client) => this.#look(seatOf(client)),
  });
  readonly #players: PlayerState[] = [];
  readonly #shots: (ShotState | undefined)[] = [];
  readonly #spare = createPool(ShotState);

  override onCreate(options: ColyseusRoomOptions): void {
    takeMessages(this, (client, message) => this.#takeInput(client, message));
    super.onCreate(options);
  }

  protected override openState(): void {
    this.state = new OurState();
    for (let slot = 0; slot < this.sim.players; slot++) {
      const player = (this.#players[slot] = new PlayerState());
      this.state.players.set(slot.toString(NAME_BASE), player);
    }
    this.#projectPlayers();
  }

  protected override showTo(client: Client, slot: number): void {
    const view = this.#serializer.createView();
    client.view = view as unknown as StateView;
    const queue = new InputQueue(INPUTS, MAX_WAITING_INPUTS);
    client.userData = { view, queue, interest: new Interest(this.sim, slot) } satisfies Seat;
  }

  protected override hear(): void {}

  #takeInput(client: Client, message: Uint8Array): boolean {
    const isInput = claimsToBeInput(message) && seatOf(client).queue.readFrame(message);
    if (isInput) this.countInput();
    return isInput;
  }

  protected override nextInput(client: Client): Input | undefined {
    return seatOf(client).queue.next();
  }

  protected override project(): void {
    this.state.tick = this.sim.tick;
    this.#projectPlayers();
    this.#projectShots();
  }

  #projectPlayers(): void {
    const { playerX, playerY, aim, health } = this.sim;
    for (let slot = 0; slot < this.#players.length; slot++) {
      const player = this.#players[slot]!;
      const x = playerX[slot]!;
      const y = playerY[slot]!;
      player.near = (x & 0xff) | ((y & 0xff) << 8);
      player.far = (x >> 8) | (y & 0xff00);
      player.aim = aim[slot]!;
      player.health = health[slot]!;
    }
  }

  #projectShots(): void {
    const { sim, state } = this;
    for (const id of sim.ended) {
      state.shots.delete(id.toString(NAME_BASE));
      this.#spare.release(this.#shots[id]!);
      this.#shots[id] = undefined;
    }
    for (const id of sim.spawned) {
      const shot = (this.#shots[id] = this.#spare.acquire());
      shot.place = (sim.shotX[id]! | (sim.shotY[id]! << 16)) >>> 0;
      shot.flight = sim.shotAim[id]! | ((sim.tick & 0xff) << 8);
      state.shots.set(id.toString(NAME_BASE), shot);
    }
  }

  #look({ view, interest }: Seat): void {
    tellView(view, interest, this.#players, this.#shots);
  }
}

function seatOf({ userData }: Client): Seat {
  return userData as Seat;
}

export const openOurs: OpenContender = (setup, hearInput) => openColyseus(OurRoom, setup, hearInput);
