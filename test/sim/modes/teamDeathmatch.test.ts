import assert from 'node:assert/strict';
import { MODES } from '../../../shared/defs/modes.ts';
import { WEAPONS } from '../../../shared/defs/weapons.ts';
import { addPlayer, changeTeam, removePlayer } from '../../../shared/sim/addPlayer.ts';
import { BUTTON } from '../../../shared/sim/Command.ts';
import { createWorld } from '../../../shared/sim/createWorld.ts';
import { hashWorld } from '../../../shared/sim/hashWorld.ts';
import { modeRules } from '../../../shared/sim/modes/modeRules.ts';
import { rankTeams } from '../../../shared/sim/standings.ts';
import type { World } from '../../../shared/sim/World.ts';
import { eventsOf, liveTeams, playerOf, putPlayer, stepOnce, stepTimes } from '../../support/simArena.ts';
import { sketchMap } from '../../support/sketchMap.ts';

const HALL = sketchMap('hall', [
  '########################################',
  '#S....................................S#',
  '#......................................#',
  '#......................................#',
  '#S....................................S#',
  '########################################',
]);
const ROW = 80;
const { scoreLimit } = MODES.teamDeathmatch;

/** Ann and Bo against Cy, who stand in a row: Bo before Cy. */
function row(weapon: 'pistol' | 'rocket' | 'railgun' = 'pistol'): World {
  const world = liveTeams(HALL, 'teamDeathmatch', { ann: 1, bo: 1, cy: 2 });
  const ann = putPlayer(world, 'ann', { x: 100, y: ROW });
  ann.weapon = weapon;
  ann.rounds[weapon] = WEAPONS[weapon].startRounds;
  putPlayer(world, 'bo', { x: 200, y: ROW });
  putPlayer(world, 'cy', { x: 300, y: ROW });
  return world;
}

function kill(world: World, attacker: string, victim: string): void {
  modeRules(world.mode).onKill(world, playerOf(world, attacker), playerOf(world, victim));
}

const FIRE = { ann: { aim: 0, buttons: BUTTON.fire } };

describe('TM1 team mates', () => {
  it('neither stop a shot nor are hurt by it: it hits the enemy behind them', () => {
    const world = row();
    stepOnce(world, FIRE);
    assert.deepEqual([playerOf(world, 'bo').health, playerOf(world, 'cy').health], [100, 100 - WEAPONS.pistol.damage]);
  });

  it('count as no hit of an aim', () => {
    const world = row();
    putPlayer(world, 'cy', { x: 900, y: 144 });
    stepOnce(world, FIRE);
    assert.deepEqual([playerOf(world, 'ann').shots, playerOf(world, 'ann').hits], [1, 0]);
  });

  it('are flown through by a rocket, which goes off at the enemy and hurts and pushes nobody else', () => {
    const world = row('rocket');
    // Right beside the enemy, and yet spared.
    putPlayer(world, 'bo', { x: 270, y: ROW });
    stepOnce(world, FIRE);
    const events = stepTimes(world, 60);
    const [explosion] = eventsOf(events, 'explosion');
    assert.ok(Math.abs(explosion!.at.x - 300) < 40, `at ${explosion!.at.x}`);
    assert.deepEqual(
      eventsOf(events, 'hit').map(({ victim }) => victim),
      ['cy'],
    );
    const { health, vx, vy } = playerOf(world, 'bo');
    assert.deepEqual([health, vx, vy], [100, 0, 0]);
    assert.equal(playerOf(world, 'ann').hits, 1);
  });

  it('are no hit of a blast that reaches nobody else', () => {
    const world = row('rocket');
    putPlayer(world, 'cy', { x: 900, y: 144 });
    putPlayer(world, 'bo', { x: 200, y: 60 });
    stepOnce(world, { ann: { aim: (Math.PI * 7) / 4, buttons: BUTTON.fire } });
    const events = stepTimes(world, 20);
    assert.equal(eventsOf(events, 'explosion').length, 1);
    assert.deepEqual([playerOf(world, 'bo').health, playerOf(world, 'ann').hits], [100, 0]);
  });

  it('do not guard from one’s own rocket: who stands in it is hurt as ever', () => {
    const world = row('rocket');
    putPlayer(world, 'ann', { x: 60, y: ROW });
    stepOnce(world, { ann: { aim: Math.PI, buttons: BUTTON.fire } });
    stepTimes(world, 20);
    assert.ok(playerOf(world, 'ann').health < 100);
  });
});

