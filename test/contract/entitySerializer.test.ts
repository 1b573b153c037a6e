import assert from 'node:assert/strict';
import type { MapSchema, Schema } from '@colyseus/schema';
import { fieldsOf, type FieldMetadata } from '../../server/sync/SchemaFields.ts';
import { nextFloat, nextInt, type Prng } from '../../shared/math/prng.ts';
import {
  ArenaState,
  FLIGHT_FIELDS,
  OwnState,
  PickupPadState,
  PlayerState,
  ProjectileState,
} from '../../shared/net/arenaSchema.ts';
import { keepConsole, type KeptConsole } from '../support/keptConsole.ts';
import { Side, type Watcher } from '../support/TwinSerializers.ts';

const MAPS = {
  players: { type: PlayerState, most: 12 },
  pickups: { type: PickupPadState, most: 8 },
  projectiles: { type: ProjectileState, most: 20 },
  own: { type: OwnState, most: 4 },
} as const;
type MapName = keyof typeof MAPS;
const MAP_NAMES = Object.keys(MAPS) as MapName[];

const WATCHERS = 3;
const TEXTS = ['', 'Ada', 'Ünal 🚀', 'x'.repeat(31), 'y'.repeat(32), 'z'.repeat(300)];

/** The same things happening, by chance, to several states at once. */
class Story {
  readonly sides: readonly Side[];
  readonly prng: Prng;
  #named = 0;

  constructor(seed: number, sides: readonly Side[]) {
    this.prng = { state: seed };
    this.sides = sides;
    this.#live();
    for (const side of sides) for (let count = 0; count < WATCHERS; count++) side.join();
  }

  /** One patch later, before it is sent. */
  goOn(): void {
    this.#live();
    for (let watcher = 0; watcher < WATCHERS; watcher++) this.#look(watcher);
  }

  /** One patch later, sent to everybody but those at these places. */
  patch(deaf?: ReadonlySet<number>): void {
    this.goOn();
    for (const side of this.sides) side.patch(deaf);
  }

  #live(): void {
    this.#changeFields(ArenaState, ({ state }) => state);
    for (const name of MAP_NAMES) {
      const keys = [...mapOf(this.sides[0]!, name).keys()];
      for (const key of keys) this.#meddle(name, key);
      if (keys.length < MAPS[name].most && this.#happens(2)) this.#put(name, `${name}${this.#named++}`);
    }
  }

  /** One thing goes, is replaced, changes or stays as it is. */
  #meddle(name: MapName, key: string): void {
    const isReplaced = this.#happens(30);
    // Colyseus' own serializer would leave the old one with those who saw it.
    if (isReplaced)
      for (const side of this.sides) for (const { view } of side.watchers) view.remove(mapOf(side, name).get(key)!);
    if (this.#happens(isReplaced ? 2 : 12)) for (const side of this.sides) mapOf(side, name).delete(key);
    if (isReplaced) this.#put(name, key);
    else if (mapOf(this.sides[0]!, name).has(key) && this.#happens(2))
      this.#changeFields(MAPS[name].type, (side) => mapOf(side, name).get(key)!);
  }

  #put(name: MapName, key: string): void {
    const instances = this.sides.map(() => new MAPS[name].type() as Schema);
    this.#changeFields(MAPS[name].type, (side) => instances[this.sides.indexOf(side)]!);
    this.sides.forEach((side, place) => mapOf(side, name).set(key, instances[place]!));
  }

  #changeFields(type: unknown, instanceOf: (side: Side) => Schema): void {
    for (const field of fieldsOf(type as typeof Schema)) {
      if (isMap(field) || !this.#happens(3)) continue;
      const value = this.#valueOf(field);
      for (const side of this.sides) Object.assign(instanceOf(side), { [field.name]: value });
    }
  }

  #valueOf({ type }: FieldMetadata): unknown {
    if (type === 'boolean') return this.#happens(2);
    if (type === 'string') return TEXTS[nextInt(this.prng, TEXTS.length)];
    if (type === 'float32') return (nextFloat(this.prng) - 0.5) * 5000;
    if (type === 'int16') return nextInt(this.prng, 2 ** 16) - 2 ** 15;
    if (typeof type === 'string') return nextInt(this.prng, 2 ** Number(type.slice('uint'.length)));
    const { min, max } = (type as { readonly quantized: { min: number; max: number } }).quantized;
    return min + nextFloat(this.prng) * (max - min);
  }

  #look(watcher: number): void {
    for (const name of MAP_NAMES) {
      for (const key of mapOf(this.sides[0]!, name).keys()) {
        const verb = this.#happens(3) ? 'add' : this.#happens(6) ? 'remove' : undefined;
        if (verb === undefined) continue;
        for (const side of this.sides) side.watchers[watcher]!.view[verb](mapOf(side, name).get(key)!);
      }
    }
  }

  #happens(onceIn: number): boolean {
    return nextInt(this.prng, onceIn) === 0;
  }
}

