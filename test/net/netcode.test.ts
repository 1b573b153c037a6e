import assert from 'node:assert/strict';
import { MAX_REWIND_TICKS, TICK_RATE } from '../../shared/defs/rates.ts';
import { MOVEMENT } from '../../shared/defs/tuning.ts';
import { hasLineOfSight } from '../../shared/map/raycast.ts';
import { angleTo, type Vec } from '../../shared/math/vec.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
import type { World } from '../../shared/sim/World.ts';
import { LinkedArena } from '../support/LinkedArena.ts';
import { RANGE, YARD } from '../support/netcodeMaps.ts';
import { snipe, STANDING, strafe, wander, type PlayStyle } from '../support/playStyles.ts';
import { sketchMap } from '../support/sketchMap.ts';

const SEED = 20261122;
const idle: PlayStyle = () => STANDING;

/** Puts a sniper and its target face to face, and keeps them alive and supplied. */
function keepDuel(world: World): void {
  for (const player of world.players.values()) {
    player.health = 100;
    player.protectedUntilTick = 0;
    if (player.id === 'sniper') Object.assign(player, { weapon: 'railgun', rounds: { pistol: Infinity, railgun: 9 } });
  }
}

function duelAt(rttMs: number, jitterMs: number): { shots: number; hits: number } {
  const arena = new LinkedArena(RANGE, SEED);
  arena.join(
    'sniper',
    { rttMs, jitterMs, seed: SEED },
    snipe(() => 'target'),
  );
  arena.join('target', { rttMs: 40, jitterMs: 0, seed: SEED + 1 }, strafe(SEED));
  Object.assign(arena.player('sniper'), { x: 80, y: 256 });
  Object.assign(arena.player('target'), { x: 560, y: 256 });
  arena.run(3, keepDuel);
  const { shots, hits } = { ...arena.player('sniper') };
  arena.run(180, keepDuel);
  return { shots: arena.player('sniper').shots - shots, hits: arena.player('sniper').hits - hits };
}

function armWith(world: World, weapon: 'rocket' | 'grenade'): void {
  const shooter = world.players.get('shooter')!;
  Object.assign(shooter, { weapon, rounds: { pistol: Infinity, [weapon]: 9 }, health: 100 });
}

const alley = sketchMap('alley', [
  '########################',
  '#S....................S#',
  '#......................#',
  '#......................#',
  '#..........###.........#',
  '#..........###.........#',
  '#S.........###........S#',
  '########################',
]);

/** A target steps out of cover and back; a shooter fires at it whenever it sees it. */
function playPeekaboo(rttMs: number) {
  const arena = new LinkedArena(alley, SEED);
  const shoot: PlayStyle = (view) => {
    const target = view.others.get('target');
    if (target === undefined || view.own === undefined) return STANDING;
    const inTheOpen = hasLineOfSight(alley, view.own, target);
    return { ...STANDING, aim: angleTo(view.own, target), buttons: inTheOpen ? BUTTON.fire : 0 };
  };
  // Peeks of many lengths, so that shots leave at every moment around the target's return into cover.
  const peek: PlayStyle = () => {
    const { tick } = arena.world;
    const peekTicks = 40 + (Math.floor(tick / 180) % 20);
    return { ...STANDING, moveY: tick % 180 < peekTicks ? -127 : 127 };
  };
  arena.join('shooter', { rttMs, jitterMs: 0, seed: SEED }, shoot);
  arena.join('target', { rttMs: 20, jitterMs: 0, seed: 1 }, peek);
  const count = { shotsAtGhosts: 0, lateHits: 0, hits: 0 };
  let exposedAt = 0;
  arena.run(240, (world) => {
    const [shooter, target] = [arena.player('shooter'), arena.player('target')];
    Object.assign(shooter, { x: 90, y: 112, health: 100, protectedUntilTick: 0 });
    Object.assign(target, { x: 660, health: 100, protectedUntilTick: 0 });
    if (isExposed(shooter, target)) exposedAt = world.tick;
    const hidden = world.tick - exposedAt > MAX_REWIND_TICKS;
    for (const event of world.events) {
      if (event.type === 'shot' && hidden) count.shotsAtGhosts += 1;
      if (event.type === 'hit') count[hidden ? 'lateHits' : 'hits'] += 1;
    }
  });
  return { arena, ...count };
}

/** Whether any part of the target's body can be seen. */
function isExposed(shooter: Vec, target: Vec): boolean {
  return [-MOVEMENT.radiusUnits, 0, MOVEMENT.radiusUnits].some((dy) =>
    hasLineOfSight(alley, shooter, { x: target.x, y: target.y + dy }),
  );
}

