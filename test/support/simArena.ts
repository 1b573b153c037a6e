import type { ModeId } from '../../shared/defs/modes.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { wireRoundAngle } from '../../shared/math/angle.ts';
import { nextFloat, nextInt, type Prng } from '../../shared/math/prng.ts';
import { angleTo, type Vec } from '../../shared/math/vec.ts';
import { addPlayer } from '../../shared/sim/addPlayer.ts';
import { idleCommand, type Command, type Commands } from '../../shared/sim/Command.ts';
import { createWorld } from '../../shared/sim/createWorld.ts';
import type { Player } from '../../shared/sim/Player.ts';
import type { SimEvent } from '../../shared/sim/SimEvent.ts';
import { stepWorld } from '../../shared/sim/stepWorld.ts';
import type { World } from '../../shared/sim/World.ts';

/** A world in the middle of a live match, where everyone of `ids` can be hurt. */
export function liveWorld(map: ArenaMap, ids: readonly string[] = ['a', 'b'], seed = 1): World {
  const world = createWorld({ map, mode: 'deathmatch', seed, startTick: 1000 });
  for (const id of ids) addPlayer(world, { id, name: id.toUpperCase(), bot: false }).protectedUntilTick = 0;
  world.phase = 'live';
  world.phaseEndsAtTick = 1_000_000;
  return world;
}

/** The same in a mode with teams: by player, the team. */
export function liveTeams(map: ArenaMap, mode: ModeId, teams: Readonly<Record<string, number>>): World {
  const world = createWorld({ map, mode, seed: 1, startTick: 1000 });
  for (const [id, team] of Object.entries(teams)) {
    addPlayer(world, { id, name: id.toUpperCase(), bot: false, team }).protectedUntilTick = 0;
  }
  world.phase = 'live';
  world.phaseEndsAtTick = 1_000_000;
  return world;
}

export function playerOf(world: World, id: string): Player {
  const player = world.players.get(id);
  if (player === undefined) throw new Error(`no player ${id}`);
  return player;
}

/** Puts a player somewhere, at rest. */
export function putPlayer(world: World, id: string, place: Vec): Player {
  return Object.assign(playerOf(world, id), { ...place, vx: 0, vy: 0 });
}

/** A command that wishes only what is named. */
export function wish(parts: Partial<Command>): Command {
  return { ...idleCommand(0), ...parts };
}

/** Steps once; players that are not named have empty hands. Gives the events of the tick. */
export function stepOnce(world: World, wishes: Readonly<Record<string, Partial<Command>>> = {}): SimEvent[] {
  const commands = new Map<string, Command>();
  for (const { id, aim } of world.players.values()) commands.set(id, wish({ aim, ...wishes[id] }));
  stepWorld(world, commands);
  return world.events;
}

/** Steps with the same wishes, again and again; gives all events. */
export function stepTimes(world: World, ticks: number, wishes: Readonly<Record<string, Partial<Command>>> = {}) {
  return Array.from({ length: ticks }, () => stepOnce(world, wishes)).flat();
}

/** The events of one type. */
export function eventsOf<T extends SimEvent['type']>(events: readonly SimEvent[], type: T) {
  return events.filter((event): event is Extract<SimEvent, { type: T }> => event.type === type);
}

/** Everyone wishes something new now and then, often to shoot at somebody, and sometimes no input arrives. */
export function randomCommands(world: World, prng: Prng, last: Map<string, Command>): Commands {
  const commands = new Map<string, Command>();
  const players = [...world.players.values()];
  for (const player of players) {
    const { id } = player;
    let command = last.get(id) ?? idleCommand(0);
    const target = players[nextInt(prng, players.length * 2)];
    if (nextFloat(prng) < 0.06) command = randomCommand(prng, target && angleTo(player, target));
    command = { ...command, seenSubtick: Math.max(0, (world.tick - 6) * 16 + nextInt(prng, 20)) };
    last.set(id, command);
    if (nextFloat(prng) < 0.97) commands.set(id, command);
  }
  return commands;
}

function randomCommand(prng: Prng, aim = nextFloat(prng) * Math.PI * 2): Command {
  return wish({
    moveX: nextInt(prng, 255) - 127,
    moveY: nextInt(prng, 255) - 127,
    aim: wireRoundAngle(aim),
    buttons: nextInt(prng, 4),
    weapon: nextInt(prng, 8),
  });
}
