import type { SeenEnemy, SeenProjectile, BotView } from '../shared/bot/BotView.ts';
import { isInSight, seePads, type Sound } from '../shared/bot/BotView.ts';
import type { ArenaMap } from '../shared/map/ArenaMap.ts';
import type { SessionView } from '../shared/net/ArenaSession.ts';
import type { ArenaState } from '../shared/net/arenaSchema.ts';
import { NOBODY } from '../shared/net/Predictor.ts';
import { angleTo, type Vec } from '../shared/math/vec.ts';
import type { GameEvent } from '../shared/net/GameEvent.ts';
import type { Phase } from '../shared/sim/SimEvent.ts';

/** Where a network bot sits and what it is shown. */
export interface Seen {
  readonly map: ArenaMap;
  readonly state: ArenaState;
  readonly playerId: string;
  readonly view: SessionView;
  /** Due for drawing since the last look. */
  readonly events: readonly GameEvent[];
}

/** What a person at the screen of this session would know; undefined while the own player is not in the match. */
export function viewOfSession(seen: Seen): BotView | undefined {
  const { map, state, playerId, view } = seen;
  const player = state.players.get(playerId);
  const numbers = state.own.get(playerId);
  if (view.own === undefined || player === undefined || numbers === undefined) return undefined;
  const { aim, alive, body } = view.own;
  const eye = body ?? { x: player.x, y: player.y };
  const pads = map.pads.map((_, index) => state.pickups.get(String(index)));
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
    sounds: hearEvents(seen, eye),
  };
}

/** What the server says is heard, and shots that it tells of though the brain has not seen the shooter yet. */
function hearEvents({ map, playerId, events }: Seen, eye: Readonly<Vec>): Sound[] {
  const sounds: Sound[] = [];
  for (const event of events) {
    if (event.type === 'noise' && event.sound === 'shot') sounds.push({ radians: event.radians, isHit: false });
    if (event.type === 'shot' && event.player !== playerId && !isInSight(map, eye, event.from)) {
      sounds.push({ radians: angleTo(eye, event.from), isHit: false });
    }
    if (event.type !== 'hit' || event.victim !== playerId || event.attacker === playerId) continue;
    if (event.radians !== undefined) sounds.push({ radians: event.radians, isHit: true });
  }
  return sounds;
}

function seeEnemies({ map, state, playerId, view }: Seen, eye: Readonly<Vec>): SeenEnemy[] {
  const seen: SeenEnemy[] = [];
  for (const [id, { x, y }] of view.others) {
    const player = state.players.get(id);
    if (player === undefined || !player.alive || isTeamMate(state, playerId, id) || !isInSight(map, eye, { x, y }))
      continue;
    seen.push({ id, x, y, isProtected: player.isProtected });
  }
  return seen;
}

function seeProjectiles({ map, state, playerId, view }: Seen, eye: Readonly<Vec>): SeenProjectile[] {
  const seen: SeenProjectile[] = [];
  for (const { key, own, weapon, x, y, vx, vy } of view.projectiles) {
    const isHarmless = own || isTeamMate(state, playerId, state.projectiles.get(key)?.owner ?? '');
    if (!isHarmless && isInSight(map, eye, { x, y })) seen.push({ weapon, x, y, vx, vy });
  }
  return seen;
}

function isTeamMate({ players }: ArenaState, one: string, other: string): boolean {
  const team = players.get(one)?.team ?? 0;
  return team !== 0 && players.get(other)?.team === team;
}