describe('the netcode, over a simulated network', () => {
  it('lets a player at 150 ms ± 20 walk, turn, dash and bump into walls without a visible correction', () => {
    const arena = new LinkedArena(YARD, SEED);
    const walker = arena.join('walker', { rttMs: 150, jitterMs: 20, seed: SEED }, wander(SEED));
    arena.join('other', { rttMs: 20, jitterMs: 0, seed: 1 }, idle);
    arena.run(60);
    const { inputs, correctionsAboveOneUnit, largestCorrectionUnits } = walker.session.stats;
    assert.ok(inputs > 58 * TICK_RATE, `${inputs} inputs`);
    assert.ok(
      (correctionsAboveOneUnit / inputs) * 1000 < 5,
      `${correctionsAboveOneUnit} corrections in ${inputs} inputs`,
    );
    assert.ok(largestCorrectionUnits <= 8, `largest correction ${largestCorrectionUnits} units`);
  });

  for (const rttMs of [0, 80, 120, 150]) {
    for (const jitterMs of [0, 20]) {
      it(`lets a railgun hit what it sees at ${rttMs} ms ± ${jitterMs}`, () => {
        const { shots, hits } = duelAt(rttMs, jitterMs);
        console.log(`      seed ${SEED}: ${hits} of ${shots} shots hit`);
        assert.ok(shots > 90, `${shots} shots`);
        assert.ok(hits / shots >= 0.97, `${hits} of ${shots} shots hit`);
      });
    }
  }

  for (const [rttMs, jitterMs] of [
    [0, 0],
    [40, 20],
    [120, 40],
  ] as const) {
    it(`LC4 believes what an honest player claims to have seen at ${rttMs} ms ± ${jitterMs}`, () => {
      const arena = new LinkedArena(YARD, SEED);
      arena.join('walker', { rttMs, jitterMs, seed: SEED }, wander(SEED));
      arena.run(2);
      arena.cutClaims.length = 0;
      arena.run(60);
      assert.deepEqual(arena.cutClaims, []);
    });
  }

  it('LC2 keeps a victim safe that has been behind cover for longer than the 250 ms cap, however late the shooter sees it', () => {
    const { arena, shotsAtGhosts, lateHits, hits } = playPeekaboo(400);
    assert.ok(arena.world.tick > 3_000);
    assert.ok(shotsAtGhosts > 20, `the shooter fired ${shotsAtGhosts} shots at what was long gone`);
    assert.ok(hits >= 10, `${hits} shots hit in the open`);
    assert.equal(lateHits, 0);
  });

  it('shows a player whose avatar a bot plays where the bot goes, smoothly, and hands it back when they move', () => {
    const arena = new LinkedArena(YARD, SEED);
    const idler = arena.join('idler', { rttMs: 100, jitterMs: 0, seed: SEED }, wander(SEED));
    arena.join('other', { rttMs: 20, jitterMs: 0, seed: 1 }, idle);
    arena.run(8);
    arena.autopilots.add('idler');
    arena.run(1);
    assert.equal(idler.lastView?.own?.body, undefined, 'nothing is predicted');
    const before = idler.session.stats.correctionsAboveOneUnit;
    arena.run(3);
    const { x, y } = arena.player('idler');
    const own = idler.lastView!.own!;
    assert.ok(Math.hypot(own.x - x, own.y - y) < 230 * 0.3, 'drawn where it was a moment ago');
    assert.equal(idler.session.stats.correctionsAboveOneUnit, before);
    arena.autopilots.clear();
    arena.run(1);
    assert.notEqual(idler.lastView?.own?.body, undefined, 'predicted again');
  });

  for (const weapon of ['rocket', 'grenade'] as const) {
    it(`draws an own ${weapon} a round trip before the server confirms it, and its burst only once`, () => {
      const arena = new LinkedArena(RANGE, SEED);
      const fire: PlayStyle = () => ({ ...STANDING, buttons: arena.world.tick > 400 ? BUTTON.fire : 0 });
      const shooter = arena.join('shooter', { rttMs: 150, jitterMs: 20, seed: SEED }, fire);
      arena.join('other', { rttMs: 20, jitterMs: 0, seed: 1 }, idle);
      const seen = { drawnFirst: Infinity, confirmedFirst: Infinity, bursts: 0, explosions: 0 };
      arena.run(30, (world) => {
        armWith(world, weapon);
        seen.explosions += world.events.filter(({ type }) => type === 'explosion').length;
        for (const { event } of shooter.session.takeEvents(world.tick))
          if (event.type === 'explosion') seen.bursts += 1;
        if (shooter.lastView?.projectiles.length) seen.drawnFirst = Math.min(seen.drawnFirst, world.tick);
        if (shooter.state.projectiles.size > 0) seen.confirmedFirst = Math.min(seen.confirmedFirst, world.tick);
      });
      assert.ok(seen.drawnFirst < 405, `drawn ${seen.drawnFirst - 400} ticks after the shot`);
      assert.ok(
        seen.confirmedFirst - seen.drawnFirst >= 8,
        `confirmed ${seen.confirmedFirst - seen.drawnFirst} ticks later`,
      );
      assert.ok(seen.explosions > 10, `${seen.explosions} burst`);
      assert.ok(
        Math.abs(seen.bursts - seen.explosions) <= 1,
        `${seen.bursts} bursts shown, ${seen.explosions} happened`,
      );
    });
  }
});
