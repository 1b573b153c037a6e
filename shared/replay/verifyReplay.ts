import type { ArenaMap } from '../map/ArenaMap.ts';
import { addPlayer, changeTeam, removePlayer } from '../sim/addPlayer.ts';
import { createWorld } from '../sim/createWorld.ts';
import { hashParts, hashWorld, type WorldHashes } from '../sim/hashWorld.ts';
import { restoreWorld } from '../sim/snapshotWorld.ts';
import { stepWorld } from '../sim/stepWorld.ts';
import type { World } from '../sim/World.ts';
import { checkBody } from './checkBody.ts';
import { hashMap, type Replay, type ReplayTick, type RosterChange } from './Replay.ts';

/** How a re-run went. */
export type Verdict =
  | { readonly ok: true; readonly ticks: number; readonly hash: number }
  | {
      readonly ok: false;
      /** The first tick after which something differs. */
      readonly tick: number;
      /** What does: a player's id, `projectiles`, `pickups`, `match` or, before anything happens, `map`. */
      readonly entity: string;
    };

/** Plays a recorded match again from its commands, and tells whether, and first where, it goes another way. */
export function verifyReplay(replay: Replay, map: ArenaMap): Verdict {
  const { mode, rules, seed, startTick, mapHash, start } = replay.header;
  if (map.id !== replay.header.map || hashMap(map) !== mapHash) return { ok: false, tick: startTick, entity: 'map' };
  if (start !== undefined && start.pickups.length !== map.pads.length) {
    return { ok: false, tick: startTick, entity: 'pickups' };
  }
  const world = start === undefined ? createWorld({ map, mode, rules, seed, startTick }) : restoreWorld(start, map);
  for (const tick of replay.ticks) {
    changeRoster(world, tick.roster);
    stepWorld(world, tick.commands);
    const entity = findStrayBody(world, tick) ?? (tick.hashes && findDifference(tick.hashes, hashParts(world)));
    if (entity !== undefined) return { ok: false, tick: world.tick, entity };
  }
  changeRoster(world, replay.finalRoster);
  const entity = findDifference(replay.finalHashes, hashParts(world));
  if (entity !== undefined) return { ok: false, tick: world.tick, entity };
  return { ok: true, ticks: replay.ticks.length, hash: hashWorld(world) };
}

function changeRoster(world: World, roster: readonly RosterChange[]): void {
  for (const change of roster) {
    if (change.type === 'join') addPlayer(world, change.player);
    else if (change.type === 'leave') removePlayer(world, change.id);
    else changeTeam(world, change.id, change.team);
  }
}

function findStrayBody(world: World, { checks }: ReplayTick): string | undefined {
  for (const player of world.players.values()) {
    if (checks.get(player.id) !== checkBody(player)) return player.id;
  }
  return undefined;
}

function findDifference(recorded: WorldHashes, actual: WorldHashes): string | undefined {
  for (const [id, hash] of actual.players) {
    if (recorded.players.get(id) !== hash) return id;
  }
  return (['projectiles', 'pickups', 'match'] as const).find((part) => recorded[part] !== actual[part]);
}
