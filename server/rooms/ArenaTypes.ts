import type { ArenaState } from '../../shared/net/arenaSchema.ts';
import type { PlayerInput } from '../../shared/net/inputSchema.ts';

/** What an arena's room is made of, as Colyseus asks for it. */
export interface ArenaTypes {
  readonly state: ArenaState;
  readonly input: PlayerInput;
  readonly metadata: { mode: string; map: string; spectators: number };
}
