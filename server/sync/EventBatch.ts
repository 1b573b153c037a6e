import type { ToClient } from '../../shared/net/messages.ts';
import type { SimEvent } from '../../shared/sim/SimEvent.ts';

type DatedEvent = ToClient['events'][number];

/** Gathers what happened in each tick until the patch that shows its outcome has left. */
export class EventBatch {
  #events: DatedEvent[] = [];

  add(tick: number, events: readonly SimEvent[]): void {
    for (const event of events) this.#events.push([tick, event]);
  }

  /** Hands what was gathered, oldest first, to `send`, unless there is nothing. To be called right after the patch. */
  publish(send: (events: ToClient['events']) => void): void {
    if (this.#events.length === 0) return;
    send(this.#events);
    this.#events = [];
  }
}
