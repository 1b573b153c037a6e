import type { GameEvent } from './GameEvent.ts';
import type { ToClient } from './messages.ts';

/** An event to draw and hear now; `predicted` ones are the own client's and not yet the server's word. */
export interface SessionEvent {
  readonly tick: number;
  readonly event: GameEvent;
  readonly predicted: boolean;
}

/** Own effects that are shown when predicted; their echo from the server is swallowed. */
type PredictedType = 'shot' | 'charge' | 'dash';

/** A prediction that the server has not echoed by then was wrong and must not swallow a later event. */
const ECHO_WITHIN_MS = 1_500;

/**
 * Holds events until it is their time: what others do waits until they are drawn doing it, what concerns the
 * player itself comes at once, and what was already shown as predicted does not come again.
 */
export class EventQueue {
  readonly #self: string;
  #waiting: SessionEvent[] = [];
  #predicted: { type: PredictedType; atMs: number }[] = [];

  constructor(self: string) {
    this.#self = self;
  }

  /** Queues events of the server. */
  receive(events: ToClient['events'], nowMs: number): void {
    this.#predicted = this.#predicted.filter(({ atMs }) => nowMs - atMs < ECHO_WITHIN_MS);
    for (const [tick, event] of events) {
      if (!this.#swallowEcho(event)) this.#waiting.push({ tick, event, predicted: false });
    }
  }

  /** Queues an effect of one's own before the server has spoken; due at once. */
  predict(tick: number, event: Extract<GameEvent, { type: PredictedType | 'explosion' }>, nowMs: number): void {
    if (event.type !== 'explosion') this.#predicted.push({ type: event.type, atMs: nowMs });
    this.#waiting.push({ tick, event, predicted: true });
  }

  /** Takes out all that is due when others are drawn at `renderTick`, oldest first. */
  takeDue(renderTick: number): SessionEvent[] {
    const due = this.#waiting.filter((waiting) => this.#isDue(waiting, renderTick));
    if (due.length > 0) this.#waiting = this.#waiting.filter((waiting) => !this.#isDue(waiting, renderTick));
    return due;
  }

  #isDue({ tick, event, predicted }: SessionEvent, renderTick: number): boolean {
    return predicted || tick <= renderTick || concerns(event, this.#self);
  }

  #swallowEcho(event: GameEvent): boolean {
    if (!('player' in event) || event.player !== this.#self) return false;
    const index = this.#predicted.findIndex(({ type }) => type === event.type);
    if (index < 0) return false;
    this.#predicted.splice(index, 1);
    return true;
  }
}

function concerns(event: GameEvent, self: string): boolean {
  // What is only heard or told is not drawn, so it waits for nothing.
  if (event.type === 'phase' || event.type === 'round' || event.type === 'noise') return true;
  if ('player' in event) return event.player === self;
  return event.attacker === self || event.victim === self;
}
