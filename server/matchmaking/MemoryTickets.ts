import { RANKED, type RankedMode } from '../../shared/defs/ranked.ts';
import type { QueuedPlayer } from './Ticket.ts';
import {
  QUEUE_TIMES,
  type Entering,
  type MissedMatch,
  type Presence,
  type QueueRound,
  type Standing,
  type TicketStore,
  type TicketWish,
} from './TicketStore.ts';

interface Member {
  readonly player: QueuedPlayer;
  readonly connection: string;
  seenAtMs: number;
}

interface Entry {
  readonly id: string;
  readonly mode: RankedMode;
  readonly size: number;
  readonly members: Map<string, Member>;
  /** Set when the party is complete for the first time. */
  enteredAtMs: number | undefined;
  claim: { readonly matchId: string; readonly atMs: number } | undefined;
}

interface Call {
  readonly matchId: string;
  readonly call: string;
  readonly connection: string;
}

interface Lasting<Value> {
  readonly value: Value;
  readonly untilMs: number;
}

/** The queue of a server of one process. It is empty again when that ends. */
export class MemoryTickets implements TicketStore {
  readonly #nowMs: () => number;
  readonly #entries = new Map<string, Entry>();
  readonly #entryOf = new Map<string, Entry>();
  readonly #calls = new Map<string, Lasting<Call>>();
  readonly #waited = new Map<string, Lasting<number>>();
  readonly #keptOut = new Map<string, Lasting<true>>();
  /** Who was told of which match. */
  readonly #told = new Map<string, Lasting<true>>();
  /** How many matches a player has missed. */
  readonly #missed = new Map<string, Lasting<number>>();
  /** Parties, by their tickets, that wait with somebody of theirs. */
  readonly #heldParties = new Map<string, Lasting<true>>();
  #nextRoundAtMs = 0;

