import type { Player } from './Player.ts';
import type { World } from './World.ts';

/** A word of praise on the results screen. */
export interface Award {
  readonly title: string;
  readonly player: string;
  readonly detail: string;
}

interface AwardDef {
  readonly title: string;
  /** What the highest of wins; anything under `atLeast` is not worth a word. */
  readonly merit: (player: Readonly<Player>) => number;
  readonly atLeast: number;
  readonly describe: (player: Readonly<Player>) => string;
}

/** Fewer shots than this tell nothing about an aim. */
const SHARPSHOOTER_SHOTS = 20;

const AWARDS: readonly AwardDef[] = [
  {
    title: 'Unstoppable',
    merit: (player) => player.bestStreak,
    atLeast: 3,
    describe: (player) => `${player.bestStreak} kills without dying`,
  },
  {
    title: 'Sharpshooter',
    merit: (player) => (player.shots < SHARPSHOOTER_SHOTS ? 0 : player.hits / player.shots),
    atLeast: 0.2,
    describe: (player) => `${Math.round((player.hits / player.shots) * 100)} % of shots hit`,
  },
  {
    title: 'Demolisher',
    merit: (player) => player.damageDealt,
    atLeast: 100,
    describe: (player) => `${player.damageDealt} damage dealt`,
  },
  {
    title: 'Collector',
    merit: (player) => player.pickups,
    atLeast: 5,
    describe: (player) => `${player.pickups} pickups taken`,
  },
];

/** Who was best at what; an award nobody earned is left out, and equals yield to the lower id. */
export function awards(world: Readonly<World>): Award[] {
  const players = [...world.players.values()];
  return AWARDS.flatMap(({ title, merit, atLeast, describe }) => {
    const best = players.reduce<Player | undefined>(
      (leader, player) => (leader === undefined || merit(player) > merit(leader) ? player : leader),
      undefined,
    );
    if (best === undefined || merit(best) < atLeast) return [];
    return [{ title, player: best.id, detail: describe(best) }];
  });
}
