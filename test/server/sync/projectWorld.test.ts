import assert from 'node:assert/strict';
import { Decoder, Encoder, StateView, type Schema } from '@colyseus/schema';
import { addOwnState, projectWorld, removeOwnState, type ProjectionFacts } from '../../../server/sync/projectWorld.ts';
import { ArenaState } from '../../../shared/net/arenaSchema.ts';
import { addPlayer, removePlayer } from '../../../shared/sim/addPlayer.ts';
import { idleCommand } from '../../../shared/sim/Command.ts';
import { createWorld } from '../../../shared/sim/createWorld.ts';
import { stepWorld } from '../../../shared/sim/stepWorld.ts';
import type { Projectile, World } from '../../../shared/sim/World.ts';
import { readMap } from '../../support/readMap.ts';

const FACTS: ProjectionFacts = {
  match: 1,
  tickP99Micros: 0,
  seats: { isConnected: () => true, isOnAutopilot: () => false },
  inputBacklog: () => 3,
};

function createArena(map: 'foundry' | 'crossfire' = 'foundry'): World {
  const world = createWorld({ map: readMap(map), mode: 'deathmatch', seed: 1, startTick: 0 });
  addPlayer(world, { id: 'ada', name: 'Ada', bot: false });
  addPlayer(world, { id: 'bo', name: 'Bo', bot: false });
  return world;
}

function launch(world: World, projectile: Projectile): void {
  world.projectiles.set(projectile.id, projectile);
}

function flightAt(tick: number, x: number) {
  return { tick, x, y: 100, vx: 64, vy: 0 };
}

/** A room's state, encoded for one viewer as Colyseus does it, and what that viewer decoded. */
class Viewer {
  readonly state = new ArenaState();
  readonly #encoder = new Encoder(this.state);
  readonly #decoder = new Decoder(new ArenaState());
  readonly #view = new StateView();
  readonly #shown = new Set<Schema>();
  #joined = false;

  show(player: string): void {
    this.#view.add(addOwnState(this.state, player));
  }