  /** @param nowMs a clock that only goes forward */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  async enter(wish: TicketWish, connection: string): Promise<Entering> {
    const { ticketId, mode, size, player, waitedMs } = wish;
    const { playerId } = player;
    if (this.#read(this.#keptOut, playerId) === true) return 'matchStillOn';
    const call = this.#read(this.#calls, playerId);
    if (call !== undefined) {
      const { untilMs } = this.#calls.get(playerId)!;
      this.#calls.set(playerId, { value: { ...call, connection }, untilMs });
      return 'entered';
    }
    const missed = this.#findMissed(wish);
    if (missed !== undefined) return missed;
    if (this.#entryOf.get(playerId)?.id !== ticketId) this.#part(playerId);
    let entry = this.#entries.get(ticketId);
    if (entry !== undefined && (entry.mode !== mode || entry.size !== size)) {
      if (entry.members.size > 1 || !entry.members.has(playerId)) return 'partyDiffers';
      this.#part(playerId);
      entry = undefined;
    }
    if (entry !== undefined && entry.members.size === size && !entry.members.has(playerId)) return 'partyFull';
    entry ??= { id: ticketId, mode, size, members: new Map(), enteredAtMs: undefined, claim: undefined };
    this.#entries.set(ticketId, entry);
    this.#entryOf.set(playerId, entry);
    entry.members.set(playerId, { player, connection, seenAtMs: this.#nowMs() });
    const waited = Math.max(waitedMs, this.#read(this.#waited, playerId) ?? 0);
    this.#waited.delete(playerId);
    if (isComplete(entry)) entry.enteredAtMs ??= this.#nowMs() - waited;
    return 'entered';
  }

  async leave({ playerId, connection }: Presence): Promise<void> {
    if (this.#entryOf.get(playerId)?.members.get(playerId)?.connection === connection) this.#part(playerId);
  }

  async renew(present: readonly Presence[]): Promise<readonly Standing[]> {
    const ahead = this.#countAhead();
    return present.map((presence) => this.#standingOf(presence, ahead));
  }

  async beginRound(): Promise<QueueRound | undefined> {
    const nowMs = this.#nowMs();
    if (nowMs < this.#nextRoundAtMs) return undefined;
    this.#nextRoundAtMs = nowMs + QUEUE_TIMES.round;
    this.#sweep(nowMs);
    const tickets = Array.from(this.#entries.values())
      .filter((entry) => isComplete(entry) && entry.claim === undefined)
      .filter(({ members }) => Array.from(members.values()).every((m) => nowMs - m.seenAtMs <= QUEUE_TIMES.present))
      .map(({ id, mode, members, enteredAtMs }) => {
        const players = Array.from(members.values(), ({ player }) => player).sort(byId);
        return { id, mode, players, enteredAtMs: enteredAtMs! };
      });
    return { nowMs, tickets };
  }

  async claim(matchId: string, ticketIds: readonly string[]): Promise<boolean> {
    const entries = ticketIds.map((id) => this.#entries.get(id));
    const isFree = (entry: Entry | undefined) =>
      entry !== undefined && isComplete(entry) && (entry.claim === undefined || entry.claim.matchId === matchId);
    if (!entries.every(isFree)) return false;
    for (const entry of entries) entry!.claim = { matchId, atMs: this.#nowMs() };
    return true;
  }

  async settle(matchId: string, ticketIds: readonly string[], calls: ReadonlyMap<string, string>): Promise<boolean> {
    const entries = ticketIds.map((id) => this.#entries.get(id));
    if (!entries.every((entry) => entry?.claim?.matchId === matchId)) return false;
    // In the place of somebody whom the match was formed with another of their party may wait by now.
    if (!Array.from(calls.keys()).every((playerId) => entries.includes(this.#entryOf.get(playerId)))) return false;
    const untilMs = this.#nowMs() + QUEUE_TIMES.call;
    for (const [playerId, call] of calls) {
      const member = this.#entryOf.get(playerId)?.members.get(playerId);
      const value = member && { matchId, call, connection: member.connection };
      if (value !== undefined) this.#calls.set(playerId, { value, untilMs });
    }
    for (const entry of entries) for (const playerId of Array.from(entry!.members.keys())) this.#part(playerId);
    return true;
  }

  async release(matchId: string, ticketIds: readonly string[]): Promise<void> {
    for (const id of ticketIds) {
      const entry = this.#entries.get(id);
      if (entry?.claim?.matchId === matchId) entry.claim = undefined;
    }
  }

  async recall(matchId: string, waited: ReadonlyMap<string, number>): Promise<void> {
    const untilMs = this.#nowMs() + QUEUE_TIMES.keepsWaiting;
    for (const [playerId, value] of waited) {
      if (this.#calls.get(playerId)?.value.matchId === matchId) this.#calls.delete(playerId);
      if (value > 0) this.#waited.set(playerId, { value, untilMs });
    }
  }

  async noteMissed(matchId: string, playerIds: readonly string[]): Promise<void> {
    const untilMs = this.#nowMs() + RANKED.missesRememberedMs;
    for (const playerId of playerIds) {
      const telling = tellingOf(matchId, playerId);
      if (this.#read(this.#told, telling) === undefined) continue;
      this.#told.delete(telling);
      this.#part(playerId);
      this.#missed.set(playerId, { value: (this.#read(this.#missed, playerId) ?? 0) + 1, untilMs });
    }
  }

  async keepOut(playerIds: readonly string[]): Promise<void> {
    const untilMs = this.#nowMs() + QUEUE_TIMES.keptOut;
    for (const playerId of playerIds) {
      this.#part(playerId);
      this.#keptOut.set(playerId, { value: true, untilMs });
    }
  }

  async letIn(playerIds: readonly string[]): Promise<void> {
    for (const playerId of playerIds) this.#keptOut.delete(playerId);
  }

  #standingOf({ playerId, connection }: Presence, ahead: ReadonlyMap<Entry, number>): Standing {
    const call = this.#read(this.#calls, playerId);
    if (call !== undefined) {
      if (call.connection !== connection) return { state: 'replaced' };
      const untilMs = this.#nowMs() + QUEUE_TIMES.knowsOfMatch;
      this.#told.set(tellingOf(call.matchId, playerId), { value: true, untilMs });
      return { state: 'called', call: call.call };
    }
    const entry = this.#entryOf.get(playerId);
    const member = entry?.members.get(playerId);
    if (entry === undefined || member === undefined) return { state: 'gone' };
    if (member.connection !== connection) return { state: 'replaced' };
    const nowMs = this.#nowMs();
    member.seenAtMs = nowMs;
    const { enteredAtMs = nowMs } = entry;
    return {
      state: 'waiting',
      waitedMs: nowMs - enteredAtMs,
      ahead: ahead.get(entry) ?? 0,
      missing: entry.size - entry.members.size,
    };
  }

  /** Whether a match that was missed keeps a wish out; who missed it has the others of their party wait as well. */
  #findMissed({ ticketId, size, player: { playerId } }: TicketWish): MissedMatch | undefined {
    const waitMs = this.#waitAfterMisses(playerId);
    if (waitMs > 0) {
      if (size > 1) this.#holdParty(ticketId, waitMs);
      return { reason: 'missedMatch', waitMs };
    }
    const heldMs = this.#timeLeftMs(this.#heldParties, ticketId);
    return heldMs > 0 ? { reason: 'mateMissedMatch', waitMs: heldMs } : undefined;
  }

  /** One that is complete waits for nobody. */
  #holdParty(ticketId: string, waitMs: number): void {
    const entry = this.#entries.get(ticketId);
    if (entry !== undefined && isComplete(entry)) return;
    this.#heldParties.set(ticketId, { value: true, untilMs: this.#nowMs() + waitMs });
    for (const mateId of Array.from(entry?.members.keys() ?? [])) this.#part(mateId);
  }

  /** Counted from the last time, as what is remembered of it is. */
  #waitAfterMisses(playerId: string): number {
    const times = this.#read(this.#missed, playerId);
    if (times === undefined) return 0;
    const { waitAfterMissesMs: waits, missesRememberedMs } = RANKED;
    const sinceMs = missesRememberedMs - this.#timeLeftMs(this.#missed, playerId);
    return waits[Math.min(times, waits.length) - 1]! - sinceMs;
  }

  /** How many tickets of the same mode are ahead of each one that is complete. */
  #countAhead(): ReadonlyMap<Entry, number> {
    const ahead = new Map<Entry, number>();
    const counted = new Map<RankedMode, number>();
    for (const entry of Array.from(this.#entries.values()).filter(isComplete).sort(byTurn)) {
      const before = counted.get(entry.mode) ?? 0;
      ahead.set(entry, before);
      counted.set(entry.mode, before + 1);
    }
    return ahead;
  }

  #sweep(nowMs: number): void {
    for (const entry of Array.from(this.#entries.values())) {
      if (entry.claim !== undefined && nowMs - entry.claim.atMs > QUEUE_TIMES.claim) entry.claim = undefined;
      for (const [playerId, { seenAtMs }] of Array.from(entry.members)) {
        if (nowMs - seenAtMs > QUEUE_TIMES.keepsPlace) this.#part(playerId);
      }
    }
    const kept = [this.#calls, this.#waited, this.#keptOut, this.#told, this.#missed, this.#heldParties];
    for (const lasting of kept) {
      for (const [id, { untilMs }] of lasting) if (untilMs <= nowMs) lasting.delete(id);
    }
  }

  /** Takes a player out of the ticket they are in; the others of a party wait for somebody in their place. */
  #part(playerId: string): void {
    const entry = this.#entryOf.get(playerId);
    if (entry === undefined) return;
    this.#entryOf.delete(playerId);
    entry.members.delete(playerId);
    entry.claim = undefined;
    if (entry.members.size === 0) this.#entries.delete(entry.id);
  }

  #timeLeftMs(lasting: ReadonlyMap<string, Lasting<unknown>>, id: string): number {
    return (lasting.get(id)?.untilMs ?? 0) - this.#nowMs();
  }

  #read<Value>(lasting: ReadonlyMap<string, Lasting<Value>>, id: string): Value | undefined {
    const found = lasting.get(id);
    return found !== undefined && found.untilMs > this.#nowMs() ? found.value : undefined;
  }
}

function tellingOf(matchId: string, playerId: string): string {
  return `${matchId}:${playerId}`;
}

function isComplete({ members, size }: Entry): boolean {
  return members.size === size;
}

function byId(one: QueuedPlayer, other: QueuedPlayer): number {
  return one.playerId < other.playerId ? -1 : 1;
}

/** Complete tickets: who entered first, and by their ids who came at the same moment. */
function byTurn(one: Entry, other: Entry): number {
  return one.enteredAtMs! - other.enteredAtMs! || (one.id < other.id ? -1 : 1);
}
