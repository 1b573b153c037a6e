import { randomUUID } from 'node:crypto';
import project from '../../package.json' with { type: 'json' };
import { TICK_RATE } from '../../shared/defs/rates.ts';
import { hashMap } from '../../shared/replay/Replay.ts';
import { ReplayWriter, type ReplayMark } from '../../shared/replay/ReplayWriter.ts';
import type { Participant } from '../../shared/sim/addPlayer.ts';
import type { Commands } from '../../shared/sim/Command.ts';
import { snapshotWorld, type WorldSnapshot } from '../../shared/sim/snapshotWorld.ts';
import type { World } from '../../shared/sim/World.ts';

/** Takes the bytes of a finished replay, or of one part of it. */
export interface RecordSink {
  /** @param name `<matchId>`, or `<matchId>.from-<tick>` for a part that another process began at that tick */
  save(name: string, bytes: Uint8Array): void;
}

/** So much of what led to a report is kept for it, and at most `MARK_EVERY_TICKS` more. */
const SLICE_TICKS = 30 * TICK_RATE;
const MARK_EVERY_TICKS = 10 * TICK_RATE;

/** The last part of a match as it stands, a replay of its own. */
export interface ReplaySlice {
  readonly matchId: string;
  readonly tick: number;
  readonly bytes: Uint8Array;
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
  /** Where slices can begin, the oldest first: it is the latest that is old enough. */
  #marks: readonly ReplayMark[];
  #isClosed = false;

  /** @param world as it was created, when nobody has joined yet; or just restored, with its origin */
  constructor({ map, mode, rules, seed, tick }: World, sink: RecordSink, origin?: MatchOrigin) {
    this.matchId = origin?.matchId ?? randomUUID();
    this.#name = origin === undefined ? this.matchId : `${this.matchId}.from-${tick}`;
    this.#sink = sink;
    this.#startTick = tick;
    this.#writer = new ReplayWriter({
      build: project.version,
      map: map.id,
      mapHash: hashMap(map),
      mode,
      rules,
      seed,
      startTick: tick,
      startedAt: new Date().toISOString(),
      start: origin?.start,
    });
    this.#marks = [this.#writer.mark(origin?.start)];
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
    const ticks = world.tick - this.#startTick;
    if (ticks % MARK_EVERY_TICKS === 0 && this.#writer.canMark) this.#mark(world);
  }

  /** What happened in the last half minute, or since the record began; the record goes on. */
  slice(world: World): ReplaySlice {
    return { matchId: this.matchId, tick: world.tick, bytes: this.#writer.slice(this.#marks[0]!, world) };
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

  #mark(world: World): void {
    const marks = [...this.#marks, this.#writer.mark(snapshotWorld(world))];
    const isOldEnough = ({ start }: ReplayMark) => world.tick - (start?.tick ?? this.#startTick) >= SLICE_TICKS;
    this.#marks = marks.slice(Math.max(0, marks.findLastIndex(isOldEnough)));
  }
}
