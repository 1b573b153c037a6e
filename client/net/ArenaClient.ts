import type { MapId } from '../../shared/defs/maps.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import type { ArenaState } from '../../shared/net/arenaSchema.ts';
import type { ArenaSession } from '../../shared/net/ArenaSession.ts';
import { hangUp } from '../../shared/net/awaitFirstState.ts';
import { CODE_SILENCE, isAccident, RECONNECT, SeatGone } from '../../shared/net/comeBack.ts';
import type { JoinOptions, ToClient } from '../../shared/net/messages.ts';
import { SilenceWatch } from '../../shared/net/SilenceWatch.ts';
import { ChatFeed } from '../chat/ChatFeed.ts';
import type { ConnectionStatus } from './ConnectionStatus.ts';
import { CODE_LEFT, CODE_NOT_BACK_IN_TIME, CODE_PAGE_LEFT, describeEnd, LOST } from './connectionEnds.ts';
import type { EnteredRoom } from './enterRoom.ts';
import { joinRoom } from './joinRoom.ts';
import type { KeptSeat } from './KeptSeat.ts';
import type { AsPerson } from './Login.ts';
import { loadMap } from './loadMap.ts';
import { returnToSeat } from './returnToSeat.ts';
import { RoomLink } from './RoomLink.ts';
import type { SdkRoom } from './SdkRoom.ts';
import type { Watching } from './Watching.ts';

/** What of joining is done. */
export type JoinStep = 'seat' | 'state' | 'map';

export interface ArenaClientOptions {
  /** Where the server answers, such as `http://localhost:2567`. */
  readonly endpoint: string;
  readonly join: JoinOptions;
  /** Who plays. */
  readonly asPerson: AsPerson;
  /** Told the way back into the seat for as long as there is one. */
  readonly seat: KeptSeat;
}

interface Listeners {
  status: (status: ConnectionStatus) => void;
  map: (map: ArenaMap) => void;
  results: (results: ToClient['results']) => void;
  votes: (votes: ToClient['votes']) => void;
}

const WATCH_INTERVAL_MS = 250;
const PING_INTERVAL_MS = 1_000;
const PING_SMOOTHING = 0.3;

