import type { Client, Room } from '@colyseus/core';
import type { ToClient, ToServer } from '../../shared/net/messages.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import type { Player } from '../../shared/sim/Player.ts';
import { HTTP_ERRORS, refusal } from '../errors.ts';
import type { Match } from '../match/Match.ts';
import type { ArenaSync } from '../sync/ArenaSync.ts';
import type { ArenaTypes } from './ArenaTypes.ts';
import { chooseWatched, type Watchable } from './chooseWatched.ts';
import type { Connections } from './Connections.ts';
import { describeRoom } from './describeRoom.ts';
import { isSpectating } from './joinOptions.ts';
import { screenReservations } from './seatInternals.ts';

/** As many cost a room little beside its players. */
export const MOST_SPECTATORS = 8;

/** What spectators are shown, and over what. */
export interface Watched {
  readonly match: Match;
  readonly sync: ArenaSync;
  readonly connections: Connections;
}

/**
 * Those of a room who watch. Each is sent what one player is sent, whatever they say. They are connected as players are,
 * but have no place in the match, and their seats are beside those of the players.
 */
export class Spectators {
  readonly #room: Room<ArenaTypes>;
  readonly #watched: Watched;
  /** Sessions that have a seat of a spectator, or the promise of one. */
  readonly #seats = new Set<string>();
  /** By session, whom it watches. */
  readonly #players = new Map<string, string>();

  /** To be made before anybody asks the room for a seat. */
  constructor(room: Room<ArenaTypes>, watched: Watched) {
    this.#room = room;
    this.#watched = watched;
    screenReservations(room, (sessionId, options) => this.#admit(sessionId, options));
  }

  /** Seats of spectators, taken and promised. */
  get count(): number {
    return this.#seats.size;
  }

  /** Whether a client came to watch. */
  has({ sessionId }: Pick<Client, 'sessionId'>): boolean {
    return this.#seats.has(sessionId);
  }

  /**
   * Lets a client watch.
   * @throws a ServerError when nobody plays; or in a ranked match, where a second window would tell players where the others are
   */
  join(client: Client): void {
    const { match, sync, connections } = this.#watched;
    if (match.isPlanned) throw refusal(HTTP_ERRORS.notInMatch);
    const player = this.#choose();
    if (player === undefined) throw refusal(HTTP_ERRORS.nothingToWatch);
    connections.guard(client);
    client.view = sync.viewThrough(player, client.sessionId);
    this.#tell(client, player);
    if (match.world.phase === 'results') client.send('results', match.results());
  }

  /** Takes a wish to watch another player. */
  watch(client: Client, { player }: ToServer['watch']): void {
    const present = this.#players.get(client.sessionId);
    if (present === undefined || present === player || !this.#watched.match.world.players.has(player)) return;
    this.#turn(client, player);
  }

  /** To be called before a patch: whose player has left watches another from now on. */
  follow(): void {
    this.#settle();
    const { players } = this.#watched.match.world;
    for (const [sessionId, player] of this.#players) {
      const client = players.has(player) ? undefined : this.#room.clients.getById(sessionId);
      const other = client && this.#choose();
      if (client !== undefined && other !== undefined) this.#turn(client, other);
    }
  }

  /** The connection of a client is gone; once the last player is gone as well there is nothing to watch. */
  leave(sessionId: string): void {
    this.#players.delete(sessionId);
    this.#settle();
    if (this.#watched.match.seats.people > 0) return;
    const clients = Array.from(this.#players.keys(), (each) => this.#room.clients.getById(each));
    for (const client of clients) if (client !== undefined) this.#watched.connections.close(client, CLOSE.nobodyPlays);
  }

  /**
   * Brings the seats of the room into line with who is there. Colyseus takes a spectator who leaves for a player, and says
   * nothing of those who never came: so not all can be done when it happens.
   */
  #settle(): void {
    const before = this.#seats.size;
    for (const seat of this.#seats) {
      if (this.#room.clients.getById(seat) === undefined && !this.#room.hasReservedSeat(seat)) this.#seats.delete(seat);
    }
    if (this.#seats.size !== before || this.#room.locked !== this.#room.hasReachedMaxClients()) {
      describeRoom(this.#room, this.#watched.match, this);
    }
  }

  #admit(sessionId: string, options: unknown): boolean {
    this.#settle();
    if (!isSpectating(options)) return true;
    if (this.#seats.size >= MOST_SPECTATORS) return false;
    this.#seats.add(sessionId);
    describeRoom(this.#room, this.#watched.match, this);
    return true;
  }

  #choose(): string | undefined {
    const { seats, world } = this.#watched.match;
    if (seats.people === 0) return undefined;
    const watchable = ({ id, bot, score }: Player): Watchable => ({ id, bot, score, connected: seats.isConnected(id) });
    return chooseWatched(Array.from(world.players.values(), watchable));
  }

  #turn(client: Client, player: string): void {
    this.#watched.sync.turn(client.sessionId, player);
    this.#tell(client, player);
  }

  #tell(client: Client, player: string): void {
    this.#players.set(client.sessionId, player);
    client.send('watching', { player } satisfies ToClient['watching']);
  }
}
