import assert from 'node:assert/strict';
import { MODE_IDS, MODES } from '../../shared/defs/modes.ts';
import { SUBTICKS_PER_TICK } from '../../shared/defs/rates.ts';
import { WEAPON_IDS, WEAPONS } from '../../shared/defs/weapons.ts';
import { botViewOfWorld } from '../../shared/bot/BotView.ts';
import { think } from '../../shared/bot/think.ts';
import { nextInt, type Prng } from '../../shared/math/prng.ts';
import { addPlayer, removePlayer } from '../../shared/sim/addPlayer.ts';
import type { Command } from '../../shared/sim/Command.ts';
import { findSnapshotFault } from '../../shared/sim/findSnapshotFault.ts';
import { hashWorld } from '../../shared/sim/hashWorld.ts';
import { PLAYER_LAYOUT, restoreWorld, snapshotWorld, type WorldSnapshot } from '../../shared/sim/snapshotWorld.ts';
import { stepWorld } from '../../shared/sim/stepWorld.ts';
import type { World } from '../../shared/sim/World.ts';
import { startBotMatch, type BotMatch } from '../support/playBots.ts';
import { readMap } from '../support/readMap.ts';

const ARENAS = [readMap('foundry'), readMap('crossfire')];
const SKILLS = ['hard', 'hard', 'normal', 'normal', 'normal', 'easy'] as const;
const LIVE_TICKS = 900;
const FUTURE_TICKS = 180;

function throughJson(world: World): WorldSnapshot {
  return JSON.parse(JSON.stringify(snapshotWorld(world)));
}

/** What bots wish, with shots judged by the past as those of people are. */
function chooseCommands({ world, brains }: BotMatch, prng: Prng): Map<string, Command> {
  const commands = new Map<string, Command>();
  for (const [id, brain] of brains) {
    const seenSubtick = world.tick * SUBTICKS_PER_TICK - nextInt(prng, 300);
    commands.set(id, { ...think(brain, botViewOfWorld(world, id)), seenSubtick: Math.max(0, seenSubtick) });
  }
  return commands;
}

/** Everyone has all weapons, and one round is won and another nearly, so that much happens; and the match is a short one. */
function heatUp(world: World): void {
  for (const { rounds } of world.players.values()) for (const id of WEAPON_IDS) rounds[id] ??= WEAPONS[id].startRounds;
  const { bestOf, scoreLimit } = MODES[world.mode];
  if (bestOf > 1) Object.assign(world.teams[0]!, { rounds: 1, score: scoreLimit - 1 });
  world.phaseEndsAtTick = world.tick + LIVE_TICKS;
}

/** What was going on when snapshots were taken. */
function noteMoment(world: World, moments: Set<string>): void {
  moments.add(world.phase);
  if (world.projectiles.size > 0) moments.add('in flight');
  if ([...world.players.values()].some(({ alive }) => !alive)) moments.add('waiting to respawn');
  if ([...world.players.values()].some(({ chargeEndsAt }) => chargeEndsAt > 0)) moments.add('charging');
  if (world.teams.some(({ score }) => score > 0)) moments.add('teams have points');
  if (world.teams.some(({ rounds }) => rounds > 0)) moments.add('a round is won');
  if (world.pickups.some(({ availableAtTick }) => availableAtTick > world.tick)) moments.add('taken from its pad');
}

/** Plays a bot match; at random ticks a twin is made of it, and both go on under the same commands. */
function playWithTwins(seed: number, moments: Set<string>): number {
  const mode = MODE_IDS[seed % MODE_IDS.length]!;
  const match = startBotMatch(ARENAS[seed % 2]!, SKILLS.slice(0, MODES[mode].maxPlayers), seed, mode);
  const { world } = match;
  const prng = { state: seed };
  let twins: { readonly world: World; readonly takenAt: number }[] = [];
  let taken = 0;
  for (let left = LIVE_TICKS + 700; left > 0; left--) {
    if (nextInt(prng, 12) === 0 && twins.length < 4) {
      twins.push({ world: restoreWorld(throughJson(world), world.map), takenAt: world.tick });
      noteMoment(world, moments);
      taken += 1;
    }
    const commands = chooseCommands(match, prng);
    for (const each of [world, ...twins.map((twin) => twin.world)]) {
      stepWorld(each, commands);
      const begins = each.events.some((event) => event.type === 'phase' && event.phase === 'live');
      if (begins) heatUp(each);
    }
    for (const twin of twins) {
      assert.equal(hashWorld(twin.world), hashWorld(world), `seed ${seed}: taken at ${twin.takenAt}, at ${world.tick}`);
    }
    twins = twins.filter(({ takenAt }) => world.tick - takenAt < FUTURE_TICKS);
  }
  return taken;
}

