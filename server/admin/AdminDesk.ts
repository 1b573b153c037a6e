import { matchMaker, type Room } from '@colyseus/core';
import type { ArenaState } from '../../shared/net/arenaSchema.ts';
import { CLOSE, ROOM_ARENA } from '../../shared/net/protocol.ts';
import { BanStore, type BanCondition } from '../accounts/BanStore.ts';
import { PlayerStore } from '../accounts/PlayerStore.ts';
import { RESET_SECONDS } from '../accounts/ResetTokens.ts';
import { HTTP_ERRORS, refusal } from '../errors.ts';
import { explainRefusal } from '../matchmaking/explainRefusal.ts';
import { personOf } from '../rooms/SeatOwners.ts';
import { sendAway } from '../rooms/sendAway.ts';
import type { Services } from '../services.ts';

/** Somebody connected to a room of this process. */
export interface ConnectedPlayer {
  readonly session: string;
  /** Of somebody who came with a token: what a ban names. */
  readonly player?: string | undefined;
  /** Absent for a spectator. */
  readonly name?: string | undefined;
}

export interface HostedRoom {
  readonly room: string;
  readonly isPrivate: boolean;
  readonly mode: string;
  readonly map: string;
  readonly phase: string;
  readonly connected: readonly ConnectedPlayer[];
}

/** What a host sees of a process. */
export interface ProcessView {
  readonly process: string;
  readonly isDraining: boolean;
  readonly rooms: readonly HostedRoom[];
}

/** Whom to send away: one connection or all of a room of this process, or a known player wherever they are. */
export type KickTarget = { readonly session: string } | { readonly room: string } | { readonly player: string };

/** Keeps a known player out; without days for good. */
export interface BanWish {
  readonly player: string;
  readonly reason: string;
  readonly days?: number | undefined;
}

/** What the owner of an account gets a new password with. */
export interface PasswordReset {
  readonly resetToken: string;
  /** Of the page that asks for the password. What follows the # is sent to no server, and so is in no log. */
  readonly path: string;
  readonly minutes: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

export interface AdminDeskOptions {
  readonly services: Pick<Services, 'metrics' | 'people' | 'accounts' | 'passwordChanges' | 'db'>;
  /** Takes no new players, and moves the matches away; safe to repeat. */
  readonly drain: () => Promise<void>;
  /** The time of day, in milliseconds since 1970. */
  readonly nowMs?: () => number;
}

/** What a host may do to a running process. */
export class AdminDesk {
  readonly #options: AdminDeskOptions;
  readonly #players: PlayerStore;
  readonly #bans: BanStore;
  #isDraining = false;

  constructor(options: AdminDeskOptions) {
    this.#options = options;
    this.#players = new PlayerStore(options.services.db);
    this.#bans = new BanStore(options.services.db);
  }

  async describe(): Promise<ProcessView> {
    const rooms = await this.#findRooms();
    return { process: matchMaker.processId, isDraining: this.#isDraining, rooms: rooms.map(describeRoom) };
  }

  /** Resolves when the matches are elsewhere, or stay because there is no other process. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    await this.#options.drain();
  }

  /**
   * Sends people away, who are told so; their seats are given up.
   * @returns how many; of a known player, who may be in another process, whether there is one
   */
  async kick(target: KickTarget): Promise<number> {
    if ('player' in target) return this.#kickPlayer(target.player);
    const sent: string[] = [];
    for (const { room } of await this.#findRooms()) {
      const isWhole = 'room' in target && target.room === room.roomId;
      const clients = room.clients.filter(
        ({ sessionId }) => isWhole || ('session' in target && target.session === sessionId),
      );
      for (const client of clients) {
        sendAway(room, client, CLOSE.kicked, this.#options.services.metrics);
        sent.push(client.sessionId);
      }
    }
    return sent.length;
  }

  /**
   * Keeps a player out, of every process, from this moment on.
   * @param by the name of whose admin token it was
   * @returns false when nobody is known by that id
   */
  async ban({ player, reason, days }: BanWish, by: string, condition?: BanCondition): Promise<boolean> {
    if ((await this.#players.find(player)) === undefined) return false;
    const lastsMs = days === undefined ? undefined : days * DAY_MS;
    await this.#options.services.accounts.ban({ playerId: player, reason, bannedBy: by, lastsMs }, condition);
    return true;
  }

  /** Lets a banned player in again. @returns false when nobody is known by that id */
  async unban(player: string): Promise<boolean> {
    const { nowMs = Date.now } = this.#options;
    if ((await this.#players.find(player)) === undefined) return false;
    await this.#bans.lift(player, nowMs());
    return true;
  }

  /**
   * Lets the owner of an account set another password: the way to it is for them alone, and counts once.
   * @returns undefined when there is no account of that name
   */
  async allowReset(name: string): Promise<PasswordReset | undefined> {
    const resetToken = await this.#options.services.passwordChanges.allowReset(name);
    if (resetToken === undefined) return undefined;
    return { resetToken, path: `/#reset=${resetToken}`, minutes: RESET_SECONDS / 60 };
  }

  async #kickPlayer(player: string): Promise<number> {
    if ((await this.#players.find(player)) === undefined) return 0;
    this.#options.services.people.kick(player);
    return 1;
  }

  /** The matches of this process, with how they are listed. @throws a `storeAway` refusal while what lists them is away */
  async #findRooms(): Promise<LocalRoom[]> {
    const { processId } = matchMaker;
    const listings = await matchMaker.query({ name: ROOM_ARENA, processId }).catch((error: unknown) => {
      throw explainRefusal(error) === HTTP_ERRORS.storeAway ? refusal(HTTP_ERRORS.storeAway) : error;
    });
    return listings.flatMap(({ roomId, private: isPrivate = false }) => {
      const room = matchMaker.getLocalRoomById(roomId) as Room | undefined;
      return room === undefined ? [] : [{ room, isPrivate }];
    });
  }
}

interface LocalRoom {
  readonly room: Room;
  readonly isPrivate: boolean;
}

function describeRoom({ room, isPrivate }: LocalRoom): HostedRoom {
  const { mode, map, phase, players } = room.state as ArenaState;
  const connected = room.clients.map((client) => {
    const { sessionId: session } = client;
    return { session, player: personOf(client)?.playerId, name: players.get(session)?.name };
  });
  return { room: room.roomId, isPrivate, mode, map, phase, connected };
}
