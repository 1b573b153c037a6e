import { randomBytes, randomInt } from 'node:crypto';
import { Room, ServerError, type Client, type RoomException } from '@colyseus/core';
import { StateView } from '@colyseus/schema';
import { TICK_RATE, TICKS_PER_PATCH } from '../../shared/defs/rates.ts';
import { INPUT, MATCH_FLOW } from '../../shared/defs/tuning.ts';
import { ArenaState } from '../../shared/net/arenaSchema.ts';
import { PlayerInput } from '../../shared/net/inputSchema.ts';
import type { ToClient } from '../../shared/net/messages.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { CLOSE_ERRORS, HTTP_ERRORS } from '../errors.ts';
import { createInputReader, readCommands, type InputReader } from '../input/readCommands.ts';
import { TickWatch } from '../infra/TickWatch.ts';
import { Match } from '../match/Match.ts';
import type { Services } from '../services.ts';
import { EventBatch } from '../sync/EventBatch.ts';
import { addOwnState, projectWorld, removeOwnState } from '../sync/projectWorld.ts';
import { dropLaggards, guardConnection, socketOf } from './connectionGuard.ts';
import { readRoomChoice, refusal } from './joinOptions.ts';
import { keepForGuests } from './keepForGuests.ts';
import { keepsSeat } from './keepsSeat.ts';
import { readVote } from './readVote.ts';

const SEEDS = 2 ** 31;
const TOKEN_BYTES = 16;
const SEAT_RESERVATION_SECONDS = 8;