  /** Encodes and decodes what has changed, of all that there is to be seen; gives the bytes it took. */
  receive(): number {
    const { players, pickups, projectiles } = this.state;
    for (const map of [players, pickups, projectiles]) {
      for (const instance of map.values()) if (!this.#shown.has(instance)) this.#view.add(instance);
      for (const instance of map.values()) this.#shown.add(instance);
    }
    const it = { offset: 0 };
    const encoder = this.#encoder;
    const shared = this.#joined ? encoder.encode(it) : encoder.encodeAll(it);
    const sharedOffset = it.offset;
    const bytes = this.#joined
      ? encoder.encodeView(this.#view, sharedOffset, it)
      : encoder.encodeAllView(this.#view, sharedOffset, it);
    this.#decoder.decode(bytes.length > 0 ? bytes : shared);
    encoder.discardChanges();
    this.#joined = true;
    return bytes.length;
  }

  get seen(): ArenaState {
    return this.#decoder.state;
  }
}

describe('PR1 what clients are sent', () => {
  it('is the world as it is: players, pickups, phase', () => {
    const world = createArena();
    const viewer = new Viewer();
    projectWorld(world, viewer.state, FACTS);
    viewer.show('ada');
    stepWorld(world, new Map([['ada', { ...idleCommand(1), moveX: 127 }]]));
    projectWorld(world, viewer.state, FACTS);
    viewer.receive();
    const ada = world.players.get('ada')!;
    const seen = viewer.seen.players.get('ada')!;
    assert.deepEqual([seen.name, seen.x, seen.y, seen.health], ['Ada', ada.x, ada.y, 100]);
    assert.deepEqual([seen.alive, seen.bot, seen.isProtected, seen.connected], [true, false, true, true]);
    assert.equal(viewer.seen.tick, 1);
    assert.equal(viewer.seen.phase, 'countdown');
    assert.equal(viewer.seen.pickups.size, world.map.pads.length);
    assert.equal(viewer.seen.pickups.get('0')?.pickup, world.map.pads[0]?.pickup);
  });

  it('holds the private numbers of the owner, to the last bit, and those of nobody else', () => {
    const world = createArena();
    const viewer = new Viewer();
    projectWorld(world, viewer.state, FACTS);
    viewer.show('ada');
    addOwnState(viewer.state, 'bo');
    for (let tick = 0; tick < 5; tick++) {
      stepWorld(world, new Map([['ada', { ...idleCommand(1), moveX: 100, moveY: -50 }]]));
      projectWorld(world, viewer.state, FACTS);
      viewer.receive();
    }
    const ada = world.players.get('ada')!;
    const own = viewer.seen.own.get('ada')!;
    assert.deepEqual([own.vx, own.vy, own.ownTick], [ada.vx, ada.vy, 5]);
    assert.equal(own.pistolRounds, 255, 'the pistol never runs out');
    assert.equal(own.inputBacklog, 3);
    assert.deepEqual([...viewer.seen.own.keys()], ['ada']);
  });

  it('is nothing but the tick when nothing has changed', () => {
    const world = createArena();
    const viewer = new Viewer();
    projectWorld(world, viewer.state, FACTS);
    viewer.receive();
    // Colyseus tells again with the first patch what came into the view before it.
    viewer.receive();
    projectWorld({ ...world, tick: 1 }, viewer.state, FACTS);
    assert.ok(viewer.receive() <= 6);
  });

  it('no longer holds players who left, nor shots that have ended', () => {
    const world = createArena();
    const viewer = new Viewer();
    viewer.show('bo');
    const shot = { owner: 'bo', firedAt: 4, tick: 0, x: 100.1, y: 100, vx: 64, vy: 0 };
    launch(world, { ...shot, id: 9, weapon: 'rocket', endsAtTick: 240 });
    launch(world, { ...shot, id: 10, weapon: 'grenade', endsAtTick: 78 });
    projectWorld(world, viewer.state, FACTS);
    viewer.receive();
    const { firedAt: _, ...told } = shot;
    const seen = { ...told, x: Math.fround(100.1) };
    assert.deepEqual(viewer.seen.projectiles.get('9')?.toJSON(), { ...seen, weapon: 5, endsAtTick: 0 });
    assert.deepEqual(viewer.seen.projectiles.get('10')?.toJSON(), { ...seen, weapon: 6, endsAtTick: 78 });
    removePlayer(world, 'bo');
    removeOwnState(viewer.state, 'bo');
    projectWorld(world, viewer.state, FACTS);
    viewer.receive();
    assert.deepEqual([...viewer.seen.players.keys()], ['ada']);
    assert.equal(viewer.seen.projectiles.size, 0);
    assert.equal(viewer.seen.own.size, 0);
  });

  it('PR2 is where a shot is now, never where it was fired from, and of its flight no further word', () => {
    const world = createArena();
    const [first, late] = [new Viewer(), new Viewer()];
    launch(world, { id: 1, owner: 'bo', weapon: 'rocket', firedAt: 4, endsAtTick: 240, ...flightAt(0, 100) });
    for (const { state } of [first, late]) projectWorld(world, state, FACTS);
    first.receive();
    first.receive();
    for (let tick = 2; tick <= 8; tick += 2) {
      Object.assign(world, { tick });
      Object.assign(world.projectiles.get(1)!, flightAt(tick, 100 + tick * 10));
      for (const { state } of [first, late]) projectWorld(world, state, FACTS);
      assert.ok(first.receive() <= 6, 'nothing but the tick');
    }
    late.receive();
    const { x, tick } = late.seen.projectiles.get('1')!;
    assert.deepEqual({ x, tick }, { x: 180, tick: 8 });
    assert.equal(first.seen.projectiles.get('1')?.x, 100);
  });

  it('PR2 does not tell for how long a rocket has flown, from which one could reckon back; its owner alone knows it again', () => {
    const told = [4, 90].map((firedAt) => {
      const world = createArena();
      const viewer = new Viewer();
      viewer.show('bo');
      const { state } = viewer;
      const own = addOwnState(state, 'ada');
      const flight = flightAt(100, 300);
      launch(world, { id: 1, owner: 'bo', weapon: 'rocket', firedAt, endsAtTick: firedAt + 240, ...flight });
      projectWorld(world, state, FACTS);
      viewer.receive();
      const { lastProjectile, lastProjectileAt } = state.own.get('bo')!;
      assert.deepEqual([lastProjectile, lastProjectileAt], [1, firedAt]);
      assert.deepEqual([own.lastProjectile, own.lastProjectileAt], [0, 0]);
      return viewer.seen.projectiles.get('1')!.toJSON();
    });
    assert.deepEqual(told[0], told[1]);
  });

  it('does not take the first rocket of a match for the one of the last match that had its number', () => {
    const viewer = new Viewer();
    for (const [match, x] of [100, 200].entries()) {
      const world = createArena();
      launch(world, { id: 1, owner: 'bo', weapon: 'rocket', firedAt: 4, endsAtTick: 240, ...flightAt(0, x) });
      projectWorld(world, viewer.state, { ...FACTS, match });
      viewer.receive();
      assert.equal(viewer.seen.projectiles.get('1')?.x, x);
    }
  });

  it('shows the pads of the new map when the next match has another', () => {
    const viewer = new Viewer();
    projectWorld(createArena('crossfire'), viewer.state, FACTS);
    viewer.receive();
    const next = createArena('foundry');
    projectWorld(next, viewer.state, { ...FACTS, match: 2 });
    viewer.receive();
    const pads = next.map.pads.map(({ pickup, x, y }) => ({ pickup, x, y, availableAtTick: 0 }));
    assert.deepEqual(
      [...viewer.seen.pickups.values()].map((pad) => pad.toJSON()),
      pads,
    );
    assert.equal(viewer.seen.map, 'foundry');
  });
});
