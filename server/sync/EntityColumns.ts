import type { Entity } from './EntityTable.ts';
import { IdPool } from './IdPool.ts';

const FIRST_SLOTS = 64;

/** `changeEnds` of an entity that is gone from the state. */
export const GONE = -1;

/**
 * What is looked up of every entity for every client that sees it, by the slot of the entity: columns of numbers, because
 * records of a thousand entities do not fit where the processor finds them at once.
 */
export class EntityColumns {
  /** Where in the bytes of this patch the change of an entity lies; nowhere when both are the same. */
  changeStarts = new Int32Array(FIRST_SLOTS);
  changeEnds = new Int32Array(FIRST_SLOTS);
  readonly entities: Entity[] = [];
  readonly #slots = new IdPool(0);

  /** Gives the slot of a new record. */
  takeSlot(): number {
    const slot = this.#slots.take();
    if (slot >= this.changeEnds.length) {
      this.changeStarts = twiceAsLong(this.changeStarts);
      this.changeEnds = twiceAsLong(this.changeEnds);
    }
    return slot;
  }
}

function twiceAsLong(column: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(column.length * 2);
  longer.set(column);
  return longer;
}
