import assert from 'node:assert/strict';
import { MODES } from '../../shared/defs/modes.ts';
import { SUBTICKS_PER_TICK } from '../../shared/defs/rates.ts';
import { MOVEMENT, VITALS } from '../../shared/defs/tuning.ts';
import { WEAPON_IDS, WEAPONS } from '../../shared/defs/weapons.ts';
import { overlapsWall } from '../../shared/map/collide.ts';
import { addPlayer } from '../../shared/sim/addPlayer.ts';
import type { Command } from '../../shared/sim/Command.ts';
import { createWorld } from '../../shared/sim/createWorld.ts';
import { hashWorld } from '../../shared/sim/hashWorld.ts';
import type { Player } from '../../shared/sim/Player.ts';
import { restoreWorld, snapshotWorld, type WorldSnapshot } from '../../shared/sim/snapshotWorld.ts';
import { stepMovement } from '../../shared/sim/stepMovement.ts';
import { stepWorld } from '../../shared/sim/stepWorld.ts';
import type { World } from '../../shared/sim/World.ts';
import { readMap } from '../support/readMap.ts';
import { liveWorld, playerOf, randomCommands, stepTimes, wish } from '../support/simArena.ts';

const CROSSFIRE = readMap('crossfire');
const FOUNDRY = readMap('foundry');

/** A match of random players on one of the arenas. */
function wildWorld(seed: number): World {
  const [map, players] = seed % 2 === 0 ? [CROSSFIRE, 16] : [FOUNDRY, 8];
  const world = createWorld({ map, mode: 'deathmatch', seed, startTick: seed });
  for (let index = 0; index < players; index++)
    addPlayer(world, { id: `p${index}`, name: `P${index}`, bot: index > 0 });
  return world;
}

/** Gives the living all weapons they lack, so that much happens. */
function armEveryone(world: World) {
  for (const player of world.players.values()) {
    if (!player.alive) continue;
    for (const weapon of WEAPON_IDS) player.rounds[weapon] ??= WEAPONS[weapon].startRounds;
  }
}

/** Plays `ticks` of random commands; gives the fingerprint after each. */
function playRandomly(world: World, seed: number, ticks: number): number[] {
  const prng = { state: seed };
  const last = new Map<string, Command>();
  return Array.from({ length: ticks }, () => {
    stepWorld(world, randomCommands(world, prng, last));
    return hashWorld(world);
  });
}

function assertSound(world: World, player: Player) {
  const where = `${player.id} at tick ${world.tick}: ${JSON.stringify(player)}`;
  const { x, y, vx, vy, aim, ownTick, readyAt, bloom } = player;
  assert.ok([x, y, vx, vy, aim, ownTick, readyAt, bloom].every(Number.isFinite), where);
  assert.equal(overlapsWall(world.map, player, MOVEMENT.radiusUnits - 0.1), false, `in a wall: ${where}`);
  assert.ok(Number.isInteger(player.health) && player.health >= 0 && player.health <= VITALS.maxHealth, where);
  assert.ok(Number.isInteger(player.armour) && player.armour >= 0 && player.armour <= VITALS.maxArmour, where);
  assert.equal(player.alive, player.health > 0, where);
  assert.ok(player.hits <= player.shots && player.bestStreak <= player.kills, where);
  for (const weapon of WEAPON_IDS) {
    const rounds = player.rounds[weapon] ?? 0;
    assert.ok(rounds >= 0 && rounds <= WEAPONS[weapon].maxRounds, where);
  }
}

describe('stepWorld, over thousands of random ticks', () => {
  for (let seed = 1; seed <= 8; seed++) {
    it(`keeps everyone sound and out of walls (seed ${seed})`, () => {
      const world = wildWorld(seed);
      const prng = { state: seed };
      const last = new Map<string, Command>();
      for (let tick = 0; tick < 2000; tick++) {
        armEveryone(world);
        stepWorld(world, randomCommands(world, prng, last));
        for (const player of world.players.values()) assertSound(world, player);
      }
      const players = [...world.players.values()];
      const sum = (part: (player: Player) => number) => players.reduce((total, player) => total + part(player), 0);
      const suicides = sum((player) => player.deaths) - sum((player) => player.kills);
      assert.ok(suicides >= 0);
      assert.equal(
        sum((player) => player.score),
        sum((player) => player.kills) - suicides,
        'the score adds up',
      );
      assert.ok(sum((player) => player.damageDealt) > 0, 'something happened');
    });
  }

  it('always ends a match, by points or by time, and then stands still', () => {
    for (const seed of [11, 12]) {
      const world = wildWorld(seed);
      playRandomly(world, seed, 400);
      assert.equal(world.phase, 'live');
      if (seed === 11) world.phaseEndsAtTick = world.tick + 300;
      else playerOf(world, 'p3').score = MODES.deathmatch.scoreLimit - 1;
      let ticks = 0;
      for (; world.phase === 'live' && ticks < MODES.deathmatch.timeLimitTicks; ticks += 100) {
        armEveryone(world);
        playRandomly(world, seed + ticks, 100);
      }
      assert.equal(world.phase, 'results');
    }
  });
});

