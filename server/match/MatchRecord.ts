import { randomUUID } from 'node:crypto';
import type { Commands } from '../../shared/sim/Command.ts';
import type { World } from '../../shared/sim/World.ts';

/** Takes the bytes of a finished replay. */
export interface RecordSink {
  save(matchId: string, bytes: Uint8Array): void;
}

export class MatchRecord {
  constructor(_w: World, _s: RecordSink) {
    void randomUUID;
  }
  join(_p: { id: string; name: string; bot: boolean }): void {}
  leave(_id: string): void {}
  add(_w: World, _c: Commands): void {}
  check(_w: World): void {}
  finish(_w: World): void {}
}
