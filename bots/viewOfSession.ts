import type { SeenEnemy, SeenProjectile, BotView } from '../shared/bot/BotView.ts';
import { hearEvents, isInSight, seePads } from '../shared/bot/BotView.ts';
import { WEAPONS } from '../shared/defs/weapons.ts';
import type { ArenaMap } from '../shared/map/ArenaMap.ts';
import type { SessionView } from '../shared/net/ArenaSession.ts';
import type { ArenaState } from '../shared/net/arenaSchema.ts';
import { NOBODY } from '../shared/net/Predictor.ts';
import type { Vec } from '../shared/math/vec.ts';
import type { Phase, SimEvent } from '../shared/sim/SimEvent.ts';

/** Where a network bot sits and what it is shown. */
export interface Seen {
  readonly map: ArenaMap;
  readonly state: ArenaState;
  readonly playerId: string;
  readonly view: SessionView;
  /** Due for drawing since the last look. */
  readonly events: readonly SimEvent[];
}

/** What a person at the screen of this session would know; undefined while the own player is not in the match. */
export function viewOfSession(seen: Seen): BotView | undefined {
  const { map, state, playerId, view, events } = seen;
  const player = state.players.get(playerId);
  const numbers = state.own.get(playerId);
  if (view.own === undefined || player === undefined || numbers === undefined) return undefined;
  const { aim, alive, body } = view.own;
  const eye = body ?? { x: player.x, y: player.y };
  const pads = [...state.pickups.values()];
  return {
    tick: Math.round(view.serverTick),
    phase: state.phase as Phase,
    self: {
      ...(body ?? NOBODY),
      x: eye.x,
      y: eye.y,
      aim,
      alive: alive && body !== undefined,
      health: player.health,
      armour: numbers.armour,
    },
    enemies: seeEnemies(seen, eye),
    pads: seePads(map, eye, pads),
    projectiles: seeProjectiles(seen, eye),
    sounds: hearEvents(map, eye, playerId, events),
  };
}

function seeEnemies({ map, state, playerId, view }: Seen, eye: Readonly<Vec>): SeenEnemy[] {
  const team = state.players.get(playerId)?.team ?? 0;
  const seen: SeenEnemy[] = [];
  for (const [id, { x, y }] of view.others) {
    const player = state.players.get(id);
    const isFriend = team !== 0 && player?.team === team;
    if (player === undefined || !player.alive || isFriend || !isInSight(map, eye, { x, y })) continue;
    seen.push({ id, x, y, isProtected: player.isProtected });
  }
  return seen;
}

function seeProjectiles({ map, view }: Seen, eye: Readonly<Vec>): SeenProjectile[] {
  const seen: SeenProjectile[] = [];
  for (const { x, y, own, radians, weapon } of view.projectiles) {
    const def = WEAPONS[weapon];
    if (own || def.kind !== 'projectile' || !isInSight(map, eye, { x, y })) continue;
    const speed = def.speedUnitsPerSecond;
    seen.push({ x, y, vx: Math.cos(radians) * speed, vy: Math.sin(radians) * speed });
  }
  return seen;
}
