import assert from 'node:assert/strict';
import { Decoder, Encoder, StateView } from '@colyseus/schema';
import { addOwnState, projectWorld, removeOwnState, type ProjectionFacts } from '../../../server/sync/projectWorld.ts';
import { ArenaState } from '../../../shared/net/arenaSchema.ts';
import { addPlayer, removePlayer } from '../../../shared/sim/addPlayer.ts';
import { idleCommand } from '../../../shared/sim/Command.ts';
import { createWorld } from '../../../shared/sim/createWorld.ts';
import { stepWorld } from '../../../shared/sim/stepWorld.ts';
import type { World } from '../../../shared/sim/World.ts';
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

/** A room's state, encoded for one viewer as Colyseus does it, and what that viewer decoded. */
class Viewer {
  readonly state = new ArenaState();
  readonly #encoder = new Encoder(this.state);
  readonly #decoder = new Decoder(new ArenaState());
  readonly #view = new StateView();
  #joined = false;

  show(player: string): void {
    this.#view.add(addOwnState(this.state, player));
  }

  /** Encodes and decodes what has changed; gives the bytes it took. */
  receive(): number {
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
    assert.equal(own.rounds.get('1'), 255, 'the pistol never runs out');
    assert.equal(own.inputBacklog, 3);
    assert.deepEqual([...viewer.seen.own.keys()], ['ada']);
  });

  it('is nothing but the tick when nothing has changed', () => {
    const world = createArena();
    const viewer = new Viewer();
    projectWorld(world, viewer.state, FACTS);
    viewer.receive();
    projectWorld({ ...world, tick: 1 }, viewer.state, FACTS);
    assert.ok(viewer.receive() <= 6);
  });

  it('no longer holds players who left, nor shots that have ended', () => {
    const world = createArena();
    const viewer = new Viewer();
    viewer.show('bo');
    const spawn = { spawnTick: 0, x: 100, y: 100, vx: 64, vy: 0 };
    world.projectiles.set(9, { id: 9, owner: 'bo', weapon: 'rocket', firedAt: 4, ...spawn });
    projectWorld(world, viewer.state, FACTS);
    viewer.receive();
    assert.deepEqual(viewer.seen.projectiles.get('9')?.toJSON(), { owner: 'bo', weapon: 5, firedAt: 4, ...spawn });
    removePlayer(world, 'bo');
    removeOwnState(viewer.state, 'bo');
    projectWorld(world, viewer.state, FACTS);
    viewer.receive();
    assert.deepEqual([...viewer.seen.players.keys()], ['ada']);
    assert.equal(viewer.seen.projectiles.size, 0);
    assert.equal(viewer.seen.own.size, 0);
  });

  it('does not take the first rocket of a match for the one of the last match that had its number', () => {
    const viewer = new Viewer();
    const flight = { id: 1, owner: 'bo', weapon: 'rocket', spawnTick: 0, y: 100, vx: 64, vy: 0, firedAt: 4 } as const;
    for (const [match, x] of [100, 200].entries()) {
      const world = createArena();
      world.projectiles.set(1, { ...flight, x });
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
