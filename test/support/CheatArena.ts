import { matchMaker, type Room } from '@colyseus/core';
import type { Match } from '../../server/match/Match.ts';
import { TICKS_PER_PATCH } from '../../shared/defs/rates.ts';
import type { MapId } from '../../shared/defs/maps.ts';
import type { ModeId } from '../../shared/defs/modes.ts';
import type { Command } from '../../shared/sim/Command.ts';
import type { Player } from '../../shared/sim/Player.ts';
import type { World } from '../../shared/sim/World.ts';
import { ArenaClient } from './arenaClient.ts';
import type { LocalServer } from './gameServer.ts';
import { inputMessage } from './rawInput.ts';
import { RawPlayer } from './RawPlayer.ts';
import { until } from './until.ts';

const MAP: MapId = 'foundry';
const FOR_THE_WHOLE_TEST = 1_000_000;

/** A live match on empty pads: an honest player, and whoever comes to cheat with bytes of their own making. */
export class CheatArena {
  readonly server: LocalServer;
  /** Plays by the rules, and sees what becomes of the match. */
  readonly honest: ArenaClient;
  /** The ticks of the patches that the honest player was sent. */
  readonly patchTicks: number[] = [];
  readonly #cheats: RawPlayer[] = [];

  private constructor(server: LocalServer, honest: ArenaClient) {
    this.server = server;
    this.honest = honest;
    honest.room.onStateChange(({ tick }) => this.patchTicks.push(tick));
  }

  /** Begins a match on a server without bots, on which there is no other. */
  static async open(server: LocalServer, mode: ModeId = 'deathmatch'): Promise<CheatArena> {
    const arena = new CheatArena(server, await ArenaClient.join(server.url, { map: MAP, mode, name: 'Honest' }));
    arena.goLive();
    return arena;
  }

  /** From now on it counts; in modes with teams to be called again when there is somebody in each. */
  goLive(): void {
    const { world } = this;
    Object.assign(world, { phase: 'live', phaseEndsAtTick: FOR_THE_WHOLE_TEST });
    for (const team of world.teams) team.isGone = false;
    for (const pad of world.pickups) pad.availableAtTick = FOR_THE_WHOLE_TEST;
  }

  get url(): string {
    return this.server.url;
  }

  get match(): Match {
    return [...this.server.app.services.rooms].find(({ world }) => world.players.has(this.honest.id))!;
  }

  get room(): Room {
    return matchMaker.getLocalRoomById(this.honest.room.roomId);
  }

  get world(): World {
    return this.match.world;
  }

  /** The truth about a player; undefined when they have no place in the match. */
  body(player: { readonly id: string }): Player {
    const body = this.world.players.get(player.id);
    if (body === undefined) throw new Error(`${player.id} does not play`);
    return body;
  }

  has({ id }: { readonly id: string }): boolean {
    return this.world.players.has(id);
  }

  /** Lets a cheat in. It stands somewhere, unprotected, and nobody shoots at it. */
  async cheat(options: object = {}): Promise<RawPlayer> {
    const player = await RawPlayer.join(this.url, { map: MAP, mode: this.world.mode, ...options });
    this.#cheats.push(player);
    return player;
  }

  /** Keeps a connection that a test opened itself, to close it in the end. */
  keep(player: RawPlayer): RawPlayer {
    this.#cheats.push(player);
    return player;
  }

  /** Waits until the match has gone on by so many ticks, and the honest player has seen it. */
  async ticks(count: number): Promise<void> {
    const { tick } = this.world;
    await this.honest.until((state) => state.tick >= tick + count);
  }

  /** Has a cheat send so many inputs after each patch that the honest player sees, for about so many ticks. */
  async send(cheat: RawPlayer, wish: Partial<Command>, inputsPerPatch: number, ticks: number): Promise<void> {
    const message = inputMessage(wish);
    for (let sent = 0; sent < ticks; sent += TICKS_PER_PATCH) {
      for (let count = 0; count < inputsPerPatch; count++) cheat.send(message);
      await this.ticks(TICKS_PER_PATCH);
    }
  }

  /** Waits until the server holds nothing of a player any more. */
  async gone({ id }: { readonly id: string }): Promise<void> {
    await until(() => !this.world.players.has(id));
  }

  /** Whether the honest player missed none of the patches, and got none twice. */
  get isUndisturbed(): boolean {
    return this.patchTicks.every(
      (tick, index) => index === 0 || tick === this.patchTicks[index - 1]! + TICKS_PER_PATCH,
    );
  }

  /** The server's end of a player's connection. */
  serverEnd({ id }: { readonly id: string }) {
    return this.room.clients.getById(id);
  }

  /** Ends all matches of the server, as when it stops: nobody comes into them any more. */
  async close(): Promise<void> {
    for (const { socket } of this.#cheats) socket.destroy();
    for (const { roomId } of await matchMaker.query({})) {
      // One that nobody has taken a seat in may be ending by itself.
      const room: Room | undefined = matchMaker.getLocalRoomById(roomId);
      room?.onBeforeShutdown();
    }
    await this.honest.closed;
  }
}
