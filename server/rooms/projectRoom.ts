import type { TickWatch } from '../infra/TickWatch.ts';
import type { Match } from '../match/Match.ts';
import type { ArenaSync } from '../sync/ArenaSync.ts';
import type { Connections } from './Connections.ts';

/** Projects a match, with what only its room knows about it. */
export function projectRoom(
  sync: ArenaSync,
  { world, number, seats }: Match,
  watch: Pick<TickWatch, 'p99Micros'>,
  { readers }: Pick<Connections, 'readers'>,
): void {
  sync.project(world, {
    match: number,
    tickP99Micros: watch.p99Micros,
    seats,
    inputBacklog: (player) => readers.get(player)?.inputBacklog ?? 0,
  });
}
