import type { Player } from '../Player.ts';
import type { Standing } from '../standings.ts';
import type { World } from '../World.ts';

/** The rules of a mode; its numbers are its row of `MODES`. To add a mode see docs/modding.md. */
export interface Mode {
  /** Keeps the score. Called for kills while the match is live; a suicide is its own attacker. */
  onKill(attacker: Player, victim: Player): void;
  /** Whether the match ends before its time is up. */
  isOver(world: Readonly<World>): boolean;
  /** The table of results, best first. */
  standings(world: Readonly<World>): Standing[];
}
