import { randomUUID } from 'node:crypto';
import project from '../../package.json' with { type: 'json' };
import { hashMap } from '../../shared/replay/Replay.ts';
import { ReplayWriter } from '../../shared/replay/ReplayWriter.ts';
import type { Participant } from '../../shared/sim/addPlayer.ts';
import type { Commands } from '../../shared/sim/Command.ts';
import type { World } from '../../shared/sim/World.ts';

/** Takes the bytes of a finished replay. */
export interface RecordSink {
  save(matchId: string, bytes: Uint8Array): void;
}

/** The record of one match, from an empty world to its end. */
export class MatchRecord {
  readonly #matchId = randomUUID();
  readonly #writer: ReplayWriter;
  readonly #sink: RecordSink;
  readonly #startTick: number;

  /** @param world as it was created: nobody has joined yet */
  constructor({ map, mode, seed, tick }: World, sink: RecordSink) {
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

  /** Goes with every `stepWorld`, after it. */
  append(world: World, commands: Commands): void {
    this.#writer.append(world, commands);
  }

  /** Hands the record over, unless no tick was played: it would only push out another. Nothing may follow. */
  finish(world: World): void {
    if (world.tick === this.#startTick) return;
    this.#sink.save(this.#matchId, this.#writer.finish(world));
  }
}
