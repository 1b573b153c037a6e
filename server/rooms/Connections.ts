import { matchMaker, type Client, type Room } from '@colyseus/core';
import { TICKS_PER_PATCH } from '../../shared/defs/rates.ts';
import { MATCH_FLOW } from '../../shared/defs/tuning.ts';
import type { ToClient } from '../../shared/net/messages.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import type { Identity } from '../accounts/AccessTokens.ts';
import type { Eviction } from '../accounts/LivePeople.ts';
import type { CLOSE_ERRORS } from '../errors.ts';
import { createInputReader, type InputReader } from '../input/readCommands.ts';
import type { RoundTrips } from '../input/RoundTrips.ts';
import type { Seats } from '../match/Seats.ts';
import type { Services } from '../services.ts';
import type { RosterEntry } from '../survival/RoomSnapshot.ts';
import { SeatKeys } from '../survival/SeatKeys.ts';
import type { ArenaSync } from '../sync/ArenaSync.ts';
import type { ArenaTypes } from './ArenaTypes.ts';
import { dropLaggards, socketOf } from './connectionGuard.ts';
import { ARENA_MESSAGES } from './messageTable.ts';
import { openLine } from './openLine.ts';
import { lineOf, readLines, type PlayerLine } from './PlayerLine.ts';
import { asJoined, giveUpSeat, holdSeat, listSeats, openSeatAlsoTo } from './seatInternals.ts';
import { SeatOwners } from './SeatOwners.ts';
import { sendAway } from './sendAway.ts';

/** Looked at with every patch, connections would cost more than what is sent over them. */
const LOOK_AFTER_TICKS = 4 * TICKS_PER_PATCH;

type ConnectionServices = Pick<Services, 'config' | 'log' | 'metrics' | 'people'>;

/** What the connections of a room begin with. */
export interface Opening {
  readonly seats: Seats;
  /** Of a room that was adopted; else empty. */
  readonly roster: readonly RosterEntry[];
  readonly sync: ArenaSync;
}

/** The people of a room who are connected: what they send is guarded and read, and what opens their seats again is kept. */
export class Connections {
  /** By player, for as long as their connection is there. */
  readonly readers = new Map<string, InputReader>();
  readonly #room: Room<ArenaTypes>;
  readonly #services: ConnectionServices;
  readonly #seats: Seats;
  readonly #sync: ArenaSync;
  readonly #keys: SeatKeys;
  readonly #owners: SeatOwners;