describe('stepWorld, run twice', () => {
  it('gives the same match for the same seed and commands, tick by tick', () => {
    assert.deepEqual(playRandomly(wildWorld(21), 5, 800), playRandomly(wildWorld(21), 5, 800));
  });

  it('gives another match for another seed', () => {
    assert.notDeepEqual(playRandomly(wildWorld(21), 5, 200).at(-1), playRandomly(wildWorld(23), 5, 200).at(-1));
  });

  it('does not depend on the order in which commands arrived', () => {
    const [one, other] = [wildWorld(31), wildWorld(31)];
    const prngs = [{ state: 9 }, { state: 9 }] as const;
    const lasts = [new Map<string, Command>(), new Map<string, Command>()] as const;
    for (let tick = 0; tick < 600; tick++) {
      stepWorld(one, randomCommands(one, prngs[0], lasts[0]));
      stepWorld(other, new Map([...randomCommands(other, prngs[1], lasts[1])].reverse()));
      assert.equal(hashWorld(one), hashWorld(other));
    }
  });

  it('has the same future after a snapshot has gone through JSON', () => {
    const world = wildWorld(41);
    armEveryone(world);
    playRandomly(world, 1, 701);
    const snapshot: WorldSnapshot = JSON.parse(JSON.stringify(snapshotWorld(world)));
    const restored = restoreWorld(snapshot, world.map);
    assert.equal(hashWorld(restored), hashWorld(world));
    assert.deepEqual(playRandomly(restored, 2, 600), playRandomly(world, 2, 600));
  });

  it('judges a shot after a snapshot by the places before it', () => {
    const world = liveWorld(CROSSFIRE);
    const place = (x: number) => Object.assign(playerOf(world, 'b'), { x, y: 300 });
    place(400);
    stepTimes(world, 6);
    const seen = world.tick * SUBTICKS_PER_TICK;
    place(500);
    stepTimes(world, 4);
    const restored = restoreWorld(JSON.parse(JSON.stringify(snapshotWorld(world))), CROSSFIRE);
    assert.deepEqual(restored.history.placeAt('b', seen), world.history.placeAt('b', seen));
    assert.equal(restored.history.placeAt('b', seen)?.x, 400);
  });

  it('is not touched by what happens to the world after a snapshot', () => {
    const world = wildWorld(42);
    playRandomly(world, 1, 300);
    const snapshot = snapshotWorld(world);
    const before = JSON.stringify(snapshot);
    playRandomly(world, 2, 100);
    assert.equal(JSON.stringify(snapshot), before);
  });

  it('refuses a snapshot of another map', () => {
    assert.throws(() => restoreWorld(snapshotWorld(wildWorld(2)), FOUNDRY), /crossfire is restored on foundry/);
  });
});

describe('stepWorld and prediction', () => {
  it('MV2 moves a body exactly as its owner’s client does, from the same commands', () => {
    const world = liveWorld(CROSSFIRE, ['a']);
    const mirror = { ...playerOf(world, 'a') };
    const prng = { state: 77 };
    const last = new Map<string, Command>();
    for (let tick = 0; tick < 1500; tick++) {
      const commands = randomCommands(world, prng, last);
      const { weapon } = playerOf(world, 'a');
      stepWorld(world, commands);
      const command = commands.get('a');
      if (command !== undefined) stepMovement(mirror, weapon, command, world.map);
      const { x, y, vx, vy, ownTick } = playerOf(world, 'a');
      assert.deepEqual([mirror.x, mirror.y, mirror.vx, mirror.vy, mirror.ownTick], [x, y, vx, vy, ownTick]);
      // Effects of pickups reach the owner with the next patch.
      mirror.hasteEndsAt = playerOf(world, 'a').hasteEndsAt;
    }
  });

  it('holds a body whose input is late: it neither moves nor ages', () => {
    const world = liveWorld(CROSSFIRE);
    stepTimes(world, 10, { a: { moveX: 127 } });
    const before = { ...playerOf(world, 'a') };
    stepWorld(world, new Map([['b', wish({ moveX: 127 })]]));
    assert.deepEqual(playerOf(world, 'a'), before);
    assert.equal(playerOf(world, 'b').ownTick, 11);
  });

  it('ignores commands of strangers', () => {
    const world = liveWorld(CROSSFIRE);
    stepWorld(world, new Map([['stranger', wish({ moveX: 127 })]]));
    assert.deepEqual([...world.players.keys()], ['a', 'b']);
  });

  it('survives commands that make no sense', () => {
    const world = liveWorld(CROSSFIRE);
    armEveryone(world);
    const nonsense = { moveX: 1e9, moveY: -1e9, aim: NaN, buttons: -1, weapon: 99, seenSubtick: -5 };
    for (let tick = 0; tick < 120; tick++) stepWorld(world, new Map([['a', { ...nonsense, weapon: tick % 9 }]]));
    const { x, y } = playerOf(world, 'a');
    assert.ok(Number.isFinite(x) && Number.isFinite(y));
  });
});

describe('hashWorld', () => {
  it('notices a change of any one field of a player, but not of its name', () => {
    const world = wildWorld(51);
    playRandomly(world, 1, 200);
    const before = hashWorld(world);
    const player = playerOf(world, 'p2');
    for (const [field, value] of Object.entries(player)) {
      if (field === 'name') continue;
      const changed = typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : 'other';
      Object.assign(player, { [field]: changed });
      assert.notEqual(hashWorld(world), before, field);
      Object.assign(player, { [field]: value });
    }
    player.name = 'Someone else';
    assert.equal(hashWorld(world), before);
  });
});
