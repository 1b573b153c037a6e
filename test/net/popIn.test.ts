import assert from 'node:assert/strict';
import { INTEREST } from '../../shared/defs/interest.ts';
import { hasLineOfSight } from '../../shared/map/raycast.ts';
import { distance, type Vec } from '../../shared/math/vec.ts';
import type { World } from '../../shared/sim/World.ts';
import { LinkedArena, type LinkedClient } from '../support/LinkedArena.ts';
import { wander, type PlayStyle } from '../support/playStyles.ts';
import { readMap } from '../support/readMap.ts';

const SEED = 20261128;
const PLAYERS = 12;
/** What is drawn of somebody may be off by what a body moves between two patches. */
const SAME_PLACE_UNITS = 16;

/** Looks at every frame for somebody who would be in plain sight of the avatar as it is drawn, and is not drawn. */
class Lookout {
  readonly #arena: LinkedArena;
  readonly #placesAt = new Map<number, ReadonlyMap<string, Vec>>();
  sightings = 0;
  readonly missing: string[] = [];

  constructor(arena: LinkedArena) {
    this.#arena = arena;
  }

  look({ tick, players }: World): void {
    this.#placesAt.set(tick, new Map(Array.from(players.values(), ({ id, x, y }) => [id, { x, y }])));
    for (const client of this.#arena.clients) this.#check(client);
  }

  #check({ id, lastView }: LinkedClient): void {
    const places = this.#placesAt.get(Math.round(lastView?.renderTick ?? -1));
    if (lastView?.own === undefined || places === undefined) return;
    const { own, others, renderTick } = lastView;
    for (const [other, place] of places) {
      if (other === id || !isOnScreen(own, place) || !hasLineOfSight(this.#arena.world.map, own, place)) continue;
      this.sightings += 1;
      const drawn = others.get(other);
      if (drawn === undefined || distance(drawn, place) > SAME_PLACE_UNITS) {
        this.missing.push(`${id} does not see ${other} at tick ${Math.round(renderTick)}`);
      }
    }
  }
}

function isOnScreen(own: Readonly<Vec>, { x, y }: Readonly<Vec>): boolean {
  return Math.abs(x - own.x) <= INTEREST.screenHalfWidthUnits && Math.abs(y - own.y) <= INTEREST.screenHalfHeightUnits;
}

/** Never dashes. */
function walk(seed: number): PlayStyle {
  const play = wander(seed);
  return (view) => ({ ...play(view), buttons: 0 });
}

function watch(rttMs: number, style: (seed: number) => PlayStyle): Lookout {
  const arena = new LinkedArena(readMap('crossfire'), SEED);
  for (let n = 0; n < PLAYERS; n++) arena.join(`p${n}`, { rttMs, jitterMs: 10, seed: SEED + n }, style(SEED + n));
  // Until the match is live, everybody is set back once.
  arena.run(7);
  const lookout = new Lookout(arena);
  arena.run(60, (world) => lookout.look(world));
  return lookout;
}

describe('IT2 whoever comes into plain sight', () => {
  for (const rttMs of [0, 100, 200]) {
    it(`is already there at ${rttMs} ms, at corners and at the edge of the screen`, () => {
      const { sightings, missing } = watch(rttMs, walk);
      assert.ok(sightings > 10_000, `${sightings} sightings`);
      assert.deepEqual(missing.slice(0, 5), []);
    });
  }

  it('is seldom late when one dashes round a corner at 200 ms', () => {
    const { sightings, missing } = watch(200, wander);
    assert.ok(missing.length <= sightings / 1000, `${missing.length} of ${sightings}`);
  });
});
