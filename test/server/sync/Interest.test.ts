import type { Schema } from '@colyseus/schema';
import assert from 'node:assert/strict';
import { Interest } from '../../../server/sync/Interest.ts';
import { projectWorld } from '../../../server/sync/projectWorld.ts';
import { TICKS_PER_PATCH, ticksOf } from '../../../shared/defs/rates.ts';
import { ArenaState } from '../../../shared/net/arenaSchema.ts';
import type { World } from '../../../shared/sim/World.ts';
import { liveWorld, playerOf, putPlayer } from '../../support/simArena.ts';
import { sketchMap } from '../../support/sketchMap.ts';

/** Two rooms with a wall between them. */
const ROOMS = sketchMap('rooms', ['#############', '#S....#....S#', '#.....#.....#', '#.....#.....#', '#############']);
const HERE = { x: 50, y: 80 };
const IN_SIGHT = { x: 150, y: 80 };
const OUT_OF_SIGHT = { x: 350, y: 80 };
const LINGER_TICKS = ticksOf(0.2);

const FACTS = {
  match: 1,
  tickP99Micros: 0,
  seats: { isConnected: () => true, isOnAutopilot: () => false },
  inputBacklog: () => 0,
};

/** What `a` is shown of `b`. */
class Watch {
  readonly world: World = liveWorld(ROOMS, ['a', 'b']);
  readonly #state = new ArenaState();
  readonly #interest = new Interest();
  readonly #shown = new Set<Schema>();
  /** How often `b` was taken out of the view. */
  losses = 0;

  constructor() {
    putPlayer(this.world, 'a', HERE);
    this.put(IN_SIGHT);
    this.#interest.open('a', 'a', {
      add: (instance) => this.#shown.add(instance),
      remove: (instance) => this.#lose(instance),
    });
  }

  get knowsB(): boolean {
    return this.#shown.has(this.#state.players.get('b')!);
  }

  put(place: typeof HERE): void {
    putPlayer(this.world, 'b', place);
  }

  /** One tick between two patches. */
  step(): void {
    this.world.tick += 1;
  }

  /** Somebody else comes in, and the room projects the world for them. */
  letSomebodyIn(): void {
    this.#project();
  }

  /** `a` comes back, and is told all that there is to be known as of the last projection. */
  comeBack(): void {
    this.#interest.look('a', true);
  }

  patch(): void {
    this.world.tick += TICKS_PER_PATCH;
    this.#project();
    this.#interest.look('a');
    this.#interest.settle();
  }

  patches(ticks: number): void {
    for (let passed = 0; passed < ticks; passed += TICKS_PER_PATCH) this.patch();
  }

  #project(): void {
    projectWorld(this.world, this.#state, FACTS);
    this.#interest.follow(this.world, this.#state);
  }

  #lose(instance: Schema): void {
    this.#shown.delete(instance);
    if (instance === this.#state.players.get('b')) this.losses += 1;
  }
}

describe('IT1 what is told of a player behind a wall', () => {
  it('is all of a team mate, wherever they are, and nothing of anybody else', () => {
    for (const [team, isKnown] of [
      [1, true],
      [2, false],
      [0, false],
    ] as const) {
      const watch = new Watch();
      watch.put(OUT_OF_SIGHT);
      playerOf(watch.world, 'a').team = team === 0 ? 0 : 1;
      playerOf(watch.world, 'b').team = team;
      watch.patches(LINGER_TICKS);
      assert.equal(watch.knowsB, isKnown, `team ${team}`);
    }
  });

  it('ends a fifth of a second after they went out of sight', () => {
    const watch = new Watch();
    watch.patches(30);
    watch.put(OUT_OF_SIGHT);
    watch.patches(LINGER_TICKS - 2 * TICKS_PER_PATCH);
    assert.ok(watch.knowsB);
    // One looks around with every other patch.
    watch.patches(4 * TICKS_PER_PATCH);
    assert.ok(!watch.knowsB);
  });

  it('does not come and go while they go in and out of sight', () => {
    const watch = new Watch();
    for (let time = 0; time < 50; time++) {
      watch.put(time % 2 === 0 ? IN_SIGHT : OUT_OF_SIGHT);
      watch.patches(LINGER_TICKS / 2);
    }
    assert.equal(watch.losses, 0);
    watch.patches(2 * LINGER_TICKS);
    assert.equal(watch.losses, 1);
  });

  const MEANWHILE: Readonly<Record<string, (watch: Watch) => void>> = {
    '': () => undefined,
    ', also when somebody comes in just then': (watch) => watch.letSomebodyIn(),
    ', also when one comes back just then and somebody else comes in': (watch) => {
      watch.comeBack();
      watch.letSomebodyIn();
    },
  };
  for (const [when, happens] of Object.entries(MEANWHILE)) {
    it(`ends at once when they come back to life there${when}`, () => {
      for (const patches of [10, 11]) {
        const watch = new Watch();
        watch.patches(patches * TICKS_PER_PATCH);
        assert.ok(watch.knowsB);
        playerOf(watch.world, 'b').life += 1;
        watch.put(OUT_OF_SIGHT);
        watch.step();
        happens(watch);
        watch.patch();
        assert.ok(!watch.knowsB, `after ${patches} patches`);
      }
    });
  }
});
