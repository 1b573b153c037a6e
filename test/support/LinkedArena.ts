import { createInputReader, readCommands, type InputSource } from '../../server/input/readCommands.ts';
import { MAX_REWIND_TICKS, SUBTICKS_PER_TICK, TICK_MS, TICK_RATE, TICKS_PER_PATCH } from '../../shared/defs/rates.ts';
import { INPUT } from '../../shared/defs/tuning.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { ArenaSession, type SessionView } from '../../shared/net/ArenaSession.ts';
import type { ArenaState } from '../../shared/net/arenaSchema.ts';
import { addPlayer } from '../../shared/sim/addPlayer.ts';
import type { Command } from '../../shared/sim/Command.ts';
import { createWorld } from '../../shared/sim/createWorld.ts';
import type { Player } from '../../shared/sim/Player.ts';
import { stepWorld } from '../../shared/sim/stepWorld.ts';
import type { World } from '../../shared/sim/World.ts';
import { DelayedMessages, type Network } from './DelayedMessages.ts';
import type { PlayStyle } from './playStyles.ts';
import { DecodedState, SyncedRoom, type SyncedClient, type WireMessage } from './SyncedRoom.ts';

const FRAME_MS = 1000 / 60;

/** What waits at the server for its tick; a full queue drops its oldest, which counts as acknowledged. */
class InputQueue implements InputSource {
  #inputs: Command[] = [];
  acknowledged = 0;
  lastTaken: Command | undefined;

  get size(): number {
    return this.#inputs.length;
  }

