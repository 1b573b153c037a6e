import type { ListedRoom } from './listRooms.ts';

const READ_INTERVAL_MS = 1000;

/** What a listener of the listing is told. */
export interface RoomListener {
  /** A new room, or one that changed. */
  added(room: ListedRoom): void;
  removed(roomId: string): void;
}

export interface RoomFeedOptions {
  /** Reads the listing. */
  readonly list: () => Promise<readonly ListedRoom[]>;
  readonly intervalMs?: number;
}

/** The changes of the listing, read once in a while and only as long as somebody listens. */
export class RoomFeed {
  readonly #list: RoomFeedOptions['list'];
  readonly #intervalMs: number;
  readonly #listeners = new Set<RoomListener>();
  #rooms = new Map<string, ListedRoom>();
  /** Whether that is what those who listen have been told. */
  #isKnown = false;
  #reading: Promise<void> | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor({ list, intervalMs = READ_INTERVAL_MS }: RoomFeedOptions) {
    this.#list = list;
    this.#intervalMs = intervalMs;
  }

  /** The listing that the next changes are changes of. It is what was last read when it cannot be read now. */
  async current(): Promise<readonly ListedRoom[]> {
    await this.#read();
    return [...this.#rooms.values()];
  }

  /** Tells of changes from now on; returns how to stop. */
  listen(listener: RoomListener): () => void {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => void this.#read(), this.#intervalMs);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
      this.#isKnown = false;
    };
  }

  /** One reading at a time: a slow store is not asked the more for being slow. */
  #read(): Promise<void> {
    this.#reading ??= this.#list()
      .then(
        (rooms) => this.#take(rooms),
        () => undefined,
      )
      .finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  #take(rooms: readonly ListedRoom[]): void {
    const before = this.#rooms;
    this.#rooms = new Map(rooms.map((room) => [room.roomId, room]));
    if (!this.#isKnown) {
      this.#isKnown = true;
      return;
    }
    for (const room of rooms) {
      const known = before.get(room.roomId);
      if (known === undefined || !isSame(known, room)) this.#tell((listener) => listener.added(room));
    }
    for (const roomId of before.keys()) {
      if (!this.#rooms.has(roomId)) this.#tell((listener) => listener.removed(roomId));
    }
  }

  #tell(tell: (listener: RoomListener) => void): void {
    for (const listener of this.#listeners) tell(listener);
  }
}

function isSame(one: ListedRoom, other: ListedRoom): boolean {
  return one.mode === other.mode && one.map === other.map && one.players === other.players;
}
