import { Room, ServerError, type Client, type RoomException } from '@colyseus/core';
import { CLOSE } from '../../shared/net/protocol.ts';
import type { FromQueue, ToQueue } from '../../shared/net/queueMessages.ts';
import type { Identity } from '../accounts/AccessTokens.ts';
import { HTTP_ERRORS, refusal, type CLOSE_ERRORS } from '../errors.ts';
import type { Place } from '../accounts/LivePeople.ts';
import type { RoundTrips } from '../input/RoundTrips.ts';
import type { KnownContext } from '../matchmaking/KnownContext.ts';
import { Queue } from '../matchmaking/Queue.ts';
import type { Services } from '../services.ts';
import { dropLaggards } from './connectionGuard.ts';
import { greet } from './greet.ts';
import { readQueueWish } from './joinOptions.ts';
import type { Standing } from './judgeMessage.ts';
import { SEAT_RESERVATION_SECONDS, keepsSeat } from './keepsSeat.ts';
import { QUEUE_MESSAGES } from './messageTable.ts';
import { openLine } from './openLine.ts';
import { readLines } from './PlayerLine.ts';
import { readMessages, type MessageDesk } from './readMessages.ts';
import { sendAway } from './sendAway.ts';

const MAX_WAITING = 500;
const BEAT_MS = 1000;
const QUEUEING: Standing = { role: 'player', phase: 'waiting' };

/** Colyseus' hooks on one side, a `Queue` on the other: where somebody whom the server knows waits for a ranked match. */
export class QueueRoom extends Room implements MessageDesk<ToQueue> {
  override maxClients = MAX_WAITING;
  override seatReservationTimeout = SEAT_RESERVATION_SECONDS;
  override messages = readMessages<ToQueue>(QUEUE_MESSAGES, () => this);

  #services!: Services;
  #queue!: Queue;

  static override async onAuth(_token: string, options: unknown, { person }: KnownContext): Promise<Identity> {
    readQueueWish(options);
    if (person === undefined) throw refusal(HTTP_ERRORS.signInNeeded);
    return person;
  }

  override onCreate({ services }: { readonly services: Services }): void {
    const { tickets, records } = services.ranked;
    this.#services = services;
    this.#queue = new Queue({ tickets, records, log: services.log });
    readLines(this);
    // There is no state to send; what is told are messages.
    this.patchRate = null as unknown as number;
    this.setTimestep(() => this.#onBeat(), BEAT_MS);
  }

  override onJoin(client: Client, options?: unknown): void {
    greet(client, this.#services);
    const { trips } = openLine(this, client, { table: QUEUE_MESSAGES, metrics: this.#services.metrics });
    const { playerId, name } = client.auth as Identity;
    this.#services.people.enter(this.#placeOf(client));
    this.#queue.connect({
      connection: client.sessionId,
      playerId,
      name,
      pingMs: () => pingOf(trips),
      tell: (type, message: FromQueue[typeof type]) => client.send(type, message),
      replace: () => this.#close(client, CLOSE.replacedByNewerConnection),
    });
    const wish = readQueueWish(options);
    if (wish !== undefined) this.enter(client, wish);
  }

  /** Who leaves on purpose leaves the queue; for anybody else their place is kept for a while. */
  override async onLeave(client: Client, code?: number): Promise<void> {
    const { sessionId } = client;
    this.#services.people.leave(this.#placeOf(client));
    if (!keepsSeat(code) && code !== CLOSE.serverStopping) await this.#queue.leave(sessionId);
    this.#queue.disconnect(sessionId);
  }

  override onBeforeShutdown(): void {
    for (const client of Array.from(this.clients)) this.#close(client, CLOSE.serverStopping);
    this.disconnect(CLOSE.serverStopping).catch((error: unknown) => this.#fail(error, 'disconnect'));
  }

  /** An error nobody expected costs a line in the log, and nobody their place. Refusals are expected. */
  override onUncaughtException(error: RoomException, hook: string): void {
    if (!(error.cause instanceof ServerError)) this.#fail(error.cause ?? error, hook);
  }

  standingOf(): Standing {
    return QUEUEING;
  }

  enter({ sessionId }: Client, wish: ToQueue['enter']): void {
    void this.#queue.enter(sessionId, wish);
  }

  /** Where the person is while they wait: whoever signs them out, or has them elsewhere, ends it. */
  #placeOf(client: Client): Place {
    const id = `queue:${client.sessionId}`;
    return { id, person: client.auth as Identity, evict: (code) => this.#close(client, code) };
  }

  #onBeat(): void {
    dropLaggards(this.clients, (client) => this.#close(client, CLOSE.tooSlow));
    void this.#queue.beat();
  }

  #close(client: Client, code: keyof typeof CLOSE_ERRORS): void {
    sendAway(this, client, code, this.#services.metrics);
  }

  #fail(error: unknown, hook: string): void {
    this.#services?.log.error({ err: error, hook, room: this.roomId }, 'queue failed');
  }
}

/** The quickest of the last trips: what comes on top of it is the client's own. Undefined until one was measured. */
function pingOf({ slowestMs, spreadMs }: RoundTrips): number | undefined {
  return slowestMs === Infinity ? undefined : slowestMs - spreadMs;
}
