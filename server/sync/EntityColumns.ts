import type { Entity } from './Entity.ts';
import { IdPool } from './IdPool.ts';
import { NumberSource } from './NumberSource.ts';
import { MOST_NUMBER } from './ViewMemory.ts';

const FIRST_SLOTS = 64;

/** The end of the change of an entity that is gone from the state. */
export const GONE = -1;

/**
 * What is looked up of every entity for every client that sees it, by the slot of the entity: columns of numbers, because
 * records of a thousand entities do not fit where the processor finds them at once.
 */
export class EntityColumns {
  /** For each slot where in the bytes of this patch the change of its entity begins and ends; at one place if there is none. */
  changeBounds = new Int32Array(2 * FIRST_SLOTS);
  /** No change of this patch takes more bytes. */
  longestChange = 0;
  readonly entities: Entity[] = [];
  readonly #slots = new IdPool(new NumberSource(0, MOST_NUMBER, 'entities'));

  /** Gives the slot of a new record. @throws an Error for more than `ViewMemory` can tell apart */
  takeSlot(): number {
    const slot = this.#slots.take();
    if (2 * slot >= this.changeBounds.length) {
      const longer = new Int32Array(this.changeBounds.length * 2);
      longer.set(this.changeBounds);
      this.changeBounds = longer;
    }
    return slot;
  }

  setChange(slot: number, start: number, end: number): void {
    this.changeBounds[2 * slot] = start;
    this.changeBounds[2 * slot + 1] = end;
    if (end - start > this.longestChange) this.longestChange = end - start;
  }
}