describe('SU1 a world that was taken down as plain data', () => {
  it('has the very same future, whenever it was taken and through JSON', () => {
    const moments = new Set<string>();
    let taken = 0;
    for (const seed of [1, 2, 3, 4, 5, 6]) taken += playWithTwins(seed, moments);
    assert.ok(taken > 100, `${taken} twins`);
    const things = ['charging', 'in flight', 'taken from its pad', 'teams have points', 'waiting to respawn'];
    const all = ['a round is won', 'countdown', 'live', 'results', ...things].sort();
    assert.deepEqual([...moments].filter((moment) => moment !== 'waiting').sort(), all);
  });

  it('is the same while it waits for players, and knows where one stood who left and came back', () => {
    const { world } = startBotMatch(ARENAS[0]!, ['normal'], 5);
    for (let tick = 0; tick < 20; tick++) stepWorld(world, new Map());
    removePlayer(world, 'bot-1');
    const twin = restoreWorld(throughJson(world), world.map);
    for (const each of [world, twin]) addPlayer(each, { id: 'bot-1', name: 'bot-1', bot: true });
    assert.equal(twin.phase, 'waiting');
    assert.equal(hashWorld(twin), hashWorld(world));
    const seen = (world.tick - 4) * SUBTICKS_PER_TICK;
    assert.deepEqual(twin.history.placeAt('bot-1', seen), world.history.placeAt('bot-1', seen));
    assert.notEqual(twin.history.placeAt('bot-1', seen), undefined);
  });

  it('keeps every digit of every field', () => {
    const { world } = startBotMatch(ARENAS[0]!, ['normal', 'hard'], 6);
    const player = world.players.get('bot-1')!;
    Object.assign(player, { x: 100 / 3, vy: -7 / 9, aim: Math.E, bloom: 0.1, damageDealt: 1 / 3, name: 'Ünal "☂"' });
    assert.deepEqual(restoreWorld(throughJson(world), world.map).players, world.players);
  });
});

/** A snapshot that any harm can be done to. */
interface Damageable extends Record<string, unknown> {
  players: unknown[][];
  projectiles: unknown[][];
}

describe('a snapshot of a world', () => {
  const match = startBotMatch(ARENAS[1]!, SKILLS, 7);
  before(() => {
    const prng = { state: 7 };
    while (match.world.phase !== 'live') stepWorld(match.world, chooseCommands(match, prng));
    heatUp(match.world);
    while (match.world.projectiles.size === 0) stepWorld(match.world, chooseCommands(match, prng));
  });

  const at = (field: string) => PLAYER_LAYOUT.description.split(',').findIndex((each) => each.startsWith(`${field}:`));
  const changed = (change: (world: Damageable) => void) => {
    const snapshot = JSON.parse(JSON.stringify(snapshotWorld(match.world)));
    change(snapshot);
    return findSnapshotFault(snapshot);
  };

  it('is sound as it was written', () => {
    assert.equal(
      changed(() => {}),
      undefined,
    );
  });

  it('is refused with the reason when anything in it could break a match', () => {
    assert.match(findSnapshotFault('[]') ?? '', /no world/);
    assert.match(findSnapshotFault(null) ?? '', /no world/);
    assert.match(changed((world) => (world['layout'] = 1)) ?? '', /another layout/);
    assert.match(changed((world) => (world['mode'] = 'toString')) ?? '', /mode toString is unknown/);
    assert.match(changed((world) => (world['phase'] = 'over')) ?? '', /phase over is unknown/);
    assert.match(changed((world) => (world['teams'] = [[1, 0, 0, 0]])) ?? '', /teams are malformed/);
    assert.match(changed(({ players }) => (players[0]![at('team')] = 1)) ?? '', /player is in no team/);
    assert.match(changed((world) => (world['tick'] = null)) ?? '', /tick is no whole number/);
    assert.match(changed((world) => (world['pickups'] = [0.5])) ?? '', /pickups/);
    assert.match(changed((world) => (world['history'] = { ids: [], patches: [[2, 0, 1, 1]] })) ?? '', /history/);
    assert.match(changed((world) => Object.assign(world, { players: {} })) ?? '', /players are malformed/);
    assert.match(changed(({ players }) => players.reverse()) ?? '', /not in order/);
    assert.match(changed(({ players }) => players.push(players[0]!)) ?? '', /not in order/);
    assert.match(changed(({ players }) => players[0]!.pop()) ?? '', /row is malformed/);
    assert.match(changed(({ players }) => (players[0]![at('x')] = 1e9)) ?? '', /player's x is malformed/);
    assert.match(changed(({ players }) => (players[0]![at('health')] = null)) ?? '', /player's health is malformed/);
    assert.match(changed(({ players }) => (players[0]![at('weapon')] = 'spoon')) ?? '', /player's weapon is malformed/);
    assert.match(changed(({ players }) => (players[0]![players[0]!.length - 1] = 'many')) ?? '', /rounds/);
    assert.match(changed(({ projectiles }) => (projectiles[0]![1] = 'nobody')) ?? '', /no owner/);
    assert.match(changed(({ projectiles }) => (projectiles[0]![2] = 'pistol')) ?? '', /a pistol flies/);
    assert.match(changed(({ projectiles }) => (projectiles[0]![5] = 1)) ?? '', /at another tick/);
    assert.match(changed((world) => (world['nextProjectileId'] = 1)) ?? '', /projectiles are not in order/);
  });

  it('takes less than 400 bytes a player', () => {
    const { length } = JSON.stringify(snapshotWorld(match.world));
    assert.ok(length / match.world.players.size < 400, `${length} bytes`);
  });

  it('of teams is refused when a team or a player of none is in it', () => {
    const { world } = startBotMatch(ARENAS[0]!, SKILLS, 8, 'teamDeathmatch');
    const broken = (change: (snapshot: { teams: unknown[][]; players: unknown[][] }) => void) => {
      const snapshot = JSON.parse(JSON.stringify(snapshotWorld(world)));
      change(snapshot);
      return findSnapshotFault(snapshot) ?? '';
    };
    assert.equal(
      broken(() => {}),
      '',
    );
    assert.match(
      broken(({ teams }) => teams.reverse()),
      /teams are not in order/,
    );
    assert.match(
      broken(({ teams }) => teams.pop()),
      /teams are malformed/,
    );
    assert.match(
      broken(({ teams }) => (teams[0]![1] = 'many')),
      /team's score is malformed/,
    );
    assert.match(
      broken(({ players }) => (players[0]![at('team')] = 3)),
      /player is in no team/,
    );
  });
});