  constructor(room: Room<ArenaTypes>, services: ConnectionServices, { seats, roster, sync }: Opening) {
    this.#room = room;
    this.#services = services;
    this.#seats = seats;
    this.#sync = sync;
    this.#keys = new SeatKeys(roster);
    this.#owners = new SeatOwners({
      roomId: room.roomId,
      people: services.people,
      roster,
      evict: (sessionId, code) => this.#evict(sessionId, code),
    });
    readLines(room);
  }

  /** The seats of people, and what opens them. */
  get roster(): readonly RosterEntry[] {
    return this.#keys.roster.map((entry) => {
      const person = this.ownerOf(entry.sessionId);
      return person === undefined ? entry : { ...entry, person };
    });
  }

  /** Whose a session is; undefined of who came without a token. */
  ownerOf(sessionId: string): Identity | undefined {
    return this.#owners.ownerOf(sessionId);
  }

  /** The sequence of the last input of a client that was taken. */
  acknowledged(client: Client): number {
    return lineOf(client)?.inputs.acknowledged ?? 0;
  }

  /** From now on the person plays: they see what they may, their inputs are read, and their next token cannot be guessed. */
  open(client: Client): void {
    const { sessionId } = client;
    client.view = this.#sync.viewOf(sessionId);
    this.#seats.setConnected(sessionId, true);
    client.reconnectionToken = this.#keys.renew(sessionId);
    const { line, trips } = this.guard(client);
    this.#seats.setOwner(sessionId, this.ownerOf(sessionId)?.playerId);
    this.readers.set(sessionId, createInputReader(line.inputs, trips));
    socketOf(client).once('message', () => this.#keys.confirm(sessionId));
  }

  /**
   * From now on it is known whose the client is, what it sends is guarded, and it has to prove that it reads; nothing of it
   * is played.
   */
  guard(client: Client): { readonly line: PlayerLine; readonly trips: RoundTrips } {
    const opened = openLine(this.#room, client, { table: ARENA_MESSAGES, metrics: this.#services.metrics });
    this.#owners.enter(client);
    // Not before it has said that it listens: what comes too early is lost on many clients.
    socketOf(client).once('message', () => this.#tellRule(client));
    return opened;
  }

  /** Takes away those who do not take what they are sent; to be told each patch tick. */
  lookAfter(tick: number): void {
    if (tick % LOOK_AFTER_TICKS === 0) dropLaggards(this.#room.clients, (client) => this.close(client, CLOSE.tooSlow));
  }

  /** A connection is gone: whoever sat there is away. */
  drop(player: string): void {
    this.readers.delete(player);
    this.#seats.setConnected(player, false);
  }

  /**
   * A connection is gone, but its seat waits for whoever sat there, with a bot fighting on it.
   * @param giveUp told when the time is over
   */
  hold(client: Client, giveUp: () => void): void {
    this.drop(client.sessionId);
    this.#room.allowReconnection(asJoined(client), MATCH_FLOW.reconnectSeconds).catch(giveUp);
  }

  /** Whether somebody knows how to come back into a seat: a way in that broke off half way leaves nobody to wait for. */
  hasArrived(player: string): boolean {
    return this.#keys.hasArrived(player);
  }

  /** Nothing opens this seat any more. */
  forget(player: string): void {
    this.drop(player);
    this.#keys.forget(player);
    this.#owners.forget(player);
  }

  /**
   * Makes way for somebody who asked matchmaking for the seat that a token opens.
   * @param playerId as their own token says
   * @returns false when the seat is somebody else's
   */
  askBack(token: string, playerId: string | undefined): boolean {
    const seat = this.#keys.seatOf(token);
    return (seat === undefined || this.#owners.admit(seat, playerId)) && this.admit(token);
  }

  /**
   * Makes way for somebody who shows a token: the seat they left before the server noticed moves to their newer
   * connection, and an answer that never reached them costs them nothing.
   * @returns false when the seat is a person's who has not asked for it: a socket bears nothing that says whose it is
   */
  admit(token: string | undefined): boolean {
    const seat = token === undefined ? undefined : this.#keys.seatOf(token);
    const newest = seat === undefined ? undefined : this.#keys.newestOf(seat);
    if (token === undefined || seat === undefined || newest === undefined) return true;
    if (!this.#owners.isAwaited(seat)) return false;
    const older = this.#room.clients.find((client) => client.reconnectionToken === newest);
    // A connection nobody has spoken over yet is one of their own tries to come back: the next one is theirs as well.
    if (older !== undefined)
      this.close(older, this.#keys.isInDoubt(older.sessionId) ? CLOSE.matchMoved : CLOSE.replacedByNewerConnection);
    openSeatAlsoTo(this.#room, newest, token);
    return true;
  }

  /**
   * Holds the seats of an adopted room for those who sat in them, and lists it with them.
   * @param giveUp told of each who did not come in time
   */
  awaitOwners(giveUp: (player: string) => void): void {
    const { roster } = this;
    if (roster.length === 0) return;
    for (const { sessionId, tokens, person } of roster) {
      const seat = { sessionId, token: tokens[0]!, auth: person };
      holdSeat(this.#room, seat, MATCH_FLOW.reconnectSeconds).then(
        () => {
          // Colyseus counts who comes, not who comes back.
          matchMaker.stats.local.ccu += 1;
          void matchMaker.stats.persist();
        },
        () => {
          giveUp(sessionId);
          listSeats(this.#room, -1);
        },
      );
    }
    listSeats(this.#room, roster.length);
  }

  /** Sends a client away, with a reason it can read. */
  close(client: Client, code: keyof typeof CLOSE_ERRORS): void {
    sendAway(this.#room, client, code, this.#services.metrics);
  }

  /** Sends everybody away, and the room with them. */
  end(code: keyof typeof CLOSE_ERRORS): void {
    for (const client of Array.from(this.#room.clients)) this.close(client, code);
    const { log } = this.#services;
    this.#room.disconnect(code).catch((error: unknown) => log.error({ err: error }, 'room did not close'));
  }

  /** Takes a person out of their seat, connected or away: nothing opens it any more. */
  #evict(sessionId: string, code: Eviction): void {
    const token = this.#keys.newestOf(sessionId);
    this.#keys.forget(sessionId);
    const client = this.#room.clients.getById(sessionId);
    if (client !== undefined) this.close(client, code);
    else if (token !== undefined) giveUpSeat(this.#room, token);
  }

  #tellRule(client: Client): void {
    client.send('chatRule', { rule: this.#services.config.chat } satisfies ToClient['chatRule']);
  }
}
