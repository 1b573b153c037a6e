import { Room, ServerError, type Client, type RoomException } from '@colyseus/core';
import { TICK_RATE, TICKS_PER_PATCH } from '../../shared/defs/rates.ts';
import { ArenaState } from '../../shared/net/arenaSchema.ts';
import { PlayerInput } from '../../shared/net/inputSchema.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import type { Person } from '../accounts/Person.ts';
import { HTTP_ERRORS, refusal } from '../errors.ts';
import { readCommands } from '../input/readCommands.ts';
import { TickWatch } from '../infra/TickWatch.ts';
import type { KnownContext } from '../matchmaking/KnownContext.ts';
import type { Match } from '../match/Match.ts';
import type { Services } from '../services.ts';
import type { KeptRoom, MatchKeeper } from '../survival/MatchKeeper.ts';
import { roomSnapshot, type RoomSnapshot } from '../survival/RoomSnapshot.ts';
import { ArenaSync } from '../sync/ArenaSync.ts';
import { allowedName } from '../words/allowedName.ts';
import { Admission } from './Admission.ts';
import { ArenaDesk } from './ArenaDesk.ts';
import type { ArenaTypes } from './ArenaTypes.ts';
import { Connections } from './Connections.ts';
import { describeRoom } from './describeRoom.ts';
import { greet } from './greet.ts';
import { readRoomChoice } from './joinOptions.ts';
import { keepForGuests } from './keepForGuests.ts';
import { SEAT_RESERVATION_SECONDS, keepsSeat } from './keepsSeat.ts';
import { ARENA_MESSAGES } from './messageTable.ts';
import { openRoom } from './openRoom.ts';
import { projectRoom } from './projectRoom.ts';
import { readMessages } from './readMessages.ts';
import { Spectators } from './Spectators.ts';
import { tellWhenDecided } from './tellWhenDecided.ts';
import { tickRoom } from './tickRoom.ts';

