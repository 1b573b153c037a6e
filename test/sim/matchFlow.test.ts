import assert from 'node:assert/strict';
import { MODES } from '../../shared/defs/modes.ts';
import { SUBTICKS_PER_TICK } from '../../shared/defs/rates.ts';
import { MATCH_FLOW } from '../../shared/defs/tuning.ts';
import { addPlayer, removePlayer } from '../../shared/sim/addPlayer.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
import { createWorld } from '../../shared/sim/createWorld.ts';
import { isMatchFinished } from '../../shared/sim/matchFlow.ts';
import { mayAct } from '../../shared/sim/mayAct.ts';
import type { World } from '../../shared/sim/World.ts';
import { eventsOf, liveWorld, playerOf, stepOnce, stepTimes } from '../support/simArena.ts';
import { sketchMap } from '../support/sketchMap.ts';

const FIELD = sketchMap(
  'field',
  ['################', '#S............S#', '#..............#', '#S............S#', '################'],
  [{ x: 200, y: 80, pickup: 'smg' }],
);

function newWorld(people: readonly string[], bots: readonly string[] = []): World {
  const world = createWorld({ map: FIELD, mode: 'deathmatch', seed: 4, startTick: 500 });
  for (const id of people) addPlayer(world, { id, name: id, bot: false });
  for (const id of bots) addPlayer(world, { id, name: id, bot: true });
  return world;
}