/** Colyseus' hooks on one side, a `Match` on the other. It has no rules of the game. */
export class ArenaRoom extends Room<{
  state: ArenaState;
  input: PlayerInput;
  metadata: { mode: string; map: string };
}> {
  override state = new ArenaState();
  override maxClients = 16;
  override seatReservationTimeout = SEAT_RESERVATION_SECONDS;
  override inputs = this.defineInput(PlayerInput, { bufferMaxSize: INPUT.maxQueuedInputs });
  override messages = {
    vote: (client: Client, message: unknown) => this.#vote(client, message),
    _: (client: Client) => this.#close(client, CLOSE.badMessage),
  };

  readonly #readers = new Map<string, InputReader>();
  readonly #events = new EventBatch();
  #services!: Services;
  #match!: Match;
  #watch!: TickWatch;
  #failed = false;

  static override async onAuth(_token: string, options: unknown): Promise<true> {
    readRoomChoice(options);
    return true;
  }

  override onCreate({ services, ...options }: { readonly services: Services }): void {
    const { config, maps, recorder } = services;
    if (services.rooms.size >= config.maxRooms) throw refusal(HTTP_ERRORS.full);
    if (services.plans.take(this.roomId)?.kind === 'private') keepForGuests(this);
    const { mode, map } = readRoomChoice(options);
    this.#services = services;
    this.#watch = new TickWatch(services.metrics);
    this.#match = new Match({ mode, map, maps, bots: config.bots, seed: randomInt(SEEDS), recordTo: recorder });
    void this.setMetadata({ mode, map });
    this.#project();
    this.setFixedTimestep(() => this.#onTick(), TICK_RATE);
    // Patches leave with the tick, from #onTick. Setting this only now matters: before, it would start a second timer.
    this.patchRate = null as unknown as number;
    services.rooms.add(this.#match);
  }

  override onJoin(client: Client, options?: { readonly name?: unknown }): void {
    this.#match.join(client.sessionId, options?.name);
    const own = addOwnState(this.state, client.sessionId);
    client.view = new StateView();
    client.view.add(own);
    this.#connect(client);
    this.#project();
  }

  /** Keeps the seat, with a bot fighting on it, unless the server itself sent the client away. */
  override onDrop(client: Client, code?: number): void {
    this.#disconnect(client.sessionId);
    if (!keepsSeat(code) || this.#failed) return;
    // When the time is over Colyseus calls onLeave.
    this.allowReconnection(client, MATCH_FLOW.reconnectSeconds).catch(() => undefined);
  }

  override onReconnect(client: Client): void {
    this.#connect(client);
  }

  override onLeave(client: Client): void {
    this.#disconnect(client.sessionId);
    removeOwnState(this.state, client.sessionId);
    client.view?.dispose();
    if (this.#match.seats.all.has(client.sessionId)) this.#match.leave(client.sessionId);
  }

  override onBeforeShutdown(): void {
    this.#end(CLOSE.serverStopping);
  }

  override onDispose(): Promise<void> | void {
    if (this.#match === undefined) return;
    this.#services.rooms.delete(this.#match);
    if (!this.#failed) this.#match.end();
    return this.#services.recorder.settle();
  }

  /** An error nobody expected ends this room, and this room only. Refusals are expected. */
  override onUncaughtException(error: RoomException, hook: string): void {
    if (error.cause instanceof ServerError || this.#failed) return;
    this.#failed = true;
    this.#services?.log.error({ err: error.cause ?? error, hook, room: this.roomId }, 'room failed');
    this.#services?.metrics.roomFailures.inc();
    if (hook !== 'onCreate' && hook !== 'onDispose') this.#end(CLOSE.roomFailed);
  }

  override hasReservedSeat(sessionId: string, token?: string): boolean {
    this.#releaseOlderConnection(token);
    return super.hasReservedSeat(sessionId, token);
  }

  override checkReconnectionToken(token: string) {
    this.#releaseOlderConnection(token);
    return super.checkReconnectionToken(token);
  }

  #onTick(): void {
    if (this.#failed) return;
    this.#watch.begin();
    const match = this.#match;
    const { number } = match;
    match.step(readCommands(this.#readers));
    const { world } = match;
    this.#events.add(world.tick, world.events);
    if (match.number !== number) void this.setMetadata({ mode: world.mode, map: match.mapId });
    if (world.tick % TICKS_PER_PATCH === 0) this.#sendPatch();
    if (world.events.some((event) => event.type === 'phase' && event.phase === 'results')) {
      this.#tell('results', match.results());
    }
    this.#watch.end();
  }

  #sendPatch(): void {
    dropLaggards(this.clients, (client) => this.#close(client, CLOSE.tooSlow));
    this.#project();
    this.broadcastPatch();
    this.#events.publish((events) => this.#tell('events', events));
  }

  #project(): void {
    projectWorld(this.#match.world, this.state, {
      match: this.#match.number,
      tickP99Micros: this.#watch.p99Micros,
      seats: this.#match.seats,
      inputBacklog: (player) => this.#readers.get(player)?.inputBacklog ?? 0,
    });
  }

  #vote(client: Client, message: unknown): void {
    const vote = readVote(message);
    if (vote === undefined) return this.#close(client, CLOSE.badMessage);
    if (this.#match.vote(client.sessionId, vote.map)) this.#tell('votes', { counts: this.#match.votes });
  }

  /** From now on the person plays: their inputs are read, and their next token cannot be guessed. */
  #connect(client: Client): void {
    client.reconnectionToken = randomBytes(TOKEN_BYTES).toString('base64url');
    this.#readers.set(client.sessionId, createInputReader(this.inputs.get(client.sessionId) as InputReader['source']));
    this.#match.seats.setConnected(client.sessionId, true);
    guardConnection(socketOf(client), (code) => this.#close(client, code));
    if (this.#match.world.phase === 'results') client.send('results', this.#match.results());
  }

  #disconnect(player: string): void {
    this.#readers.delete(player);
    this.#match.seats.setConnected(player, false);
  }

  /** Someone who returns before the server noticed they were gone: the seat moves to the newer connection. */
  #releaseOlderConnection(token: string | undefined): void {
    const older = token === undefined ? undefined : this.clients.find((client) => client.reconnectionToken === token);
    if (older !== undefined) this.#close(older, CLOSE.replacedByNewerConnection);
  }

  #tell<Type extends keyof ToClient>(type: Type, message: ToClient[Type]): void {
    this.broadcast(type, message);
  }

  #close(client: Client, code: keyof typeof CLOSE_ERRORS): void {
    const { name, message } = CLOSE_ERRORS[code];
    this.#services.metrics.closedConnections.inc({ reason: name });
    this.kickClient(client.sessionId, code, message);
  }

  #end(code: keyof typeof CLOSE_ERRORS): void {
    for (const client of Array.from(this.clients)) this.#close(client, code);
    this.disconnect(code).catch((error: unknown) => this.#services.log.error({ err: error }, 'room did not close'));
  }
}