describe('TM3 the score of a team', () => {
  it('is a point for each kill of its members, and one less for each suicide', () => {
    const world = row();
    kill(world, 'ann', 'cy');
    kill(world, 'bo', 'cy');
    kill(world, 'cy', 'cy');
    assert.deepEqual(
      world.teams.map(({ score }) => score),
      [2, -1],
    );
    assert.deepEqual([playerOf(world, 'ann').score, playerOf(world, 'cy').score], [1, -1]);
  });

  it('tells two matches apart that differ in nothing else', () => {
    const [one, other] = [row(), row()];
    assert.equal(hashWorld(one), hashWorld(other));
    other.teams[1]!.score += 1;
    assert.notEqual(hashWorld(one), hashWorld(other));
  });

  it('keeps the points of a member who leaves', () => {
    const world = row();
    kill(world, 'bo', 'cy');
    removePlayer(world, 'bo');
    stepTimes(world, 10);
    assert.deepEqual([world.teams[0]!.score, world.phase], [1, 'live']);
  });

  it('wins the match at the limit, but not while the other has as many', () => {
    const world = row();
    for (const team of world.teams) team.score = scoreLimit;
    stepTimes(world, 5);
    assert.equal(world.phase, 'live');
    kill(world, 'cy', 'ann');
    stepOnce(world);
    assert.equal(world.phase, 'results');
    assert.deepEqual(rankTeams(world), [
      { team: 2, place: 1, score: scoreLimit + 1, rounds: 0 },
      { team: 1, place: 2, score: scoreLimit, rounds: 0 },
    ]);
  });

  it('decides when the time is up; level it is a draw', () => {
    const world = row();
    world.phaseEndsAtTick = world.tick + 1;
    stepOnce(world);
    assert.equal(world.phase, 'results');
    assert.deepEqual(
      rankTeams(world).map(({ place }) => place),
      [1, 1],
    );
    world.teams[1]!.score = 3;
    assert.deepEqual(
      rankTeams(world).map(({ team, place }) => `${place} team ${team}`),
      ['1 team 2', '2 team 1'],
    );
  });

  it('gives its members their place, whoever of them did most', () => {
    const world = row();
    for (let kills = 0; kills < 3; kills++) kill(world, 'cy', 'ann');
    kill(world, 'bo', 'cy');
    assert.deepEqual(
      modeRules(world.mode)
        .standings(world)
        .map(({ player, team, place, score }) => [player, team, place, score]),
      [
        ['cy', 2, 1, 3],
        ['bo', 1, 2, 1],
        ['ann', 1, 2, 0],
      ],
    );
  });

  it('begins at nought, whatever the warm-up brought', () => {
    const world = row();
    Object.assign(world, { phase: 'countdown', phaseEndsAtTick: world.tick + 1 });
    world.teams[0]!.score = 7;
    stepOnce(world);
    assert.deepEqual([world.phase, world.teams[0]!.score], ['live', 0]);
  });
});

describe('TM4 a match of teams', () => {
  it('begins only when there is somebody in each', () => {
    const world = createWorld({ map: HALL, mode: 'teamDeathmatch', seed: 1, startTick: 0 });
    for (const id of ['ann', 'bo', 'cy']) addPlayer(world, { id, name: id, bot: false, team: 1 });
    stepOnce(world);
    assert.equal(world.phase, 'waiting');
    changeTeam(world, 'cy', 2);
    stepOnce(world);
    assert.equal(world.phase, 'countdown');
  });

  it('has nobody without a team, and a mode without teams nobody in one', () => {
    const world = createWorld({ map: HALL, mode: 'teamDeathmatch', seed: 1, startTick: 0 });
    assert.throws(() => addPlayer(world, { id: 'ann', name: 'Ann', bot: false }), /no team 0 in teamDeathmatch/);
    assert.throws(() => addPlayer(world, { id: 'ann', name: 'Ann', bot: false, team: 3 }), /no team 3/);
    const alone = createWorld({ map: HALL, mode: 'deathmatch', seed: 1, startTick: 0 });
    assert.throws(() => addPlayer(alone, { id: 'ann', name: 'Ann', bot: false, team: 1 }), /no team 1 in deathmatch/);
  });
});

describe('TM5 a team that everybody has left', () => {
  it('has lost at once, however far ahead it was', () => {
    const world = row();
    world.teams[1]!.score = 40;
    removePlayer(world, 'cy');
    stepOnce(world);
    assert.equal(world.phase, 'results');
    assert.deepEqual(
      rankTeams(world).map(({ team, place }) => `${place} team ${team}`),
      ['1 team 1', '2 team 2'],
    );
    addPlayer(world, { id: 'di', name: 'Di', bot: false, team: 2 });
    assert.equal(rankTeams(world)[0]!.team, 1, 'who comes during the results changes nothing');
  });
});

describe('changing team', () => {
  it('brings one back among the others, with the score, and takes back what was in the air', () => {
    const world = row('rocket');
    kill(world, 'ann', 'cy');
    stepOnce(world, FIRE);
    assert.equal(world.projectiles.size, 1);
    const { life } = playerOf(world, 'ann');
    changeTeam(world, 'ann', 2);
    const ann = playerOf(world, 'ann');
    assert.deepEqual([ann.team, ann.score, ann.life, world.projectiles.size], [2, 1, life + 1, 0]);
  });
});
