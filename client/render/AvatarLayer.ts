import type { PlayerState } from '../../shared/net/arenaSchema.ts';
import type { SessionView } from '../../shared/net/ArenaSession.ts';
import type { Vec } from '../../shared/math/vec.ts';
import { Avatar } from './Avatar.ts';
import { lookOf, type PlayerLook } from './playerLook.ts';
import { fadeSight, seesBody } from './sight.ts';
import type { Stage } from './Stage.ts';

/** The players of the match, as the state knows them. */
export interface Roster {
  readonly self: string;
  readonly players: { get(id: string): PlayerState | undefined; has(id: string): boolean };
}

interface Moment {
  readonly nowMs: number;
  readonly deltaMs: number;
}

interface Drawn {
  readonly avatar: Avatar;
  x: number;
  y: number;
}

/** Everybody's avatar. Others are drawn only while the own eye can see them; team mates always. */
export class AvatarLayer {
  readonly #stage: Stage;
  readonly #drawn = new Map<string, Drawn>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Draws all who are in the view. */
  draw(view: SessionView, roster: Roster, moment: Moment): void {
    for (const [id, { avatar }] of this.#drawn) {
      if (roster.players.has(id)) continue;
      avatar.destroy();
      this.#drawn.delete(id);
    }
    const { own } = view;
    if (own !== undefined) this.#drawOne(roster.self, own, { roster, eye: undefined, moment });
    for (const [id, place] of view.others) this.#drawOne(id, place, { roster, eye: own, moment });
  }

  /** Where a player was last drawn, in units; undefined for someone never seen. */
  placeOf(id: string): Readonly<Vec> | undefined {
    return this.#drawn.get(id);
  }

  /** Whether a player is in sight at all. */
  isInSight(id: string): boolean {
    return (this.#drawn.get(id)?.avatar.sight ?? 0) > 0.3;
  }

  avatarOf(id: string): Avatar | undefined {
    return this.#drawn.get(id)?.avatar;
  }

  /** How a player looks to the own player. */
  lookOf(id: string, roster: Roster): PlayerLook {
    const viewer = { id: roster.self, team: roster.players.get(roster.self)?.team ?? 0 };
    return lookOf({ id, team: roster.players.get(id)?.team ?? 0 }, viewer, this.#stage.palette);
  }

  #drawOne(
    id: string,
    place: Readonly<Vec> & { readonly aim: number },
    scene: { roster: Roster; eye: Readonly<Vec> | undefined; moment: Moment },
  ): void {
    const player = scene.roster.players.get(id);
    if (player === undefined) return;
    const drawn = this.#drawn.get(id) ?? { avatar: new Avatar(this.#stage), x: 0, y: 0 };
    this.#drawn.set(id, drawn);
    drawn.x = place.x;
    drawn.y = place.y;
    const { avatar } = drawn;
    if (!player.alive) return avatar.hide();
    const friend = player.team !== 0 && player.team === scene.roster.players.get(scene.roster.self)?.team;
    const seen = scene.eye === undefined || friend || seesBody(this.#stage.map, scene.eye, place);
    avatar.sight = fadeSight(avatar.sight, seen, scene.moment.deltaMs);
    const pose = { x: place.x, y: place.y, aim: place.aim, sight: avatar.sight };
    avatar.draw(pose, player, this.lookOf(id, scene.roster), scene.moment.nowMs);
  }
}
