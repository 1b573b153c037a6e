import assert from 'node:assert/strict';
import { SWITCH_TICKS, WEAPON_IDS, WEAPONS } from '../../shared/defs/weapons.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
import type { World } from '../../shared/sim/World.ts';
import { eventsOf, liveWorld, playerOf, putPlayer, stepOnce, stepTimes } from '../support/simArena.ts';
import { sketchMap } from '../support/sketchMap.ts';

const LANE = sketchMap('lane', ['#'.repeat(40), `#S${'.'.repeat(36)}S#`, `#${'.'.repeat(38)}#`, '#'.repeat(40)]);
const FIRE = { a: { aim: 0, buttons: BUTTON.fire } };

function armed(): World {
  const world = liveWorld(LANE);
  putPlayer(world, 'b', { x: 1200, y: 96 });
  for (const weapon of WEAPON_IDS) playerOf(world, 'a').rounds[weapon] = WEAPONS[weapon].startRounds;
  return world;
}

describe('the trigger', () => {
  for (const weapon of WEAPON_IDS) {
    it(`fires the ${WEAPONS[weapon].name} at its rate while it is held`, () => {
      const world = armed();
      const player = Object.assign(playerOf(world, 'a'), { weapon, rounds: { [weapon]: WEAPONS[weapon].maxRounds } });
      const firedAt: number[] = [];
      for (let tick = 0; tick < 400; tick++) {
        if (eventsOf(stepOnce(world, FIRE), 'shot').length > 0) firedAt.push(player.ownTick);
      }
      const { fireIntervalTicks, chargeTicks } = WEAPONS[weapon];
      assert.equal(firedAt[0], 1 + chargeTicks);
      assert.ok(firedAt.slice(1).every((tick, index) => tick - firedAt[index]! === fireIntervalTicks));
    });
  }

  it('spends a round a shot, and gives the pistol to empty hands', () => {
    const world = armed();
    const player = Object.assign(playerOf(world, 'a'), { weapon: 'smg', rounds: { pistol: Infinity, smg: 3 } });
    const shots = eventsOf(stepTimes(world, 100, FIRE), 'shot').map((shot) => shot.weapon);
    assert.deepEqual(shots.slice(0, 5), ['smg', 'smg', 'smg', 'pistol', 'pistol']);
    assert.equal(player.rounds.smg, 0);
  });

  it('changes only to weapons that are carried and loaded, and lets them wait a moment', () => {
    const world = armed();
    const player = playerOf(world, 'a');
    player.rounds = { pistol: Infinity, railgun: 0, shotgun: 5 };
    for (const weapon of ['railgun', 'smg'] as const) {
      stepOnce(world, { a: { weapon: WEAPONS[weapon].number } });
      assert.equal(player.weapon, 'pistol');
    }
    const events = stepTimes(world, SWITCH_TICKS + 1, { a: { ...FIRE.a, weapon: WEAPONS.shotgun.number } });
    assert.equal(player.weapon, 'shotgun');
    assert.equal(eventsOf(events, 'shot').length, 1);
    assert.equal(player.readyAt, player.ownTick + WEAPONS.shotgun.fireIntervalTicks);
  });

  it('WP1 does not get rid of the wait after a shot by changing to another weapon', () => {
    const world = armed();
    const player = Object.assign(playerOf(world, 'a'), { weapon: 'rocket' });
    stepOnce(world, FIRE);
    const { readyAt } = player;
    stepOnce(world, { a: { weapon: WEAPONS.smg.number } });
    assert.equal(player.weapon, 'smg');
    assert.equal(player.readyAt, readyAt);
  });

  it('WP2 fires a charged railgun where one aims when it leaves, trigger held or not', () => {
    const world = armed();
    playerOf(world, 'a').weapon = 'railgun';
    assert.equal(eventsOf(stepOnce(world, FIRE), 'charge').length, 1);
    const events = stepTimes(world, WEAPONS.railgun.chargeTicks, { a: { aim: Math.PI / 2 } });
    const [shot] = eventsOf(events, 'shot');
    assert.equal(shot?.weapon, 'railgun');
    assert.ok(Math.abs(shot.ends[0]!.x - shot.from.x) < 1e-6, 'straight down');
  });
});
