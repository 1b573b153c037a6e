import assert from 'node:assert/strict';
import { MODES } from '../../../shared/defs/modes.ts';
import { SUBTICKS_PER_TICK } from '../../../shared/defs/rates.ts';
import { addPlayer, removePlayer } from '../../../shared/sim/addPlayer.ts';
import { createWorld } from '../../../shared/sim/createWorld.ts';
import { modeRules } from '../../../shared/sim/modes/modeRules.ts';
import { rankTeams } from '../../../shared/sim/standings.ts';
import type { World } from '../../../shared/sim/World.ts';
import { eventsOf, liveTeams, playerOf, putPlayer, stepOnce, stepTimes } from '../../support/simArena.ts';
import { sketchMap } from '../../support/sketchMap.ts';

const BOX = sketchMap(
  'box',
  ['############', '#S........S#', '#..........#', '#S........S#', '############'],
  [{ x: 200, y: 80, pickup: 'rocket' }],
);
const { scoreLimit } = MODES.duel;

function duel(): World {
  return liveTeams(BOX, 'duel', { ann: 1, bo: 2 });
}

function kill(world: World, attacker: string, victim = attacker === 'ann' ? 'bo' : 'ann'): void {
  modeRules(world.mode).onKill(world, playerOf(world, attacker), playerOf(world, victim));
}

function winRound(world: World, winner: string) {
  for (let kills = 0; kills < scoreLimit; kills++) kill(world, winner);
  return stepOnce(world);
}

const places = (world: World) => rankTeams(world).map(({ team, place }) => `${place} team ${team}`);

describe('DU1 a duel', () => {
  it('begins with two people, and not with a bot that stands in for one', () => {
    const world = createWorld({ map: BOX, mode: 'duel', seed: 1, startTick: 0 });
    addPlayer(world, { id: 'ann', name: 'Ann', bot: false, team: 1 });
    addPlayer(world, { id: 'bot-1', name: 'Finch', bot: true, team: 2 });
    stepTimes(world, 600);
    assert.equal(world.phase, 'waiting');
    removePlayer(world, 'bot-1');
    addPlayer(world, { id: 'bo', name: 'Bo', bot: false, team: 2 });
    stepOnce(world);
    assert.equal(world.phase, 'countdown');
  });
});

describe('DU2 a round', () => {
  it('goes to the first with five points, and both begin the next from nought, where nothing is as it was', () => {
    const world = duel();
    Object.assign(putPlayer(world, 'ann', { x: 300, y: 80 }), { health: 20, weapon: 'rocket', rounds: { rocket: 3 } });
    Object.assign(playerOf(world, 'bo'), { alive: false, health: 0, respawnAtTick: world.tick + 99, kills: 2 });
    world.pickups[0]!.availableAtTick = world.tick + 500;
    const flight = { id: 1, owner: 'ann', weapon: 'rocket', firedAt: 0, endsAtTick: world.tick + 99 } as const;
    world.projectiles.set(1, { ...flight, tick: world.tick, x: 100, y: 80, vx: 0, vy: 0 });
    stepTimes(world, 2);
    const seen = world.tick * SUBTICKS_PER_TICK;
    assert.deepEqual(eventsOf(winRound(world, 'ann'), 'round'), [{ type: 'round', winner: 1 }]);
    assert.equal(world.phase, 'live');
    assert.deepEqual(
      world.teams.map(({ score, rounds }) => [score, rounds]),
      [
        [0, 1],
        [0, 0],
      ],
    );
    for (const { score, alive, health, weapon, isProtected } of [...world.players.values()].map((player) => ({
      ...player,
      isProtected: player.protectedUntilTick > world.tick,
    }))) {
      assert.deepEqual([score, alive, health, weapon, isProtected], [0, true, 100, 'pistol', true]);
    }
    assert.equal(playerOf(world, 'bo').kills, 2, 'what is told of the whole match goes on');
    assert.equal(world.projectiles.size, 0);
    assert.equal(world.pickups[0]!.availableAtTick, world.tick);
    const { x, y } = playerOf(world, 'ann');
    stepOnce(world);
    assert.deepEqual(world.history.placeAt('ann', seen), { x, y }, 'nobody is hit where they stood before');
  });

  it('that stands at five all is decided by the next point, a suicide too', () => {
    const world = duel();
    for (let kills = 0; kills < scoreLimit; kills++) for (const id of ['ann', 'bo']) kill(world, id);
    stepTimes(world, 3);
    assert.deepEqual(
      world.teams.map(({ score, rounds }) => [score, rounds]),
      [
        [5, 0],
        [5, 0],
      ],
    );
    kill(world, 'bo', 'bo');
    stepOnce(world);
    assert.deepEqual(
      world.teams.map(({ rounds }) => rounds),
      [1, 0],
    );
  });

  it('wins the match when it is the second, which then stands as it ended', () => {
    const world = duel();
    winRound(world, 'ann');
    winRound(world, 'bo');
    assert.equal(world.phase, 'live');
    kill(world, 'ann');
    const events = winRound(world, 'bo');
    assert.deepEqual([world.phase, eventsOf(events, 'round').length], ['results', 0]);
    assert.deepEqual(rankTeams(world), [
      { team: 2, place: 1, score: 5, rounds: 2 },
      { team: 1, place: 2, score: 1, rounds: 1 },
    ]);
    assert.deepEqual(
      modeRules('duel')
        .standings(world)
        .map(({ player, place }) => `${place} ${player}`),
      ['1 bo', '2 ann'],
    );
  });
});

describe('DU3 when the time of a duel is up', () => {
  function timeUp(prepare: (world: World) => void): string[] {
    const world = duel();
    prepare(world);
    world.phaseEndsAtTick = world.tick + 1;
    stepOnce(world);
    assert.equal(world.phase, 'results');
    return places(world);
  }

  it('more rounds win, whatever the points of the one that is on', () => {
    const ranked = timeUp((world) => {
      winRound(world, 'ann');
      for (let kills = 0; kills < 4; kills++) kill(world, 'bo');
    });
    assert.deepEqual(ranked, ['1 team 1', '2 team 2']);
  });

  it('of as many rounds more points win, and with as many of both it is a draw', () => {
    assert.deepEqual(
      timeUp((world) => kill(world, 'bo')),
      ['1 team 2', '2 team 1'],
    );
    assert.deepEqual(
      timeUp(() => undefined),
      ['1 team 1', '1 team 2'],
    );
  });

  it('a round that was decided with the last tick still counts', () => {
    const ranked = timeUp((world) => {
      for (let kills = 0; kills < scoreLimit; kills++) kill(world, 'bo');
    });
    assert.deepEqual(ranked, ['1 team 2', '2 team 1']);
  });
});

describe('TM5 whoever leaves a duel for good', () => {
  it('has lost it, though they were about to win', () => {
    const world = duel();
    winRound(world, 'bo');
    removePlayer(world, 'bo');
    stepOnce(world);
    assert.deepEqual([world.phase, ...places(world)], ['results', '1 team 1', '2 team 2']);
  });
});
