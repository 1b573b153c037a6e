import assert from 'node:assert/strict';
import { $changes, $values, createPool, Encoder, schema, t, type MapSchema, type SchemaType } from '@colyseus/schema';
import { fieldsOf } from '../../server/sync/SchemaFields.ts';
import { ArenaState, PlayerState, ProjectileState } from '../../shared/net/arenaSchema.ts';

const Shot = schema({ x: t.uint16().default(0), owner: t.string().default('') }, 'Shot');
type Shot = SchemaType<typeof Shot>;
const Field = schema({ tick: t.uint32().default(0), shots: t.map(Shot) }, 'Field');
type Field = SchemaType<typeof Field>;

type Map = MapSchema<Shot>;

function valuesOf(instance: unknown): readonly unknown[] {
  return (instance as { readonly [$values]: readonly unknown[] })[$values];
}

/** The keys that the map says have changed since the last time, as far as it still knows them. */
function changedKeys(map: Map): string[] {
  const changes = map[$changes];
  const keys = new Set<string>();
  if (changes.has()) changes.forEach((index) => keys.add(map.$indexes.get(index)!));
  return [...keys].sort((a, b) => a.localeCompare(b));
}

describe('What is leaned on of Colyseus’ schema to send a state', () => {
  let state: Field;
  let shots: Map;
  let encoder: Encoder<Field>;

  beforeEach(() => {
    state = new Field();
    shots = state.shots as unknown as Map;
    encoder = new Encoder(state);
  });

  it('is that an instance holds its values by the index of their field, in one list for all its life', () => {
    const player = new PlayerState();
    const values = valuesOf(player);
    const names = fieldsOf(PlayerState as never).map(({ name }) => name as keyof PlayerState);
    names.forEach((name, index) => assert.equal(values[index], player[name], String(name)));
    Object.assign(player, { name: 'Ada', x: 100, aim: 3, alive: true });
    assert.equal(valuesOf(player), values);
    for (const name of ['name', 'x', 'aim', 'alive'] as const) assert.equal(values[names.indexOf(name)], player[name]);
  });

  it('is that also an instance from a pool keeps this list', () => {
    const pool = createPool(Shot);
    const shot = pool.acquire();
    const values = valuesOf(shot);
    shot.x = 7;
    shots.set('a', shot);
    encoder.discardChanges();
    shots.delete('a');
    encoder.discardChanges();
    pool.release(shot);
    const again = pool.acquire();
    again.x = 9;
    assert.equal(again, shot);
    assert.equal(valuesOf(again), values);
    assert.equal(values[0], 9);
  });

  it('is that a map tells which of its keys came, were replaced or went, until the changes are discarded', () => {
    assert.deepEqual(changedKeys(shots), []);
    for (const key of ['a', 'b', 'c']) shots.set(key, new Shot());
    assert.deepEqual(changedKeys(shots), ['a', 'b', 'c']);
    encoder.discardChanges();
    assert.deepEqual(changedKeys(shots), []);
    shots.delete('a');
    shots.set('b', new Shot());
    shots.set('d', new Shot());
    assert.deepEqual(changedKeys(shots), ['a', 'b', 'd']);
    encoder.discardChanges();
    shots.get('b')!.x = 5;
    assert.deepEqual(changedKeys(shots), []);
  });

  it('is that it also tells of a key that came and went in between, and of one that went and came', () => {
    shots.set('a', new Shot());
    encoder.discardChanges();
    shots.set('b', new Shot());
    shots.delete('b');
    shots.delete('a');
    shots.set('a', new Shot());
    const keys = changedKeys(shots);
    assert.ok(keys.includes('a'), `${keys.join()}`);
    assert.equal(shots.size, 1);
    encoder.discardChanges();
    assert.deepEqual(changedKeys(shots), []);
    shots.delete('a');
    assert.deepEqual(changedKeys(shots), ['a']);
  });

  it('is that a map which was cleared says so by a change, and shows it by its size', () => {
    for (const key of ['a', 'b', 'c']) shots.set(key, new Shot());
    encoder.discardChanges();
    shots.clear();
    assert.ok(shots[$changes].has());
    assert.equal(shots.size, 0);
    shots.set('d', new Shot());
    assert.ok(changedKeys(shots).includes('d'));
  });

  it('is that writes to an instance leave no trace while its tracking is paused, but do write', () => {
    const shot = new Shot();
    shots.set('a', shot);
    encoder.discardChanges();
    shot.pauseTracking();
    shot.x = 3;
    assert.equal(encoder.hasChanges, false);
    assert.equal(valuesOf(shot)[0], 3);
    shot.resumeTracking();
    shot.x = 4;
    assert.equal(encoder.hasChanges, true);
  });

  it('is that a state whose changes are discarded keeps none of them', () => {
    state.tick = 5;
    shots.set('a', new Shot());
    encoder.discardChanges();
    assert.equal(encoder.hasChanges, false);
    assert.equal(state[$changes]!.has(), false);
  });

  it('is what it tells of fields: their order, type, how a number is spread, and whether views alone are sent them', () => {
    const [x, y] = fieldsOf(PlayerState as never).filter(({ name }) => name === 'x' || name === 'y');
    assert.deepEqual([x!.tag, y!.tag], [-1, -1]);
    const { quantized } = x!.type as { readonly quantized: Record<string, unknown> };
    const { wire, min, max, bits, wrap, range, span } = quantized;
    assert.deepEqual([wire, bits, wrap, span], ['uint16', 16, false, 2 ** 16 - 1]);
    assert.equal(range, Number(max) - Number(min));
    const fields = fieldsOf(ArenaState as never);
    assert.deepEqual(fields.map(({ name }) => name).slice(-4), ['players', 'pickups', 'projectiles', 'own']);
    assert.deepEqual(
      fields.slice(-4).map(({ tag }) => tag),
      [undefined, -1, -1, -1],
    );
    const [projectiles] = fields.slice(-2);
    assert.equal((projectiles!.type as { readonly map: unknown }).map, ProjectileState);
  });
});
