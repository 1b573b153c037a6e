import type { Person } from '../accounts/Person.ts';

export const MOST_MEMBERS = 8;

/** So long a member who is away keeps the place, and the lead: a page that is loaded anew, a train in a tunnel. */
export const AWAY_LIMIT_MS = 90_000;

export interface PartyMember {
  readonly playerId: string;
  readonly name: string;
  /** When they went away; absent while they are here. */
  readonly awaySinceMs?: number | undefined;
}

/** A party as it is written down, so that another process can go on with it. */
export interface PartySnapshot {
  readonly leader: string;
  readonly members: readonly PartyMember[];
  readonly removed: readonly string[];
}

/**
 * People who go from match to match together. Who came first leads, and decides what is played. It knows no connections and
 * no clock: times are handed in, in ms.
 */
export class Party {
  /** In the order in which they came. */
  readonly #members = new Map<string, PartyMember>();
  /** Who was sent away does not come back. */
  readonly #removed = new Set<string>();
  #leader = '';

  /** Goes on with a party that was written down; all of its members are away until they come. */
  static restore({ leader, members, removed }: PartySnapshot, nowMs: number): Party {
    const party = new Party();
    party.#leader = leader;
    for (const playerId of removed) party.#removed.add(playerId);
    for (const member of members) party.#members.set(member.playerId, { awaySinceMs: nowMs, ...member });
    return party;
  }

  get leader(): string {
    return this.#leader;
  }

  get members(): readonly PartyMember[] {
    return [...this.#members.values()];
  }

  /** Those who can be taken along now. */
  get present(): readonly PartyMember[] {
    return this.members.filter(({ awaySinceMs }) => awaySinceMs === undefined);
  }

  /** Takes somebody in, or back. @returns why not, if not */
  enter({ playerId, name }: Pick<Person, 'playerId' | 'name'>): 'entered' | 'full' | 'removed' {
    if (this.#removed.has(playerId)) return 'removed';
    if (!this.#members.has(playerId) && this.#members.size >= MOST_MEMBERS) return 'full';
    this.#members.set(playerId, { playerId, name });
    if (!this.#members.has(this.#leader)) this.#leader = playerId;
    return 'entered';
  }

  /** Somebody's connection is gone; they may come back. */
  lose(playerId: string, nowMs: number): void {
    const member = this.#members.get(playerId);
    if (member !== undefined) this.#members.set(playerId, { ...member, awaySinceMs: nowMs });
  }

  /** Somebody leaves for good. */
  leave(playerId: string): void {
    this.#members.delete(playerId);
    this.#chooseLeader();
  }

  /** Gives up those who have been away for too long. @returns whether there were any */
  giveUpAbsent(nowMs: number): boolean {
    const gone = this.members.filter(({ awaySinceMs = nowMs }) => nowMs - awaySinceMs >= AWAY_LIMIT_MS);
    for (const { playerId } of gone) this.leave(playerId);
    return gone.length > 0;
  }

  /** Hands the lead on; only who leads can, and only to a member. @returns whether it was */
  handLead(by: string, to: string): boolean {
    if (by !== this.#leader || !this.#members.has(to)) return false;
    this.#leader = to;
    return true;
  }

  /** Sends a member away for good; only who leads can, and not themselves. @returns whether it was done */
  remove(by: string, playerId: string): boolean {
    if (by !== this.#leader || by === playerId || !this.#members.has(playerId)) return false;
    this.#removed.add(playerId);
    this.leave(playerId);
    return true;
  }

  snapshot(): PartySnapshot {
    return { leader: this.#leader, members: this.members, removed: [...this.#removed] };
  }

  /** Who has been in it for longest leads on, one who is here before one who is away. */
  #chooseLeader(): void {
    if (this.#members.has(this.#leader)) return;
    this.#leader = (this.present[0] ?? this.members[0])?.playerId ?? '';
  }
}
