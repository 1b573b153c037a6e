import { getMessageBytes, Protocol } from '@colyseus/core';
import type { GameEvent, NoiseEvent } from '../../shared/net/GameEvent.ts';
import type { ToClient } from '../../shared/net/messages.ts';
import type { SimEvent } from '../../shared/sim/SimEvent.ts';
import type { FrameSender } from './FrameSender.ts';
import { perceiveEvent, travellingEvent, type Senses } from './perceiveEvent.ts';

const TYPE = 'events' satisfies keyof ToClient;
/** How every message of this type begins. */
const HEADER = getMessageBytes.raw(Protocol.ROOM_DATA, TYPE);
/** Code and type of the message that an event is encoded in for a moment. */
const WRAPPING_BYTES = 2;

/** MessagePack: an array of up to 15 items, and of up to 65,535. */
const FIXARRAY = 0x90;
const MOST_IN_FIXARRAY = 15;
const ARRAY16 = 0xdc;

interface Dated {
  readonly tick: number;
  readonly event: Exclude<GameEvent, NoiseEvent>;
  /** As it is told to those who may know all of it; made when the first of them is told. */
  bytes: Uint8Array | undefined;
}

/** Gathers what happens until the next patch leaves, and tells each client what its avatar perceived of it. */
export class EventBatch {
  #events: Dated[] = [];
  /** What the client that is written to is told; kept between clients for its room alone. */
  readonly #told: Uint8Array[] = [];

  add(tick: number, events: readonly SimEvent[]): void {
    for (const event of events) this.#events.push({ tick, event: travellingEvent(event), bytes: undefined });
  }

  /**
   * Writes the message of one client, oldest event first, unless there is nothing to tell.
   * @param noises what it hears beside the events, at `tick`
   */
  write(sender: FrameSender, senses: Senses, noises: readonly NoiseEvent[], tick: number): void {
    const told = this.#told;
    told.length = 0;
    for (const dated of this.#events) {
      const perceived = perceiveEvent(dated.event, senses);
      if (perceived === undefined) continue;
      const isWhole = perceived === dated.event;
      told.push(isWhole ? (dated.bytes ??= encode(dated.tick, perceived)) : encode(dated.tick, perceived));
    }
    for (const noise of noises) told.push(encode(tick, noise));
    if (told.length === 0) return;
    sender.beginFrame();
    sender.copy(HEADER, 0, HEADER.length);
    writeArrayLength(sender, told.length);
    for (const bytes of told) sender.copy(bytes, 0, bytes.length);
    sender.endFrame();
  }

  /** Forgets what was gathered, once all have been told. */
  clear(): void {
    if (this.#events.length > 0) this.#events = [];
  }
}

function encode(tick: number, event: GameEvent): Uint8Array {
  const item: ToClient['events'][number] = [tick, event];
  return getMessageBytes.raw(Protocol.ROOM_DATA, 0, item).subarray(WRAPPING_BYTES);
}

function writeArrayLength(sender: FrameSender, length: number): void {
  if (length <= MOST_IN_FIXARRAY) return sender.uint8(FIXARRAY | length);
  sender.uint8(ARRAY16);
  sender.uint8(length >>> 8);
  sender.uint8(length);
}
