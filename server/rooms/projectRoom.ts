import type { ArenaState } from '../../shared/net/arenaSchema.ts';
import type { TickWatch } from '../infra/TickWatch.ts';
import type { Match } from '../match/Match.ts';
import { projectWorld } from '../sync/projectWorld.ts';
import type { Connections } from './Connections.ts';

/** Projects a match, with what only its room knows about it. */
export function projectRoom(
  state: ArenaState,
  { world, number, seats }: Match,
  watch: Pick<TickWatch, 'p99Micros'>,
  { readers }: Pick<Connections, 'readers'>,
): void {
  projectWorld(world, state, {
    match: number,
    tickP99Micros: watch.p99Micros,
    seats,
    inputBacklog: (player) => readers.get(player)?.inputBacklog ?? 0,
  });
}
