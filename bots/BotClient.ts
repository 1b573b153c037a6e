import { createBrain, type Brain } from '../shared/bot/Brain.ts';
import { think } from '../shared/bot/think.ts';
import type { BotSkill } from '../shared/defs/bots.ts';
import type { ArenaMap } from '../shared/map/ArenaMap.ts';
import { ArenaSession, type Wish } from '../shared/net/ArenaSession.ts';
import type { JoinOptions, ToClient } from '../shared/net/messages.ts';
import { idleCommand, type Command } from '../shared/sim/Command.ts';
import type { GameEvent } from '../shared/net/GameEvent.ts';
import { BotLink, type SdkRoom } from './BotLink.ts';
import { fetchMap } from './fetchMap.ts';
import { LEAVE_MS, type ClientLine, type NetworkClient } from './NetworkClient.ts';
import { reserveSeat } from './reserveSeat.ts';
import { Stay, type Presence } from './Stay.ts';
import { newTally, type Tally } from './Tally.ts';
import { viewOfSession } from './viewOfSession.ts';

export interface BotClientOptions extends ClientLine {
  readonly join: JoinOptions;
  readonly skill: BotSkill;
}

/** One headless player: the same netcode as the browser's, played by a bot's mind instead of hands. */
export class BotClient implements NetworkClient {
  readonly tally: Tally;
  readonly #options: BotClientOptions;
  readonly #stay: Stay<BotLink>;
  #link: BotLink;
  #session: ArenaSession;
  #brain: Brain;
  #match: number;
  readonly #joinedAtMs = performance.now();

  private constructor(options: BotClientOptions, link: BotLink, map: ArenaMap) {
    this.tally = newTally(link.room.roomId);
    this.#options = options;
    this.#link = link;
    this.#match = link.room.state.match;
    this.#session = this.#openSession(map);
    this.#brain = this.#openBrain(map);
    this.#stay = new Stay(link.room.reconnectionToken, {
      url: options.url,
      tally: this.tally,
      open: (seat, token, limit, onToken) => BotLink.open(options, seat, { token, limit, onToken }),
      goOn: (next) => this.#goOn(next),
      hangUp: () => this.#hangUp(),
      discard: (late) => void late.leave(LEAVE_MS),
    });
    this.#listen();
  }

  /**
   * Takes a seat and resolves when the first full state and the map are here.
   * @throws an Error that says what failed
   */
  static async join(options: BotClientOptions): Promise<BotClient> {
    const link = await BotLink.open(options, await reserveSeat(options.url, options.join));
    try {
      return new BotClient(options, link, await fetchMap(options.url, link.room.state.map));
    } catch (error) {
      await link.close();
      throw error;
    }
  }

  /** Replaced with each connection: read it anew. */
  get room(): SdkRoom {
    return this.#link.room;
  }

  get roomId(): string {
    return this.room.roomId;
  }

  get playerId(): string {
    return this.room.sessionId;
  }

  get presence(): Presence {
    return this.#stay.presence;
  }

  onPresence(listener: (presence: Presence) => void): () => void {
    return this.#stay.onPresence(listener);
  }

  step(nowMs: number): void {
    this.#stay.look(nowMs);
    if (this.presence !== 'here') return;
    const session = this.#session;
    const view = session.view(nowMs);
    const events = session.takeEvents(nowMs).map(({ event }) => event);
    for (const event of events) this.#count(event);
    const { playerId } = this;
    const { state } = this.room;
    const seen = viewOfSession({ map: this.#brain.map, state, playerId, view, events });
    session.advance(nowMs, (): Wish => (seen === undefined ? idleCommand(this.#brain.aim) : think(this.#brain, seen)));
  }

  ping(): void {
    this.room.ping((ms) => this.tally.roundTripsMs.push(ms));
  }

  async leave(): Promise<void> {
    const isHere = this.presence === 'here';
    this.#stay.end();
    this.tally.seconds = (performance.now() - this.#joinedAtMs) / 1000;
    if (!isHere) return;
    this.#keepStats();
    this.#keepTraffic();
    await this.#link.leave(LEAVE_MS);
  }

  #listen(): void {
    const { room } = this;
    room.onStateChange(() => this.#takePatch());
    room.onMessage('events', (events: ToClient['events']) => this.#session.receiveEvents(events, performance.now()));
    room.onError((code: number | undefined, message) => {
      // Without a code it is a socket that broke; whether it comes back is told by what follows.
      if (code !== undefined) this.tally.errors.push(`error ${code}: ${message ?? ''}`);
    });
    room.onLeave((code, reason) => this.#stay.close(code, reason));
  }

  #goOn(link: BotLink): void {
    this.#link = link;
    this.#session = this.#openSession(this.#brain.map);
    this.#listen();
    this.#followMatch();
  }

  /** Counts what the connection was good for, and ends it. */
  #hangUp(): void {
    this.#keepStats();
    this.#keepTraffic();
    void this.#link.close();
  }

  #takePatch(): void {
    const nowMs = performance.now();
    this.#stay.hear(nowMs);
    this.#session.receivePatch(this.#link.input.lastProcessed, nowMs);
    this.#followMatch();
  }

  #followMatch(): void {
    const { match, map } = this.room.state;
    if (match === this.#match) return;
    this.#match = match;
    void this.#enterMap(map);
  }

  /** The next match has begun, perhaps in another arena. */
  async #enterMap(id: string): Promise<void> {
    try {
      const map = await fetchMap(this.#options.url, id);
      if (map !== this.#brain.map && this.presence === 'here') {
        this.#keepStats();
        this.#session = this.#openSession(map);
      }
      this.#brain = this.#openBrain(map);
    } catch (error) {
      this.tally.errors.push(`no map: ${String(error)}`);
    }
  }

  #openSession(map: ArenaMap): ArenaSession {
    const { sessionId, state } = this.room;
    const session = new ArenaSession({ playerId: sessionId, state, map, send: (command) => this.#send(command) });
    session.receivePatch(this.#link.input.lastProcessed, performance.now());
    return session;
  }

  #openBrain(map: ArenaMap): Brain {
    const { skill, seed } = this.#options;
    return createBrain({ seed: seed + this.#match, skill, map });
  }

  #send(command: Command): number {
    if (!this.room.connection.isOpen) return 0;
    const { input } = this.#link;
    Object.assign(input.data, command);
    return input.send();
  }

  #count(event: GameEvent): void {
    const self = this.playerId;
    if (event.type === 'shot' && event.player === self) this.tally.shots += 1;
    if (event.type === 'hit' && event.attacker === self && event.victim !== self) this.tally.hits += 1;
    if (event.type === 'kill' && event.attacker === self && event.victim !== self) this.tally.kills += 1;
  }

  /** Adds up what a session counted, before it is replaced or read. */
  #keepStats(): void {
    const { patches, inputs, corrections, correctionsAboveOneUnit } = this.#session.stats;
    this.tally.patches += patches;
    this.tally.inputs += inputs;
    this.tally.correctionUnits.push(...corrections);
    this.tally.correctionsAboveOneUnit += correctionsAboveOneUnit;
  }

  #keepTraffic(): void {
    const { bytesUp, bytesDown } = this.#link.traffic;
    this.tally.bytesUp += bytesUp;
    this.tally.bytesDown += bytesDown;
  }
}
