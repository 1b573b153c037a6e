import type { ArenaMap } from './ArenaMap.ts';
import { parseMap } from './parseMap.ts';

/** The arenas a client has read: each is downloaded once, and again only after a failure. */
export class MapLibrary {
  readonly #download: (id: string) => Promise<unknown>;
  readonly #maps = new Map<string, Promise<ArenaMap>>();

  /** @param download gives the Tiled JSON of an arena, or rejects when it cannot be had */
  constructor(download: (id: string) => Promise<unknown>) {
    this.#download = download;
  }

  /** An arena, ready to be played on. Rejects when it cannot be had or read. */
  load(id: string): Promise<ArenaMap> {
    const known = this.#maps.get(id);
    if (known !== undefined) return known;
    const map = this.#download(id).then((tmj) => parseMap(id, tmj));
    this.#maps.set(id, map);
    map.catch(() => this.#maps.delete(id));
    return map;
  }
}
