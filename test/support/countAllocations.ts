import { ClientState, type Client } from '@colyseus/core';
import { schema, t, type SchemaType } from '@colyseus/schema';
import { EntitySerializer } from '../../server/sync/EntitySerializer.ts';

const Thing = schema({ x: t.uint16().default(0), y: t.uint16().view().default(0) }, 'Thing');
const State = schema({ tick: t.uint32().default(0), people: t.map(Thing), things: t.map(Thing).view() }, 'State');
type State = SchemaType<typeof State>;

/** What this program prints. */
export interface Allocations {
  /** For each patch of each client. */
  readonly bytesPerClient: number;
  readonly bytesOfView: number;
}

const THINGS = 60;
const VIEWS = 100_000;
const WARM_UP_PATCHES = 3000;
const PATCHES = 2000;

/** A connection that takes everything at once and keeps nothing. */
const socket: { readonly writableLength: number; write(bytes: Uint8Array): boolean } = {
  writableLength: 0,
  write: () => true,
};
const ref = { readyState: 1, _socket: socket };

/**
 * Gives the bytes that are allocated for each patch to so many clients, all of whom see everything change, while nothing
 * comes into view or leaves it. To be run with `--expose-gc` and a young generation that holds all of it.
 */
function bytesPerPatch(clientCount: number): number {
  const state = new State();
  const serializer = new EntitySerializer<State>({ publicEntities: THINGS, acknowledged: () => 1 });
  serializer.reset(state);
  for (let index = 0; index < THINGS; index++) {
    (index % 2 === 0 ? state.people : state.things).set(`t${index}`, new Thing());
  }
  const everything = [...state.people.values(), ...state.things.values()];
  const clients = Array.from({ length: clientCount }, () => {
    const view = serializer.createView();
    for (const thing of everything) view.add(thing);
    return { ref, state: ClientState.JOINED, view } as unknown as Client;
  });
  const timing = { sNow: 0 };
  const play = (patches: number): void => {
    for (let patch = 0; patch < patches; patch++) {
      state.tick += 1;
      for (let index = 0; index < everything.length; index++) {
        everything[index]!.x = state.tick & 0x3fff;
        everything[index]!.y = (state.tick + index) & 0x3fff;
      }
      serializer.applyPatches(clients, state, timing);
    }
  };
  play(WARM_UP_PATCHES);
  return allocatedBy(() => play(PATCHES)) / PATCHES;
}

/** Bytes of a view of a buffer: what a connection is handed is one. */
function bytesOfView(): number {
  const bytes = Buffer.allocUnsafeSlow(100);
  const hand = (times: number): void => {
    for (let time = 0; time < times; time++) socket.write(bytes.subarray(0, 50));
  };
  hand(WARM_UP_PATCHES);
  return allocatedBy(() => hand(VIEWS)) / VIEWS;
}

function allocatedBy(act: () => void): number {
  globalThis.gc!();
  const before = process.memoryUsage().heapUsed;
  act();
  return process.memoryUsage().heapUsed - before;
}

const [few, many] = [5, 105];
const bytesPerClient = (bytesPerPatch(many) - bytesPerPatch(few)) / (many - few);
process.stdout.write(JSON.stringify({ bytesPerClient, bytesOfView: bytesOfView() } satisfies Allocations));