describe('the flow of a match', () => {
  it('waits for a second player, and lets the first one play meanwhile', () => {
    const world = newWorld(['a']);
    const x = playerOf(world, 'a').x;
    stepTimes(world, 600, { a: { moveX: x > 256 ? -127 : 127 } });
    assert.equal(world.phase, 'waiting');
    assert.notEqual(playerOf(world, 'a').x, x);
  });

  it('MA2 counts down in full for two people, and briefly for one among bots', () => {
    for (const [world, ticks] of [
      [newWorld(['a', 'b']), MATCH_FLOW.countdownTicks],
      [newWorld(['a'], ['bot-1']), MATCH_FLOW.countdownAloneTicks],
      [newWorld([], ['bot-1', 'bot-2']), MATCH_FLOW.countdownAloneTicks],
    ] as const) {
      stepOnce(world);
      assert.equal(world.phase, 'countdown');
      assert.equal(world.phaseEndsAtTick, world.tick + ticks);
      stepTimes(world, ticks - 1);
      assert.equal(world.phase, 'countdown');
      assert.deepEqual(eventsOf(stepOnce(world), 'phase'), [{ type: 'phase', phase: 'live' }]);
      assert.equal(world.phaseEndsAtTick, world.tick + MODES.deathmatch.timeLimitTicks);
    }
  });

  it('goes back to waiting when too few are left to count down for', () => {
    const world = newWorld(['a', 'b']);
    stepOnce(world);
    removePlayer(world, 'b');
    stepOnce(world);
    assert.deepEqual([world.phase, world.phaseEndsAtTick], ['waiting', 0]);
  });

  it('MA3 forgets the warm-up when it begins: tallies, places, wounds, rockets and pickups', () => {
    const world = newWorld(['a', 'b']);
    stepOnce(world);
    Object.assign(playerOf(world, 'a'), { kills: 3, deaths: 2, shots: 10, weapon: 'rocket', rounds: { rocket: 5 } });
    Object.assign(playerOf(world, 'b'), { alive: false, health: 0, respawnAtTick: 99_999 });
    world.pickups[0]!.availableAtTick = 99_999;
    stepTimes(world, MATCH_FLOW.countdownTicks - 1);
    const shot = { id: 2, owner: 'a', weapon: 'rocket', firedAt: 0, endsAtTick: world.tick + 99 } as const;
    world.projectiles.set(2, { ...shot, tick: world.tick, x: 100, y: 80, vx: 0, vy: 0 });
    stepOnce(world, { a: { aim: 0, buttons: BUTTON.fire } });
    assert.equal(world.phase, 'live');
    for (const player of world.players.values()) {
      const { kills, deaths, score, weapon, health, alive } = player;
      assert.deepEqual([kills, deaths, score, weapon, health, alive], [0, 0, 0, 'pistol', 100, true]);
    }
    assert.equal(world.projectiles.size, 0);
    assert.equal(world.pickups[0]!.availableAtTick, world.tick);
    assert.notDeepEqual(
      [playerOf(world, 'a').x, playerOf(world, 'a').y],
      [playerOf(world, 'b').x, playerOf(world, 'b').y],
    );
  });

  it('hits nobody where they stood in the warm-up', () => {
    const world = newWorld(['a', 'b']);
    stepTimes(world, MATCH_FLOW.countdownTicks);
    const seen = world.tick * SUBTICKS_PER_TICK;
    assert.ok(world.history.placeAt('b', seen) !== undefined);
    stepTimes(world, 2);
    const { x, y } = playerOf(world, 'b');
    assert.equal(world.phase, 'live');
    assert.deepEqual(world.history.placeAt('b', seen), { x, y });
  });

  it('ends when someone has the points', () => {
    const world = liveWorld(FIELD);
    playerOf(world, 'a').score = MODES.deathmatch.scoreLimit - 1;
    stepTimes(world, 10);
    assert.equal(world.phase, 'live');
    playerOf(world, 'a').score += 1;
    assert.deepEqual(eventsOf(stepOnce(world), 'phase'), [{ type: 'phase', phase: 'results' }]);
  });

  it('ends when its time is up', () => {
    const world = liveWorld(FIELD);
    world.phaseEndsAtTick = world.tick + 2;
    stepOnce(world);
    assert.equal(world.phase, 'live');
    stepOnce(world);
    assert.equal(world.phase, 'results');
  });

  it('MA4 moves nobody while results are shown, and is finished after them', () => {
    const world = liveWorld(FIELD);
    playerOf(world, 'a').score = 25;
    stepOnce(world);
    Object.assign(playerOf(world, 'a'), { x: 200, y: 80 });
    Object.assign(playerOf(world, 'b'), { alive: false, health: 0, respawnAtTick: world.tick + 1 });
    const before = structuredClone([...world.players]);
    stepTimes(world, MATCH_FLOW.resultsTicks - 1, { a: { moveX: 127, aim: 1, buttons: BUTTON.fire | BUTTON.dash } });
    assert.deepEqual([...world.players], before);
    assert.equal(isMatchFinished(world), false);
    stepOnce(world);
    assert.equal(isMatchFinished(world), true);
    stepOnce(world);
    assert.equal(world.phase, 'results', 'the next match has a world of its own');
  });

  it('MA5 takes late joiners at once, in every phase', () => {
    const world = liveWorld(FIELD);
    const late = addPlayer(world, { id: 'c', name: 'C', bot: false });
    assert.deepEqual([late.alive, late.health, late.weapon], [true, 100, 'pistol']);
    stepOnce(world, { c: { moveX: 127 } });
    assert.equal(late.ownTick, 1);
  });

  it('keeps players in the order of their ids, whoever came first', () => {
    const world = newWorld(['m', 'c'], ['bot-2', 'bot-10']);
    assert.deepEqual([...world.players.keys()], ['bot-10', 'bot-2', 'c', 'm']);
  });

  it('treats a seat joined twice, or left without joining, as a fault of the program', () => {
    const world = newWorld(['a']);
    assert.throws(() => addPlayer(world, { id: 'a', name: 'A', bot: false }), /joins twice/);
    assert.throws(() => removePlayer(world, 'z'), /without having joined/);
  });

  it('lets act only who is alive, and only until results are shown', () => {
    assert.deepEqual(
      (['waiting', 'countdown', 'live', 'results'] as const).map((phase) => [
        mayAct(phase, true),
        mayAct(phase, false),
      ]),
      [
        [true, false],
        [true, false],
        [true, false],
        [false, false],
      ],
    );
  });
});
