import { Protocol, Room, type Client } from '@colyseus/core';
import type { RunSetup } from '../RunSetup.ts';
import { ArenaSim } from '../workload/ArenaSim.ts';
import type { Input } from '../encodeInput.ts';
import { BenchInput } from './inputSchema.ts';

/** The low bits of a message's first byte say what it is. */
const PROTOCOL_CODE_MASK = 0x1f;
/** Inputs of one client that may wait; in lock-step one does. */
const MAX_WAITING_INPUTS = 8;
const NEVER_MS = 2 ** 31 - 1;

export interface ColyseusRoomOptions {
  readonly setup: RunSetup;
  readonly index: number;
  readonly hearInput: () => void;
}

/**
 * What all contenders with Colyseus share: inputs as Colyseus inputs, one taken a tick, and patches that leave with
 * the tick. What is sent of the arena is what they are compared by.
 */
export abstract class ColyseusRoom extends Room {
  override inputs = this.defineInput(BenchInput, { bufferMaxSize: MAX_WAITING_INPUTS });
  override autoDispose = false;
  sim!: ArenaSim;
  #hearInput!: () => void;
  readonly #seats: { readonly client: Client; readonly slot: number }[] = [];

  override onCreate({ setup, index, hearInput }: ColyseusRoomOptions): void {
    const { playersPerRoom, sideUnits, seed } = setup;
    this.sim = new ArenaSim({ players: playersPerRoom, sideUnits, seed: seed + index });
    this.#hearInput = hearInput;
    // With an interval of its own, though one that never ends, Colyseus sets no other timer.
    this.setSimulationInterval(() => {}, NEVER_MS);
    this.patchRate = null as unknown as number;
    this.openState();
  }

  override onJoin(client: Client, { slot }: { readonly slot: number }): void {
    this.#seats.push({ client, slot });
    this.showTo(client, slot);
    this.hear(client);
  }

  /** Told that an input has come. */
  protected countInput(): void {
    this.#hearInput();
  }

  /** One tick. */
  step(): void {
    for (const { client, slot } of this.#seats) this.#readInput(client, slot);
    this.clock.tick();
    this.sim.step();
    this.project();
    this.broadcastPatch();
  }

  /** Sets `state`, with every player in it. */
  protected abstract openState(): void;
  /** Prepares what a new client will be shown. */
  protected abstract showTo(client: Client, slot: number): void;
  /** Writes the tick's changes to `state`, and to what each client is shown. */
  protected abstract project(): void;

  /** Counts the inputs of a new client, which Colyseus reads. */
  protected hear(client: Client): void {
    client.ref.on('message', (bytes: Uint8Array) => {
      if ((bytes[0]! & PROTOCOL_CODE_MASK) === Protocol.ROOM_INPUT_RELIABLE) this.countInput();
    });
  }

  /** The next input that waits for a tick. */
  protected nextInput({ sessionId }: Client): Input | undefined {
    return this.inputs.get(sessionId).next() as BenchInput | undefined;
  }

  #readInput(client: Client, slot: number): void {
    const input = this.nextInput(client);
    if (input !== undefined) this.sim.command(slot, input);
  }
}
