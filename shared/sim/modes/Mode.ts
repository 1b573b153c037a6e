import type { Player } from '../Player.ts';
import type { Standing } from '../standings.ts';
import type { World } from '../World.ts';

/** The rules of a mode; its numbers are its row of `MODES`. To add a mode see docs/modding.md. */
export interface Mode {
  /** Keeps the score. Called for kills while the match is live; a suicide is its own attacker. */
  onKill(world: World, attacker: Player, victim: Player): void;
  /** What is to be done before a tick of a live match, once all kills of the last one have been counted. */
  onTick?(world: World): void;
  /** Whether the match ends before its time is up; a team that nobody is in any more ends it as well (TM5). */
  isOver(world: Readonly<World>): boolean;
  /** The table of results, best first; what the teams have is told beside it (`rankTeams`). */
  standings(world: Readonly<World>): Standing[];
}