/** One stay in an arena, from the seat to leaving; lost connections come back into the same seat by themselves. */
export class ArenaClient {
  /** Round trip in milliseconds, smoothed; 0 until measured. */
  pingMs = 0;
  readonly chat = new ChatFeed();
  readonly #options: ArenaClientOptions;
  #link: RoomLink;
  #map: ArenaMap;
  #results: ToClient['results'] | undefined;
  #status: ConnectionStatus = { kind: 'playing' };
  #loadingMap = '';
  #pingedAtMs = 0;
  #seatKeptUntilMs = 0;
  #silence = new SilenceWatch(performance.now());
  readonly #listeners = { status: new Set(), map: new Set(), results: new Set(), votes: new Set() } as {
    [K in keyof Listeners]: Set<Listeners[K]>;
  };
  readonly #watch: ReturnType<typeof setInterval>;

  private constructor(options: ArenaClientOptions, entered: EnteredRoom, map: ArenaMap) {
    this.#options = options;
    this.#map = map;
    this.#results = entered.results();
    this.#link = this.#openLink(entered);
    this.#watch = setInterval(() => this.#watchConnection(), WATCH_INTERVAL_MS);
  }

  /**
   * Takes a seat, of a spectator if that is wished for, and resolves when the first full state is here and its map is loaded.
   *
   * @param onProgress told after each step
   * @throws when the server cannot be reached, has no seat, or the map cannot be read
   */
  static async join(options: ArenaClientOptions, onProgress: (done: JoinStep) => void): Promise<ArenaClient> {
    const entered = await joinRoom(options, () => onProgress('seat'));
    return ArenaClient.#enter(options, entered, onProgress);
  }

  /**
   * Comes back into the seat that this tab had before its page was loaded anew, though its match may be on its way to
   * another process.
   *
   * @throws SeatGone when that seat is lost; it is forgotten then
   */
  static async resume(options: ArenaClientOptions, onProgress: (done: JoinStep) => void): Promise<ArenaClient> {
    const token = options.seat.token ?? '';
    const end = await returnToSeat({ ...options, token, closeCode: CODE_PAGE_LEFT, isWanted: () => true });
    if (end.kind !== 'back') {
      options.seat.drop();
      throw new SeatGone(end.kind === 'lost' ? end.reason : '');
    }
    onProgress('seat');
    return ArenaClient.#enter(options, end.link, onProgress);
  }

  static async #enter(
    options: ArenaClientOptions,
    entered: EnteredRoom,
    onProgress: (done: JoinStep) => void,
  ): Promise<ArenaClient> {
    onProgress('state');
    try {
      const map = await loadMap(entered.room.state.map);
      onProgress('map');
      return new ArenaClient(options, entered, map);
    } catch (error) {
      // Nobody plays over it, and nothing else would end it.
      hangUp(entered.room);
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

  /** Whose match it is: the own player, or the one that is watched. */
  get playerId(): string {
    return this.watching?.player ?? this.#link.room.sessionId;
  }

  /** Of a spectator; undefined for one who plays. */
  get watching(): Watching | undefined {
    return this.#link.watching;
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

  #openLink(entered: EnteredRoom): RoomLink {
    this.#silence = new SilenceWatch(performance.now());
    this.#options.seat.keep(entered.room.reconnectionToken);
    this.chat.join(entered);
    return new RoomLink(entered, this.#map, {
      onPatch: () => {
        this.#silence.hear(performance.now());
        this.#followMap();
      },
      onResults: (results) => this.#takeResults(results),
      onVotes: (votes) => this.#listeners.votes.forEach((tell) => tell(votes)),
      onEnd: (code, reason) => this.#onEnd(code, reason),
    });
  }

  #takeResults(results: ToClient['results']): void {
    this.#results = results;
    // The next match begins at once where the vote says: whichever arena it is, it is there by then.
    for (const id of results.maps) loadMap(id).catch(() => undefined);
    this.#listeners.results.forEach((tell) => tell(results));
  }

  #onEnd(code: number, reason: string): void {
    if (this.#status.kind !== 'playing') return;
    if (isAccident(code)) void this.#comeBack(code);
    else this.#end(code, describeEnd(reason));
  }

  #watchConnection(): void {
    if (this.#status.kind === 'reconnecting') this.#countDown(this.#status.attempt);
    const nowMs = performance.now();
    const isSilent = this.#silence.isSilent(nowMs);
    if (this.#status.kind !== 'playing') return;
    if (isSilent) {
      void this.#comeBack(CODE_SILENCE);
      return;
    }
    if (nowMs - this.#pingedAtMs < PING_INTERVAL_MS) return;
    this.#pingedAtMs = nowMs;
    this.#link.room.ping((ms) => {
      this.pingMs = this.pingMs === 0 ? ms : this.pingMs + (ms - this.pingMs) * PING_SMOOTHING;
    });
  }

  async #comeBack(closeCode: number): Promise<void> {
    const token = this.#link.room.reconnectionToken;
    this.#link.dispose();
    // Nobody's place is kept for one who only watched.
    if (this.watching !== undefined) return this.#end(closeCode, LOST.watching);
    this.#seatKeptUntilMs = performance.now() + RECONNECT.windowMs;
    const isWanted = (): boolean => this.#status.kind !== 'closed';
    const onTry = (number: number): void => this.#countDown(number);
    const end = await returnToSeat({ ...this.#options, token, closeCode, isWanted, onTry });
    if (end.kind === 'back') this.#goOn(end.link);
    else if (end.kind === 'lost') this.#end(CODE_NOT_BACK_IN_TIME, LOST[end.cause]);
    else this.#options.seat.drop();
  }

  #goOn(entered: EnteredRoom): void {
    if (this.#status.kind === 'closed') {
      // Left meanwhile: nobody is to sit in that seat.
      this.#options.seat.drop();
      void entered.room.leave();
      return;
    }
    this.#link = this.#openLink(entered);
    this.#setStatus({ kind: 'playing' });
    this.#followMap();
    const told = entered.results();
    if (told !== undefined) this.#takeResults(told);
  }

  #countDown(attempt: number): void {
    const secondsLeft = Math.max(0, Math.ceil((this.#seatKeptUntilMs - performance.now()) / 1000));
    this.#setStatus({ kind: 'reconnecting', attempt, secondsLeft });
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
    this.#options.seat.drop();
    this.#setStatus({ kind: 'closed', code, reason });
  }

  #setStatus(status: ConnectionStatus): void {
    if (this.#status.kind === 'closed') return;
    this.#status = status;
    this.#listeners.status.forEach((tell) => tell(status));
  }
}
