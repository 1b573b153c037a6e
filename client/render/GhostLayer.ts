import type * as Phaser from 'phaser';
import { MOVEMENT } from '../../shared/defs/tuning.ts';
import type { SessionView } from '../../shared/net/ArenaSession.ts';
import { isSeen, type PlayerState } from '../../shared/net/arenaSchema.ts';
import { DEPTH, type Stage } from './Stage.ts';

/** Which outlines are wanted. */
export interface GhostChoice {
  readonly serverGhosts: boolean;
  readonly rewoundBoxes: boolean;
}

/** For the curious: where the newest patch says that everyone is, and where a shot fired now would be judged to hit. */
export class GhostLayer {
  readonly #stage: Stage;
  readonly #outlines: Phaser.GameObjects.Graphics;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#outlines = stage.scene.add.graphics().setDepth(DEPTH.ghost);
  }

  draw(choice: GhostChoice, players: Iterable<[string, PlayerState]>, view: SessionView): void {
    this.#outlines.clear();
    const { palette } = this.#stage;
    if (choice.serverGhosts) {
      this.#outlines.lineStyle(1.5, palette.green, 0.9);
      for (const [, player] of players) {
        if (player.alive && isSeen(player)) this.#outlines.strokeCircle(player.x, player.y, MOVEMENT.radiusUnits);
      }
    }
    if (choice.rewoundBoxes) {
      this.#outlines.lineStyle(1.5, palette.red, 0.9);
      for (const { x, y } of view.others.values()) this.#outlines.strokeCircle(x, y, MOVEMENT.radiusUnits);
    }
  }
}
