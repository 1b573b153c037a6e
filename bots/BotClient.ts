import { Client, type InputHandle, type Room } from '@colyseus/sdk';
import { createBrain, type Brain } from '../shared/bot/Brain.ts';
import { think } from '../shared/bot/think.ts';
import type { BotSkill } from '../shared/defs/bots.ts';
import type { ArenaMap } from '../shared/map/ArenaMap.ts';
import { ArenaSession, type Wish } from '../shared/net/ArenaSession.ts';
import type { ArenaState } from '../shared/net/arenaSchema.ts';
import { PlayerInput } from '../shared/net/inputSchema.ts';
import type { JoinOptions, ToClient } from '../shared/net/messages.ts';
import { idleCommand, type Command } from '../shared/sim/Command.ts';
import type { SimEvent } from '../shared/sim/SimEvent.ts';
import { fetchMap } from './fetchMap.ts';
import { LEAVE_MS, type NetworkClient } from './NetworkClient.ts';
import { newTally, type Tally } from './Tally.ts';
import { reserveSeat } from './reserveSeat.ts';
import { startTroubleProxy, type Trouble, type TroubleProxy } from './TroubleProxy.ts';
import { viewOfSession } from './viewOfSession.ts';

export interface BotClientOptions {
  /** Where the server answers, such as `http://localhost:2567`. */
  readonly url: string;
  readonly join: JoinOptions;
  readonly skill: BotSkill;
  readonly seed: number;
  readonly trouble: Trouble;
}

type SdkRoom = Room<unknown, ArenaState>;

/** One headless player: the same netcode as the browser's, played by a bot's mind instead of hands. */
export class BotClient implements NetworkClient {
  readonly tally: Tally;
  readonly #options: BotClientOptions;
  readonly room: SdkRoom;
  readonly #proxy: TroubleProxy;
  readonly #input: InputHandle<PlayerInput>;
  #session: ArenaSession;
  #brain: Brain;
  #match: number;
  readonly #joinedAtMs = performance.now();
  #isLeaving = false;

  private constructor(options: BotClientOptions, room: SdkRoom, proxy: TroubleProxy, map: ArenaMap) {
    this.tally = newTally(room.roomId);
    this.#options = options;
    this.room = room;
    this.#proxy = proxy;
    this.#input = room.input({ type: PlayerInput }) as unknown as InputHandle<PlayerInput>;
    this.#match = room.state.match;
    this.#session = this.#openSession(map);
    this.#brain = this.#openBrain(map);
    this.#listen();
  }

  /**
   * Takes a seat and resolves when the first full state and the map are here.
   * @throws an Error that says what failed
   */
  static async join(options: BotClientOptions): Promise<BotClient> {
    const { reservation, host, port, pathPrefix } = await reserveSeat(options.url, options.join);
    const { trouble, seed } = options;
    const proxy = await startTroubleProxy({ targetHost: host, targetPort: port, seed, ...trouble });
    try {
      const sdk = new Client(`http://127.0.0.1:${proxy.port}`);
      const publicAddress = `127.0.0.1:${proxy.port}${pathPrefix}`;
      const room: SdkRoom = await sdk.consumeSeatReservation<ArenaState>({ ...reservation, publicAddress });
      await new Promise<void>((resolve, reject) => {
        room.onStateChange.once(() => resolve());
        room.onLeave.once((code, reason) => reject(new Error(closeText(code, reason))));
      });
      return new BotClient(options, room, proxy, await fetchMap(options.url, room.state.map));
    } catch (error) {
      await proxy.close();
      throw error;
    }
  }

  step(nowMs: number): void {
    const session = this.#session;
    const view = session.view(nowMs);
    const events = session.takeEvents(nowMs).map(({ event }) => event);
    for (const event of events) this.#count(event);
    const { state, sessionId: playerId } = this.room;
    const seen = viewOfSession({ map: this.#brain.map, state, playerId, view, events });
    session.advance(nowMs, (): Wish => (seen === undefined ? idleCommand(this.#brain.aim) : think(this.#brain, seen)));
  }

  ping(): void {
    this.room.ping((ms) => this.tally.roundTripsMs.push(ms));
  }

  async leave(): Promise<void> {
    this.#isLeaving = true;
    const { connection, reconnection } = this.room;
    if (!this.tally.dropped && !connection.isOpen) this.#drop('connection lost, and not won back by the end');
    reconnection.enabled = false;
    this.#keepStats();
    Object.assign(this.tally, this.#proxy.traffic);
    this.tally.seconds = (performance.now() - this.#joinedAtMs) / 1000;
    if (!this.tally.dropped)
      await Promise.race([this.room.leave(), new Promise((resolve) => setTimeout(resolve, LEAVE_MS).unref())]);
    this.room.removeAllListeners();
    await this.#proxy.close();
  }

  #listen(): void {
    const room = this.room;
    // By default the SDK gives up on connections younger than five seconds.
    room.reconnection.minUptime = 0;
    room.onStateChange(() => this.#takePatch());
    room.onMessage('events', (events: ToClient['events']) => this.#session.receiveEvents(events, performance.now()));
    // Results and votes are for people.
    room.onMessage('*', () => undefined);
    room.onError((code: number | undefined, message) => {
      // Without a code it is a socket that broke; whether it comes back is told by what follows.
      if (code !== undefined) this.tally.errors.push(`error ${code}: ${message ?? ''}`);
    });
    room.onReconnect(() => {
      this.tally.reconnected += 1;
      this.#renewSession(this.#brain.map);
    });
    room.onLeave((code, reason) => {
      if (!this.#isLeaving) this.#drop(closeText(code, reason));
    });
  }

  #drop(reason: string): void {
    this.tally.dropped = true;
    this.tally.errors.push(reason);
  }

  #takePatch(): void {
    this.#session.receivePatch(this.#input.lastProcessed, performance.now());
    const { match, map } = this.room.state;
    if (match === this.#match) return;
    this.#match = match;
    void this.#enterMap(map);
  }

  /** The next match has begun, perhaps in another arena. */
  async #enterMap(id: string): Promise<void> {
    try {
      const map = await fetchMap(this.#options.url, id);
      if (map !== this.#brain.map) this.#renewSession(map);
      this.#brain = this.#openBrain(map);
    } catch (error) {
      this.tally.errors.push(`no map: ${String(error)}`);
    }
  }

  #renewSession(map: ArenaMap): void {
    this.#keepStats();
    this.#session = this.#openSession(map);
  }

  #openSession(map: ArenaMap): ArenaSession {
    const { sessionId, state } = this.room;
    const session = new ArenaSession({ playerId: sessionId, state, map, send: (command) => this.#send(command) });
    session.receivePatch(this.#input.lastProcessed, performance.now());
    return session;
  }

  #openBrain(map: ArenaMap): Brain {
    const { skill, seed } = this.#options;
    return createBrain({ seed: seed + this.#match, skill, map });
  }

  #send(command: Command): number {
    if (!this.room.connection.isOpen) return 0;
    Object.assign(this.#input.data, command);
    return this.#input.send();
  }

  #count(event: SimEvent): void {
    const self = this.room.sessionId;
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
}

function closeText(code: number, reason?: string): string {
  return `connection closed (${code})${reason ? `: ${reason}` : ''}`;
}
