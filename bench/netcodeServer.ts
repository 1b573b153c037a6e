import type { ArenaMap } from '../shared/map/ArenaMap.ts';
import type { Player } from '../shared/sim/Player.ts';
import type { World } from '../shared/sim/World.ts';
import type { Match } from '../server/match/Match.ts';
import { startLocalServer } from '../test/support/gameServer.ts';
import { RANGE, YARD } from '../test/support/netcodeMaps.ts';

/** What the bench wants to know of a player at the end. */
export type Tallies = Record<string, { shots: number; hits: number }>;

/**
 * The game server as hosts run it, in a process of its own, but for its maps and for these liberties: nothing hurts anybody, and
 * players named `sniper…` always have a loaded railgun and stand in a row on the left. Says its address to its parent, and the tallies when asked.
 */
const server = await startLocalServer({ BOTS: '0' });
Object.assign(server.app.services.maps as Record<string, ArenaMap>, { foundry: RANGE, crossfire: YARD });

const matches = server.app.services.rooms;
const addMatch = matches.add.bind(matches);
matches.add = (match: Match) => {
  const step = match.step.bind(match);
  match.step = (wishes) => {
    keepArmed(match.world);
    step(wishes);
  };
  return addMatch(match);
};

process.on('message', (request) => {
  if (request === 'tallies') process.send?.({ tallies: readTallies() });
  if (request === 'stop') void server.stop().then(() => process.exit(0));
});
process.send?.({ url: server.url });

function keepArmed(world: World): void {
  let lane = 0;
  for (const player of world.players.values()) {
    player.protectedUntilTick = world.tick + 2;
    if (player.name.startsWith('sniper')) arm(player, lane++);
  }
}

function arm(player: Player, lane: number): void {
  Object.assign(player, { x: 80, y: 60 + lane * 40 });
  player.weapon = 'railgun';
  player.rounds = { pistol: Infinity, railgun: 9 };
  player.readyAt = 0;
}

function readTallies(): Tallies {
  const players = [...matches].flatMap((match) => [...match.world.players.values()]);
  return Object.fromEntries(players.map(({ name, shots, hits }) => [name, { shots, hits }]));
}
