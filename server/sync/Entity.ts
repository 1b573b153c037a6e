import type { Schema } from '@colyseus/schema';
import type { ValueField } from './SchemaFields.ts';

/** The table of an entity, as far as views need it. */
export interface EntityHome {
  readonly mapId: number;
  /** Whether a client knows only those entries that its view holds. */
  readonly isViewed: boolean;
  /** What only those are sent who see an entity. */
  readonly seenFields: readonly ValueField[];
  /** Makes sure that all that is seen of an entity lies in `fulls`, for those who begin to see it with this patch. */
  prepareFull(entity: Entity, patch: number): void;
  /** A view has let go of an entity. */
  release(entity: Entity): void;
}

/** An instance of a map of the state, with what the serializer has to remember of it. */
export interface Entity {
  readonly table: EntityHome;
  /** Unlike those of all others that are kept, of any table; small, and given anew. */
  readonly slot: number;
  /** Counts all that ever were, so that two that were kept in the same record are told apart. */
  serial: number;
  isGone: boolean;
  /** The views that still hold it: its record serves no other before they have let go. */
  holders: number;
  /** By which all clients know it; 0 in a table of which each client sees a part, under numbers of its own. */
  id: number;
  key: string;
  /** The key as it travels. */
  keyBytes: Uint8Array;
  values: readonly unknown[];
  instance: Schema | undefined;
  /** Not yet in a patch. */
  isNew: boolean;
  /** Where it stands among those of its table. */
  place: number;
  /** Where in `#sent` of its table the numbers stand that last went out, a place for each field. */
  readonly sentStart: number;
  /** The texts that last went out, by field. */
  readonly texts: unknown[];
  /** Where in `fulls` all of it lies, if that was asked for in this patch. */
  fullPatch: number;
  fullStart: number;
  fullEnd: number;
}
