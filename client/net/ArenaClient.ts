import { Client } from '@colyseus/sdk';
import { MATCH_FLOW } from '../../shared/defs/tuning.ts';
import type { MapId } from '../../shared/defs/maps.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import type { ArenaState } from '../../shared/net/arenaSchema.ts';
import type { ArenaSession } from '../../shared/net/ArenaSession.ts';
import type { JoinOptions, ToClient } from '../../shared/net/messages.ts';
import { PROTOCOL_VERSION, ROOM_ARENA } from '../../shared/net/protocol.ts';
import { backoffMs, RECONNECT } from './backoff.ts';
import { describeEnd, isAccident, isSeatGone } from './connectionEnds.ts';
import { enterRoom, firstState, type JoinStep, type RoomEntry } from './enterRoom.ts';
import type { KeptSeat } from './KeptSeat.ts';
import { loadMap } from './loadMap.ts';
import { RoomLink, type SdkRoom } from './RoomLink.ts';

export interface ArenaClientOptions {
  /** Where the server answers, such as `http://localhost:2567`. */
  readonly endpoint: string;
  readonly join: JoinOptions;
  /** Told the way back into the seat for as long as there is one. */
  readonly seat: KeptSeat;
}

export type ConnectionStatus =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'playing' }
  | { readonly kind: 'reconnecting'; readonly attempt: number; readonly secondsLeft: number }
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string };

interface Listeners {
  status: (status: ConnectionStatus) => void;
  map: (map: ArenaMap) => void;
  results: (results: ToClient['results']) => void;
  votes: (votes: ToClient['votes']) => void;
}

const WATCH_INTERVAL_MS = 500;
const PING_INTERVAL_MS = 1_000;
const PING_SMOOTHING = 0.3;
const CODE_LEFT = 4000;
const CODE_NOT_BACK_IN_TIME = 4003;