/** Colyseus' hooks on one side, a `Match` on the other. It has no rules of the game. */
export class ArenaRoom extends Room<ArenaTypes> implements KeptRoom {
  readonly #sync = new ArenaSync(this, (client) => this.#connections.acknowledged(client));
  override state = new ArenaState();
  override seatReservationTimeout = SEAT_RESERVATION_SECONDS;
  /** Tells clients what inputs are; they are read by an `InputQueue` for each. */
  override inputs = this.defineInput(PlayerInput, { bufferMaxSize: 0, tickRate: TICK_RATE });
  override messages = readMessages(ARENA_MESSAGES, () => this.#desk);

  #services!: Services;
  #match!: Match;
  #connections!: Connections;
  #spectators!: Spectators;
  #desk!: ArenaDesk;
  #keeper: MatchKeeper | undefined;
  #watch!: TickWatch;
  #stopTicking: (() => void) | undefined;
  #admission!: Admission;
  /** A frozen room is between two owners; one that is over only waits for its connections to close. */
  #life: 'running' | 'frozen' | 'over' = 'running';

  static override async onAuth(_token: string, options: unknown, { person }: KnownContext): Promise<Person | true> {
    readRoomChoice(options);
    return person ?? true;
  }

  override async onCreate({ services, ...wishes }: { readonly services: Services }): Promise<void> {
    const opening = openRoom(this.roomId, wishes, services);
    const { match, isPrivate, fence, roster } = opening;
    this.#services = services;
    this.#watch = new TickWatch(services.metrics);
    this.#match = match;
    services.rooms.add(match);
    this.#connections = new Connections(this, services, { seats: match.seats, roster, sync: this.#sync });
    this.#spectators = new Spectators(this, { match, sync: this.#sync, connections: this.#connections });
    this.#desk = new ArenaDesk(this, services, { match, spectators: this.#spectators, connections: this.#connections });
    this.#admission = new Admission(opening, { matchId: this.roomId, tickets: services.ranked.tickets });
    this.#keeper = await services.survival?.keep(this, fence);
    if (isPrivate) keepForGuests(this, opening.isAwaited);
    describeRoom(this, match, this.#spectators);
    projectRoom(this.#sync, this.#match, this.#watch, this.#connections);
    this.#stopTicking = tickRoom(this, services.loop, () => this.#onTick());
    this.#connections.awaitOwners((player) => this.#giveUp(player));
  }

  override async onJoin(client: Client, options?: { readonly name?: unknown }): Promise<void> {
    const { playerId, name = options?.name, party } = greet(client, this.#services) ?? {};
    if (this.#life !== 'running') throw refusal(HTTP_ERRORS.matchMoving);
    if (!this.#services.load.takesPlayers) throw refusal(HTTP_ERRORS.busy);
    if (this.#spectators.has(client)) return this.#spectators.join(client);
    const team = this.#admission.admit(playerId);
    this.#match.join(client.sessionId, allowedName(name, this.#services.words), { team, party, playerId });
    await this.#connect(client);
  }

  /** Keeps the seat, with a bot fighting on it, unless the server itself sent the client away. */
  override onDrop(client: Client, code?: number): void {
    const isAwaited = keepsSeat(code) && this.#life !== 'over' && this.#connections.hasArrived(client.sessionId);
    if (!isAwaited) return this.#connections.drop(client.sessionId);
    // When the time is over Colyseus calls onLeave.
    this.#connections.hold(client, () => undefined);
  }

  override async onReconnect(client: Client): Promise<void> {
    await this.#connect(client);
  }

  override onLeave(client: Client, code?: number): void {
    // Gone again while it was coming back: that is no leaving, but Colyseus says it is, and says it once.
    const isReturning = this.#connections.readers.has(client.sessionId) && this.#life !== 'over';
    if (isReturning && keepsSeat(code)) return this.#connections.hold(client, () => this.#giveUp(client.sessionId));
    this.#giveUp(client.sessionId);
  }

  override onBeforeShutdown(): void {
    this.#connections.end(CLOSE.serverStopping);
  }

  override async onDispose(): Promise<void> {
    this.#stopTicking?.();
    if (this.#match === undefined) return;
    this.#services.rooms.delete(this.#match);
    if (this.#life !== 'over') this.#match.end();
    await this.#keeper?.end();
    await this.#services.recorder.settle();
  }

  /** An error nobody expected ends this room, and this room only. Refusals are expected. */
  override onUncaughtException(error: RoomException, hook: string): void {
    if (error.cause instanceof ServerError || this.#life === 'over') return;
    this.#life = 'over';
    this.#services?.log.error({ err: error.cause ?? error, hook, room: this.roomId }, 'room failed');
    this.#services?.metrics.roomFailures.inc();
    if (hook !== 'onCreate' && hook !== 'onDispose') this.#connections.end(CLOSE.roomFailed);
  }

  override hasReservedSeat(sessionId: string, token?: string): boolean {
    return this.#connections.admit(token) && super.hasReservedSeat(sessionId, token);
  }

  override checkReconnectionToken(token: string, playerId?: string) {
    // Another process may have the match: what this one does not know of its seats says nothing.
    if (this.#life === 'over' || this.#keeper?.isDoubtful === true) throw refusal(HTTP_ERRORS.matchMoving);
    return super.checkReconnectionToken(this.#connections.askBack(token, playerId) ? token : '');
  }

  takeSnapshot(): RoomSnapshot {
    return roomSnapshot(this.#admission.snapshot(), this.#match.snapshot(), this.#connections.roster);
  }

  setFrozen(isFrozen: boolean): void {
    if (this.#life !== 'over') this.#life = isFrozen ? 'frozen' : 'running';
  }

  letGo(isDeposed: boolean): void {
    if (isDeposed) this.#match.abandon();
    this.#end(CLOSE.matchMoved);
  }

  #onTick(): void {
    if (this.#life !== 'running') return;
    if (this.#keeper?.isDoubtful === true) return void this.#keeper.save();
    const ending = this.#admission.findEnding();
    if (ending !== undefined) return this.#end(ending);
    this.#watch.begin();
    const match = this.#match;
    const { number } = match;
    match.step(readCommands(this.#connections.readers, match.world.tick + 1));
    const { world } = match;
    this.#sync.record(world);
    if (match.number !== number) describeRoom(this, match, this.#spectators);
    if (world.tick % TICKS_PER_PATCH === 0) this.#sendPatch();
    tellWhenDecided(this, match, { results: this.#services.results, fence: this.#keeper?.fence });
    this.#keeper?.afterTick(world);
    this.#watch.end();
  }

  /** Nothing is played here any more: everybody is told why, and what the replay has is handed over. */
  #end(code: Parameters<Connections['end']>[0]): void {
    this.#life = 'over';
    this.#match.end();
    this.#connections.end(code);
  }

  #sendPatch(): void {
    this.#connections.lookAfter(this.#match.world.tick);
    this.#spectators.follow();
    projectRoom(this.#sync, this.#match, this.#watch, this.#connections);
    this.#sync.sendPatch();
  }

  async #connect(client: Client): Promise<void> {
    this.#connections.open(client);
    if (this.#match.world.phase === 'results') client.send('results', this.#match.results());
    projectRoom(this.#sync, this.#match, this.#watch, this.#connections);
    await this.#keeper?.keepSeat();
  }

  /** Nobody waits for this seat any more. */
  #giveUp(player: string): void {
    this.#connections.forget(player);
    this.#sync.forget(player);
    this.#desk.forget(player);
    if (this.#life !== 'over' && this.#match.seats.all.has(player)) this.#admission.release(player);
    this.#spectators.leave(player);
  }
}
