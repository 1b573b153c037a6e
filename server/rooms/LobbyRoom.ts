import { Room, ServerError, type Client, type RoomException } from '@colyseus/core';
import { CLOSE } from '../../shared/net/protocol.ts';
import type { Identity } from '../accounts/AccessTokens.ts';
import type { CLOSE_ERRORS } from '../errors.ts';
import type { KnownContext } from '../matchmaking/KnownContext.ts';
import type { Services } from '../services.ts';
import { dropLaggards } from './connectionGuard.ts';
import { greet } from './greet.ts';
import { SEAT_RESERVATION_SECONDS } from './keepsSeat.ts';
import type { Standing } from './judgeMessage.ts';
import { listRooms, type ListedRoom } from './listRooms.ts';
import { LOBBY_MESSAGES } from './messageTable.ts';
import { openLine } from './openLine.ts';
import { readLines } from './PlayerLine.ts';
import { readMessages } from './readMessages.ts';
import { RoomFeed } from './RoomFeed.ts';
import { sendAway } from './sendAway.ts';

const MAX_LISTENERS = 200;
const WATCH_INTERVAL_MS = 1000;
const LISTENING: Standing = { role: 'spectator', phase: 'waiting' };

/** One for all lobbies of the process: the listing is read once a second, however many listen. */
const feed = new RoomFeed({ list: () => listRooms() });

/**
 * The live listing of public matches, in the protocol of Colyseus' own lobby: `rooms` with all of them on joining,
 * then `+` with `[roomId, room]` for a new or changed one, and `-` with the id of one that is gone. That one reads
 * every listing for each change, and shows the rooms of processes that died.
 */
export class LobbyRoom extends Room {
  override maxClients = MAX_LISTENERS;
  override seatReservationTimeout = SEAT_RESERVATION_SECONDS;
  override messages = readMessages<object>(LOBBY_MESSAGES, () => ({ standingOf: () => LISTENING }));

  #services!: Services;
  #stopListening: (() => void) | undefined;

  static override async onAuth(_token: string, _options: unknown, { person }: KnownContext): Promise<Identity | true> {
    return person ?? true;
  }

  override onCreate({ services }: { readonly services: Services }): void {
    this.#services = services;
    readLines(this);
    // There is no state to send; only the connections are looked after.
    this.patchRate = null as unknown as number;
    this.setTimestep(
      () => dropLaggards(this.clients, (client) => this.#close(client, CLOSE.tooSlow)),
      WATCH_INTERVAL_MS,
    );
  }

  override async onJoin(client: Client): Promise<void> {
    greet(client, this.#services);
    openLine(this, client, { table: LOBBY_MESSAGES, metrics: this.#services.metrics });
    this.#stopListening ??= feed.listen({
      added: (room) => this.#tell('+', [room.roomId, room]),
      removed: (roomId) => this.#tell('-', roomId),
    });
    client.send('rooms', await feed.current());
  }

  override onLeave(): void {
    if (this.clients.length > 0) return;
    this.#stopListening?.();
    this.#stopListening = undefined;
  }

  override onBeforeShutdown(): void {
    for (const client of Array.from(this.clients)) this.#close(client, CLOSE.serverStopping);
    this.disconnect(CLOSE.serverStopping).catch((error: unknown) => this.#fail(error, 'disconnect'));
  }

  override onDispose(): void {
    this.#stopListening?.();
  }

  /** An error nobody expected costs a line in the log, and nobody the lobby. Refusals are expected. */
  override onUncaughtException(error: RoomException, hook: string): void {
    if (!(error.cause instanceof ServerError)) this.#fail(error.cause ?? error, hook);
  }

  #tell(type: '+' | '-', message: readonly [roomId: string, room: ListedRoom] | string): void {
    this.broadcast(type, message);
  }

  #close(client: Client, code: keyof typeof CLOSE_ERRORS): void {
    sendAway(this, client, code, this.#services.metrics);
  }

  #fail(error: unknown, hook: string): void {
    this.#services?.log.error({ err: error, hook, room: this.roomId }, 'lobby failed');
  }
}
