import { matchMaker, type Room } from '@colyseus/core';
import type { ArenaState } from '../../shared/net/arenaSchema.ts';
import { CLOSE, ROOM_ARENA } from '../../shared/net/protocol.ts';
import { sendAway } from '../rooms/sendAway.ts';
import type { Services } from '../services.ts';

/** Somebody connected to a room of this process. */
export interface ConnectedPlayer {
  readonly session: string;
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

/** Whom to send away: one connection, or all of a room. */
export type KickTarget = { readonly session: string } | { readonly room: string };

export interface AdminDeskOptions {
  readonly services: Pick<Services, 'metrics'>;
  /** Takes no new players, and moves the matches away; safe to repeat. */
  readonly drain: () => Promise<void>;
}

/** What a host may do to a running process. */
export class AdminDesk {
  readonly #options: AdminDeskOptions;
  #isDraining = false;

  constructor(options: AdminDeskOptions) {
    this.#options = options;
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

  /** Sends people away, who are told so; their seats are given up. @returns how many */
  async kick(target: KickTarget): Promise<number> {
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

  /** The matches of this process, with how they are listed. Rejects while the store that lists them is away. */
  async #findRooms(): Promise<LocalRoom[]> {
    const listings = await matchMaker.query({ name: ROOM_ARENA, processId: matchMaker.processId });
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
  const connected = room.clients.map(({ sessionId }) => ({ session: sessionId, name: players.get(sessionId)?.name }));
  return { room: room.roomId, isPrivate, mode, map, phase, connected };
}