/** One stay in an arena, from the seat to leaving; lost connections come back into the same seat by themselves. */
export class ArenaClient {
  /** Round trip in milliseconds, smoothed; 0 until measured. */
  pingMs = 0;
  readonly #sdk: Client;
  readonly #seat: KeptSeat;
  #link: RoomLink;
  #map: ArenaMap;
  #results: ToClient['results'] | undefined;
  #status: ConnectionStatus = { kind: 'playing' };
  #loadingMap = '';
  #pingedAtMs = 0;
  #seatKeptUntilMs = 0;
  #watchedAtMs = performance.now();
  readonly #listeners = { status: new Set(), map: new Set(), results: new Set(), votes: new Set() } as {
    [K in keyof Listeners]: Set<Listeners[K]>;
  };
  readonly #watch: ReturnType<typeof setInterval>;

  private constructor(sdk: Client, seat: KeptSeat, entry: RoomEntry) {
    this.#sdk = sdk;
    this.#seat = seat;
    this.#map = entry.map;
    this.#results = entry.results();
    this.#link = this.#openLink(entry.room);
    this.#watch = setInterval(() => this.#watchConnection(), WATCH_INTERVAL_MS);
  }

  /**
   * Takes a seat, and resolves when the first full state is here and its map is loaded.
   *
   * @param onProgress told after each step
   * @throws when the server cannot be reached, has no seat, or the map cannot be read
   */
  static async join(options: ArenaClientOptions, onProgress: (done: JoinStep) => void): Promise<ArenaClient> {
    const sdk = new Client(options.endpoint);
    const wishes = { ...options.join, protocol: PROTOCOL_VERSION };
    const room = (await sdk.joinOrCreate<ArenaState>(ROOM_ARENA, wishes)) as SdkRoom;
    return new ArenaClient(sdk, options.seat, await enterRoom(room, onProgress));
  }

  /**
   * Comes back into the seat that this tab had before its page was loaded anew.
   *
   * @throws when that seat is gone; it is forgotten then
   */
  static async resume(options: ArenaClientOptions, onProgress: (done: JoinStep) => void): Promise<ArenaClient> {
    const { endpoint, seat } = options;
    const sdk = new Client(endpoint);
    try {
      const room = (await sdk.reconnect<ArenaState>(seat.token ?? '')) as SdkRoom;
      return new ArenaClient(sdk, seat, await enterRoom(room, onProgress));
    } catch (error) {
      seat.drop();
      throw error;
    }
  }

  get map(): ArenaMap {
    return this.#map;
  }

  /** What was last told of the end of a match; undefined when there was none yet. */
  get results(): ToClient['results'] | undefined {
    return this.#results;
  }

  get playerId(): string {
    return this.#link.room.sessionId;
  }

  get room(): SdkRoom {
    return this.#link.room;
  }

  get state(): ArenaState {
    return this.#link.room.state;
  }

  /** Replaced after a reconnection and in a new arena: read it anew each frame. */
  get session(): ArenaSession {
    return this.#link.session;
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  /** Bytes per second, received and sent. */
  get traffic(): { readonly down: number; readonly up: number } {
    const nowMs = performance.now();
    return { down: this.#link.down.bytesPerSecond(nowMs), up: this.#link.up.bytesPerSecond(nowMs) };
  }

  /** Calls `listener` with every new status; returns how to stop. */
  onStatus(listener: Listeners['status']): () => void {
    return this.#listen('status', listener);
  }

  /** Calls `listener` when the match goes on in another arena, after `map` and `session` have changed. */
  onMapChange(listener: Listeners['map']): () => void {
    return this.#listen('map', listener);
  }

  onMessage<K extends 'results' | 'votes'>(type: K, listener: Listeners[K]): () => void {
    return this.#listen(type, listener);
  }

  vote(map: MapId): void {
    if (this.#status.kind === 'playing') this.#link.room.send('vote', { map });
  }

  /** Gives up the seat. */
  leave(): void {
    if (this.#status.kind === 'playing') void this.#link.room.leave();
    this.#end(CODE_LEFT, 'You left the arena.');
  }

  #listen<K extends keyof Listeners>(type: K, listener: Listeners[K]): () => void {
    this.#listeners[type].add(listener);
    return () => this.#listeners[type].delete(listener);
  }

  #openLink(room: SdkRoom): RoomLink {
    // The way back is ours: the SDK's own has no jitter, no time limit, and gives up on young connections.
    room.reconnection.enabled = false;
    this.#seat.keep(room.reconnectionToken);
    return new RoomLink(room, this.#map, {
      onPatch: () => this.#followMap(),
      onResults: (results) => {
        this.#results = results;
        // The next match begins at once where the vote says: whichever arena it is, it is there by then.
        for (const id of results.maps) loadMap(id).catch(() => undefined);
        this.#listeners.results.forEach((tell) => tell(results));
      },
      onVotes: (votes) => this.#listeners.votes.forEach((tell) => tell(votes)),
      onEnd: (code, reason) => this.#onEnd(code, reason),
    });
  }

  #onEnd(code: number, reason: string): void {
    if (this.#status.kind !== 'playing') return;
    if (isAccident(code)) void this.#comeBack();
    else this.#end(code, describeEnd(reason));
  }

  #watchConnection(): void {
    if (this.#status.kind === 'reconnecting') this.#countDown(this.#status.attempt);
    const nowMs = performance.now();
    const sinceWatchedMs = nowMs - this.#watchedAtMs;
    this.#watchedAtMs = nowMs;
    if (this.#status.kind !== 'playing') return;
    // The page itself slept, in a hidden tab or a closed laptop: what came meanwhile is only now to be read.
    if (sinceWatchedMs > RECONNECT.silenceMs) this.#link.heardAtMs = nowMs;
    if (nowMs - this.#link.heardAtMs > RECONNECT.silenceMs) {
      void this.#comeBack();
      return;
    }
    if (nowMs - this.#pingedAtMs < PING_INTERVAL_MS) return;
    this.#pingedAtMs = nowMs;
    this.#link.room.ping((ms) => {
      this.pingMs = this.pingMs === 0 ? ms : this.pingMs + (ms - this.pingMs) * PING_SMOOTHING;
    });
  }

  async #comeBack(): Promise<void> {
    const token = this.#link.room.reconnectionToken;
    this.#link.dispose();
    const deadlineMs = performance.now() + MATCH_FLOW.reconnectSeconds * 1000;
    this.#seatKeptUntilMs = deadlineMs;
    for (let attempt = 1; performance.now() < deadlineMs; attempt++) {
      this.#countDown(attempt);
      await wait(Math.min(backoffMs(attempt, Math.random()), deadlineMs - performance.now()));
      if (this.#status.kind !== 'reconnecting') return;
      const outcome = await Promise.race([this.#attempt(token), wait(RECONNECT.attemptMs)]);
      if (outcome !== undefined || this.#status.kind !== 'reconnecting') return;
    }
    this.#end(CODE_NOT_BACK_IN_TIME, 'The connection did not come back in time, and your seat has been given up.');
  }

  #countDown(attempt: number): void {
    const secondsLeft = Math.max(0, Math.ceil((this.#seatKeptUntilMs - performance.now()) / 1000));
    this.#setStatus({ kind: 'reconnecting', attempt, secondsLeft });
  }

  /** One try; resolves to a word when the matter is settled either way, to nothing when the next may be made. */
  async #attempt(token: string): Promise<'back' | 'gone' | undefined> {
    try {
      const room = (await this.#sdk.reconnect<ArenaState>(token)) as SdkRoom;
      await firstState(room);
      if (this.#status.kind !== 'reconnecting') {
        // Left or given up meanwhile: nobody is to sit in that seat.
        void room.leave();
        return 'gone';
      }
      this.#link = this.#openLink(room);
      this.#setStatus({ kind: 'playing' });
      this.#followMap();
      return 'back';
    } catch (error) {
      // An earlier, slower try may have come back by now: then it was that one that took the seat.
      if (!isSeatGone(error) || this.#status.kind !== 'reconnecting') return undefined;
      this.#end(CODE_NOT_BACK_IN_TIME, 'The match you were in is over.');
      return 'gone';
    }
  }

  /** The next match may be in another arena. */
  #followMap(): void {
    const { map: id } = this.state;
    if (id === this.#map.id || id === this.#loadingMap) return;
    this.#loadingMap = id;
    void this.#enterMap(id);
  }

  async #enterMap(id: string): Promise<void> {
    try {
      const map = await loadMap(id);
      if (this.state.map !== id) return;
      this.#map = map;
      this.#link.enterMap(map);
      this.#listeners.map.forEach((tell) => tell(map));
    } catch (error) {
      this.#link.dispose();
      this.#end(CODE_LEFT, error instanceof Error ? error.message : `The arena "${id}" could not be loaded.`);
    } finally {
      this.#loadingMap = '';
    }
  }

  #end(code: number, reason: string): void {
    clearInterval(this.#watch);
    this.#seat.drop();
    this.#setStatus({ kind: 'closed', code, reason });
  }

  #setStatus(status: ConnectionStatus): void {
    if (this.#status.kind === 'closed') return;
    this.#status = status;
    this.#listeners.status.forEach((tell) => tell(status));
  }
}

function wait(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms));
}
