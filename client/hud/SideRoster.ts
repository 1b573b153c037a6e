import type { Phase } from '../../shared/sim/SimEvent.ts';

interface Member {
  readonly name: string;
  /** 0 in modes without teams. */
  readonly team: number;
}

/** What a frame tells of who plays. */
export interface RosterSource {
  readonly phase: string;
  readonly players: { values(): Iterable<Member> };
}

const PLAYED: readonly string[] = ['live', 'results'] satisfies Phase[];

/** Who is on each side of a match: a side whose last player has left it is still theirs until the match is over. */
export class SideRoster {
  readonly #last = new Map<number, readonly Member[]>();

  /** Takes note of who is there; to be called with each frame. */
  see({ phase, players }: RosterSource): void {
    if (!PLAYED.includes(phase)) this.#last.clear();
    const present = new Map<number, Member[]>();
    for (const player of players.values()) {
      const members = present.get(player.team);
      if (members === undefined) present.set(player.team, [player]);
      else members.push(player);
    }
    for (const [team, members] of present) this.#last.set(team, members);
  }

  /** Who is on a side, or was before it was left by all; nobody where nobody was seen. */
  of(team: number): readonly Member[] {
    return this.#last.get(team) ?? [];
  }
}
