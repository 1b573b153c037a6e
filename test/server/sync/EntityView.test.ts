import { ClientState, type Client } from '@colyseus/core';
import { Reflection, type Decoder } from '@colyseus/schema';
import assert from 'node:assert/strict';
import { EntityColumns } from '../../../server/sync/EntityColumns.ts';
import { EntitySerializer } from '../../../server/sync/EntitySerializer.ts';
import { ViewMemory } from '../../../server/sync/ViewMemory.ts';
import { ArenaState, OwnState, PickupPadState, PlayerState, ProjectileState } from '../../../shared/net/arenaSchema.ts';
import { FrameSocket } from '../../support/FrameSocket.ts';
import { keepConsole } from '../../support/keptConsole.ts';

const PUBLIC_ENTITIES = 10;

/** One client of an arena's state, which may lose what is on the way to it. */
class LossyClient {
  readonly state = new ArenaState();
  readonly serializer = new EntitySerializer<ArenaState>({ publicEntities: PUBLIC_ENTITIES, acknowledged: () => 0 });
  readonly view;
  readonly #socket = new FrameSocket();
  readonly #client: Client;
  #decoder!: Decoder<ArenaState>;

  constructor() {
    this.serializer.reset(this.state);
    this.view = this.serializer.createView();
    this.#client = { ref: this.#socket, state: ClientState.JOINED, view: this.view } as unknown as Client;
    this.begin();
  }

  get known(): ArenaState {
    return this.#decoder.state;
  }

  losePatch(): void {
    this.serializer.applyPatches([this.#client], this.state);
    this.#socket.takeFrames();
  }

  patch(): void {
    this.serializer.applyPatches([this.#client], this.state);
    for (const frame of this.#socket.takeFrames()) this.#decoder.decode(frame, { offset: 1 });
  }

  /** Comes back from a page that was loaded anew. */
  begin(): void {
    this.#decoder = Reflection.decode(this.serializer.handshake());
    this.comeBack();
  }

  comeBack(): void {
    this.#decoder.decodeResync(this.serializer.getFullState(this.#client), { offset: 1 });
  }

  fire(key: string): ProjectileState {
    const shot = Object.assign(new ProjectileState(), { owner: 'ada', x: 5 });
    this.state.projectiles.set(key, shot);
    this.view.add(shot);
    return shot;
  }
}

describe('A client that comes back after the last patches were lost', () => {
  it('does not take a pad for the shot that it knew by the same number', () => {
    const console = keepConsole();
    const client = new LossyClient();
    for (let round = 0; round < 40; round++) {
      client.fire('1');
      client.comeBack();
      assert.equal(client.known.projectiles.get('1')!.owner, 'ada');
      client.state.projectiles.delete('1');
      client.losePatch();
      const pad = Object.assign(new PickupPadState(), { pickup: 'armour', x: 100 + round });
      const own = Object.assign(new OwnState(), { armour: round });
      client.state.pickups.set('0', pad);
      client.state.own.set('ada', own);
      client.view.add(pad).add(own);
      client.losePatch();
      client.comeBack();
      assert.equal(client.known.projectiles.size, 0);
      const told = client.known.pickups.get('0')!;
      assert.deepEqual([told.pickup, told.x], ['armour', pad.x]);
      assert.equal(client.known.own.get('ada')!.armour, round);
      client.state.pickups.delete('0');
      client.state.own.delete('ada');
      client.losePatch();
    }
    assert.deepEqual(console.restore(), []);
  });

  it('hears no word of one who went out of sight meanwhile, and then for good', () => {
    const console = keepConsole();
    for (const isNewPage of [false, true]) {
      const client = new LossyClient();
      const ada = Object.assign(new PlayerState(), { x: 5 });
      client.state.players.set('ada', ada);
      client.view.add(ada);
      client.comeBack();
      assert.equal(client.known.players.get('ada')!.x, 5);
      client.view.remove(ada);
      client.state.players.delete('ada');
      client.state.players.set('bea', Object.assign(new PlayerState(), { x: 7 }));
      if (isNewPage) client.begin();
      else client.comeBack();
      assert.deepEqual([...client.known.players.keys()], ['bea']);
      assert.equal(client.known.players.get('bea')!.x, undefined);
    }
    assert.deepEqual(console.restore(), []);
  });
});

describe('A room with more in it than there are numbers for', () => {
  it('ends in an error, and not with things that are taken for others', () => {
    const columns = new EntityColumns();
    const { numbers } = new ViewMemory();
    for (let taken = 0; taken < 2 ** 15; taken++) {
      const slot = columns.takeSlot();
      numbers[0] = slot;
      assert.equal(numbers[0], slot);
    }
    assert.throws(() => columns.takeSlot(), /more entities than the serializer was made for/);
  });

  it('ends in an error when there are more people than any room has', () => {
    const { state, serializer } = new LossyClient();
    for (let count = 0; count < 2 ** 13; count++) state.players.set(`p${count}`, new PlayerState());
    assert.throws(() => serializer.getFullState(), /more public entities/);
  });
});

describe('A room from which most of its people go at once', () => {
  it('goes on with those who come in for them, and nobody is taken for another', () => {
    const console = keepConsole();
    const client = new LossyClient();
    const { players } = client.state;
    for (let round = 0; round < 5; round++) {
      for (const key of players.keys()) players.delete(key);
      for (let count = 0; count < PUBLIC_ENTITIES; count++) {
        const player = Object.assign(new PlayerState(), { name: `${round}-${count}`, x: 10 * round + count });
        players.set(`p${round}-${count}`, player);
        if (count % 2 === 0) client.view.add(player);
      }
      client.patch();
      const known = Array.from(client.known.players, ([key, { name, x }]) => [key, { name, x }] as const);
      const expected = Array.from(players, ([key, player]) => {
        const { name, x } = player;
        return [key, { name, x: client.view.has(player) ? x : undefined }] as const;
      });
      assert.deepEqual(new Map(known), new Map(expected));
    }
    assert.deepEqual(console.restore(), []);
  });
});
