import type { ArenaState, OwnState, PlayerState } from '../../shared/net/arenaSchema.ts';
import type { OwnView, SessionView } from '../../shared/net/ArenaSession.ts';
import type { Settings } from '../settings/Settings.ts';
import type { ArenaClient } from '../net/ArenaClient.ts';

/** All that the parts of the HUD read in one frame. */
export interface HudFrame {
  readonly nowMs: number;
  readonly client: ArenaClient;
  readonly settings: Settings;
  readonly state: ArenaState;
  readonly view: SessionView;
  /** The own player, or the one that is watched; undefined while it is not in the match. */
  readonly player: PlayerState | undefined;
  readonly own: OwnState | undefined;
  /** The predicted body; undefined while dead. */
  readonly body: OwnView['body'];
}