  push(input: Command): void {
    this.#inputs.push(input);
    if (this.#inputs.length > INPUT.maxQueuedInputs) this.next();
  }

  next(): Command | undefined {
    if (this.#inputs.length > 0) this.acknowledged += 1;
    this.lastTaken = this.#inputs.shift();
    return this.lastTaken;
  }
}

/** One client of a `LinkedArena`: a session behind a delayed line, fed with the bytes of its own view. */
export class LinkedClient {
  readonly id: string;
  readonly session: ArenaSession;
  readonly synced: SyncedClient;
  readonly up: DelayedMessages<Command>;
  readonly down: DelayedMessages<WireMessage>;
  readonly queue = new InputQueue();
  readonly reader = createInputReader(this.queue);
  /** The questions by which the server measures the round trip, each with when it was asked. */
  readonly questions: DelayedMessages<number>;
  readonly answers: DelayedMessages<number>;
  readonly #decoded = new DecodedState();
  readonly #play: PlayStyle;
  lastView: SessionView | undefined;
  #sent = 0;
  #nowMs = 0;
  #nextFrameMs: number;

  constructor(
    synced: SyncedClient,
    map: ArenaMap,
    options: { network: Network; play: PlayStyle; firstFrameMs: number },
  ) {
    this.synced = synced;
    this.id = synced.player;
    this.up = new DelayedMessages(options.network, 'up');
    this.down = new DelayedMessages(options.network, 'down');
    const asked = { ...options.network, seed: options.network.seed + 1000 };
    this.questions = new DelayedMessages(asked, 'down');
    this.answers = new DelayedMessages(asked, 'up');
    this.#play = options.play;
    this.#nextFrameMs = options.firstFrameMs;
    this.session = new ArenaSession({
      playerId: this.id,
      state: this.#decoded.state,
      map,
      send: (command) => {
        this.up.send(command, this.#nowMs);
        return ++this.#sent;
      },
    });
  }

  get state(): ArenaState {
    return this.#decoded.state;
  }

  /** Takes in what has arrived and draws a frame when one is due. */
  run(nowMs: number): void {
    for (const { atMs, message } of this.questions.take(nowMs)) this.answers.send(message, atMs);
    for (const { atMs, message } of this.down.take(nowMs)) this.#receive(message, atMs);
    if (nowMs < this.#nextFrameMs || this.session.stats.patches === 0) return;
    this.#nextFrameMs = Math.max(this.#nextFrameMs + FRAME_MS, nowMs);
    this.#nowMs = nowMs;
    const seen = this.lastView ?? this.session.view(nowMs);
    this.session.advance(nowMs, () => this.#play(seen));
    this.lastView = this.session.view(nowMs);
  }

  #receive(message: WireMessage, atMs: number): void {
    if (message.kind === 'events') return this.session.receiveEvents(message.events, atMs);
    this.#decoded.decode(message.bytes);
    this.session.receivePatch(message.acknowledged, atMs);
  }
}

/**
 * A server and its clients in one thread on a hand-moved clock: the real world, projection, schema bytes and
 * sessions, with messages that cross a network of known delay and seeded jitter. No socket, no timer.
 */
export class LinkedArena {
  readonly world: World;
  readonly clients: LinkedClient[] = [];
  /** Players whom the server says a bot plays; `run`'s meddling is the bot. */
  readonly autopilots = new Set<string>();
  readonly #room = new SyncedRoom();
  #nowMs = 0;
  #nextTickMs = 0;
  #started = false;
  /** The ticks by which claims of what was seen were cut, though they were not older than 250 ms. */
  readonly cutClaims: number[] = [];

  constructor(map: ArenaMap, seed: number) {
    this.world = createWorld({ map, mode: 'deathmatch', seed, startTick: 0 });
  }

  /** Seats a client whose inputs `play` makes; to be called before time passes. */
  join(id: string, network: Network, play: PlayStyle): LinkedClient {
    addPlayer(this.world, { id, name: id, bot: false });
    this.#project();
    const client = new LinkedClient(this.#room.join(id), this.world.map, {
      network,
      play,
      firstFrameMs: this.#nowMs + this.clients.length * 3,
    });
    this.clients.push(client);
    return client;
  }

  player(id: string): Player {
    const player = this.world.players.get(id);
    if (player === undefined) throw new Error(`no player ${id}`);
    return player;
  }

  /** Lets time pass. `afterTick` sees the world after each of its steps and may meddle with it. */
  run(seconds: number, afterTick: (world: World) => void = () => undefined): void {
    const endMs = this.#nowMs + seconds * 1000;
    for (; this.#nowMs < endMs; this.#nowMs += 1) {
      if (this.#nowMs >= this.#nextTickMs) {
        this.#nextTickMs += TICK_MS;
        this.#tick();
        afterTick(this.world);
      }
      for (const client of this.clients) client.run(this.#nowMs);
    }
  }

  #tick(): void {
    for (const client of this.clients) {
      for (const { message } of client.up.take(this.#nowMs)) client.queue.push(message);
      for (const { atMs, message } of client.answers.take(this.#nowMs)) client.reader.trips.add(atMs - message);
      if (this.world.tick % TICK_RATE === 0) client.questions.send(this.#nowMs, this.#nowMs);
    }
    const tick = this.world.tick + 1;
    const commands = readCommands(new Map(this.clients.map(({ id, reader }) => [id, reader])), tick);
    for (const { id, queue } of this.clients) this.#noteCut(commands.get(id), queue.lastTaken, tick);
    stepWorld(this.world, commands);
    this.#room.sync.record(this.world);
    if (this.world.tick % TICKS_PER_PATCH === 0) this.#sendPatches();
  }

  #noteCut(command: Command | undefined, claimed: Command | undefined, tick: number): void {
    if (command === undefined || claimed === undefined) return;
    const oldest = (tick - MAX_REWIND_TICKS) * SUBTICKS_PER_TICK;
    const cut = command.seenSubtick - Math.max(claimed.seenSubtick, oldest);
    if (cut !== 0) this.cutClaims.push(cut / SUBTICKS_PER_TICK);
  }

  #project(): void {
    const reader = (id: string) => this.clients.find((client) => client.id === id)?.reader;
    this.#room.sync.project(this.world, {
      match: 1,
      tickP99Micros: 0,
      seats: { isConnected: () => true, isOnAutopilot: (id) => this.autopilots.has(id) },
      inputBacklog: (id) => reader(id)?.inputBacklog ?? 0,
    });
  }

  #sendPatches(): void {
    this.#project();
    for (const client of this.clients) client.synced.acknowledged = client.queue.acknowledged;
    if (!this.#started) {
      for (const { down, synced } of this.clients) down.send(this.#room.fullState(synced), this.#nowMs);
    }
    this.#started = true;
    this.#room.sync.sendPatch();
    for (const { down, synced } of this.clients) {
      for (const message of synced.take()) down.send(message, this.#nowMs);
    }
  }
}
