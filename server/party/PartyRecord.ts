import type { Presence } from '@colyseus/core';
import type { PartySnapshot } from './Party.ts';

/** So long a party can be come back to when nobody is there. */
export const PARTY_KEPT_MS = 3_600_000;

/** While somebody is there it is written down again this often: they may play for hours and change nothing. */
const RENEW_MS = 60_000;

type Store = Pick<Presence, 'get' | 'setex' | 'del'>;

/** What is known of a party under a code, in this process or another; undefined when there is none, or the store is away. */
export async function readParty(code: string, store: Pick<Store, 'get'>): Promise<PartySnapshot | undefined> {
  try {
    const json: unknown = await store.get(keyOf(code));
    return typeof json === 'string' ? (JSON.parse(json) as PartySnapshot) : undefined;
  } catch {
    return undefined;
  }
}

/** A party as it is written down, so that it outlives its room and its process. Nobody waits for that: a party plays on without. */
export class PartyRecord {
  readonly #key: string;
  readonly #store: Store;
  readonly #nowMs: () => number;
  #writtenAtMs = -Infinity;

  /** @param nowMs a clock that only goes forward */
  constructor(code: string, store: Store, nowMs: () => number = () => performance.now()) {
    this.#key = keyOf(code);
    this.#store = store;
    this.#nowMs = nowMs;
  }

  /** Writes it down as it is now. Never rejects. */
  async write(party: PartySnapshot): Promise<void> {
    this.#writtenAtMs = this.#nowMs();
    try {
      if (party.members.length === 0) this.#store.del(this.#key);
      else await this.#store.setex(this.#key, JSON.stringify(party), PARTY_KEPT_MS / 1000);
    } catch {
      // The store is away, which is told of elsewhere; soon all of it is written again.
    }
  }

  /** Writes it down again when that is due. Never rejects. */
  async renew(party: { snapshot(): PartySnapshot }): Promise<void> {
    if (this.#nowMs() - this.#writtenAtMs >= RENEW_MS) await this.write(party.snapshot());
  }
}

function keyOf(code: string): string {
  return `fracas:party:${code}`;
}