function flightOf({ tick, x, y, vx, vy }: ProjectileState): Partial<ProjectileState> {
  return { tick, x, y, vx, vy };
}

function withoutFlights({ known }: Watcher): unknown {
  const projectiles = Object.entries(known.projectiles as Record<string, ProjectileState>);
  return {
    ...known,
    projectiles: projectiles.map(([key, { owner, weapon, endsAtTick }]) => [key, owner, weapon, endsAtTick]),
  };
}

function isMap({ type }: FieldMetadata): boolean {
  return typeof type === 'object' && type !== null && 'map' in type;
}

function mapOf({ state }: Side, name: MapName): MapSchema<Schema> {
  return state[name] as unknown as MapSchema<Schema>;
}

describe('The wire of a state, as Colyseus’ own serializer writes it and as ours does', () => {
  let console: KeptConsole;
  beforeEach(() => {
    console = keepConsole();
  });
  afterEach(() => void console.restore());

  it('says in the handshake the very same', () => {
    assert.deepEqual(
      Buffer.from(Side.ours().serializer.handshake!()),
      Buffer.from(Side.stock().serializer.handshake!()),
    );
  });

  it('is decoded by the SDK to the very same state, whatever comes, goes, changes and is looked at', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const [stock, ours] = [Side.stock(), Side.ours()];
      const story = new Story(seed, [stock, ours]);
      for (let patch = 0; patch < 150; patch++) {
        story.goOn();
        stock.patch();
        // What is said up to here is of the other one.
        console.lines.length = 0;
        ours.patch();
        assert.deepEqual(console.lines, []);
        for (let watcher = 0; watcher < WATCHERS; watcher++) {
          const what = `seed ${seed}, patch ${patch}, watcher ${watcher}`;
          assert.deepEqual(ours.watchers[watcher]!.known, stock.watchers[watcher]!.known, what);
        }
      }
    }
  });

  it('is decoded to the same state by one who comes in late or back again', () => {
    for (let seed = 11; seed <= 14; seed++) {
      const [stock, ours] = [Side.stock(), Side.ours()];
      const story = new Story(seed, [stock, ours]);
      for (let round = 0; round < 30; round++) {
        const deaf = new Set([round % WATCHERS]);
        story.patch();
        for (let lost = 0; lost < 2; lost++) story.patch(deaf);
        const [expected, back] = [stock, ours].map(({ watchers }) => watchers[round % WATCHERS]!);
        // With Colyseus' own serializer who comes back goes on knowing what went out of their sight meanwhile.
        expected!.join();
        console.lines.length = 0;
        if (round % 2 === 0) back!.comeBack();
        else back!.join();
        assert.deepEqual(console.lines, []);
        for (let watcher = 0; watcher < WATCHERS; watcher++) {
          assert.deepEqual(
            ours.watchers[watcher]!.known,
            stock.watchers[watcher]!.known,
            `seed ${seed}, round ${round}`,
          );
        }
      }
    }
  });

  it('differs by quiet fields alone, which one is told as they are when the thing comes into view', () => {
    const [loud, quiet] = [Side.ours(), Side.ours(new Map([[ProjectileState, FLIGHT_FIELDS]]))];
    const story = new Story(21, [loud, quiet]);
    const told = new Map<ProjectileState, Partial<ProjectileState>>();
    for (let patch = 0; patch < 200; patch++) {
      story.patch();
      const [known, expected] = [quiet.watchers[0]!, loud.watchers[0]!];
      const shots = [...known.state.projectiles.values()];
      for (const shot of told.keys()) if (!shots.includes(shot)) told.delete(shot);
      for (const [key, shot] of known.state.projectiles) {
        if (!told.has(shot)) told.set(shot, flightOf(expected.state.projectiles.get(key)!));
        assert.deepEqual(flightOf(shot), told.get(shot), `${key} in patch ${patch}`);
      }
      assert.deepEqual(withoutFlights(known), withoutFlights(expected));
    }
  });
});
