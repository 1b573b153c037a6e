import { randomUUID } from 'node:crypto';
import project from '../../package.json' with { type: 'json' };
import { hashMap } from '../../shared/replay/Replay.ts';
import { ReplayWriter } from '../../shared/replay/ReplayWriter.ts';
import type { Participant } from '../../shared/sim/addPlayer.ts';
import type { Commands } from '../../shared/sim/Command.ts';
import type { WorldSnapshot } from '../../shared/sim/snapshotWorld.ts';
import type { World } from '../../shared/sim/World.ts';

/** Takes the bytes of a finished replay, or of one part of it. */
export interface RecordSink {
  /** @param name `<matchId>`, or `<matchId>.from-<tick>` for a part that another process began at that tick */
  save(name: string, bytes: Uint8Array): void;
}

/** Where a match came from when it did not begin in this process. */
export interface MatchOrigin {
  readonly matchId: string;
  readonly start: WorldSnapshot;
}

/**
 * The record of one match, as far as it is played in this process: from an empty world, or from the snapshot it
 * was restored from. What an earlier owner recorded is that owner's to save, as a part of its own.
 */
export class MatchRecord {
  readonly matchId: string;
  readonly #name: string;
  readonly #writer: ReplayWriter;
  readonly #sink: RecordSink;
  readonly #startTick: number;
  #isClosed = false;

  /** @param world as it was created, when nobody has joined yet; or just restored, with its origin */
  constructor({ map, mode, seed, tick }: World, sink: RecordSink, origin?: MatchOrigin) {
    this.matchId = origin?.matchId ?? randomUUID();
    this.#name = origin === undefined ? this.matchId : `${this.matchId}.from-${tick}`;
    this.#sink = sink;
    this.#startTick = tick;
    this.#writer = new ReplayWriter({
      build: project.version,
      map: map.id,
      mapHash: hashMap(map),
      mode,
      seed,
      startTick: tick,
      startedAt: new Date().toISOString(),
      start: origin?.start,
    });
  }

  /** Goes with every `addPlayer`, in the same order. */
  join(player: Participant): void {
    this.#writer.join(player);
  }

  /** Goes with every `removePlayer`, in the same order. */
  leave(id: string): void {
    this.#writer.leave(id);
  }

  /** Goes with every `changeTeam`, in the same order. */
  changeTeam(id: string, team: number): void {
    this.#writer.changeTeam(id, team);
  }

  /** Goes with every `stepWorld`, after it. */
  append(world: World, commands: Commands): void {
    this.#writer.append(world, commands);
  }

  /**
   * Hands the record over, once, unless it was dropped or no tick was played: it would only push out another.
   * Nothing may be recorded after it.
   */
  finish(world: World): void {
    if (this.#isClosed || world.tick === this.#startTick) return;
    this.#isClosed = true;
    this.#sink.save(this.#name, this.#writer.finish(world));
  }

  /** Forgets the record: `finish` hands nothing over. */
  drop(): void {
    this.#isClosed = true;
  }
}
