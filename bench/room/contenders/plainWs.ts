import type { WebSocket } from 'ws';
import type { RunSetup } from '../RunSetup.ts';
import { ArenaSim } from '../workload/ArenaSim.ts';
import { Interest } from '../workload/Interest.ts';
import type { OpenServer } from './Contender.ts';
import { openSockets, type PlainClient } from './openSockets.ts';
import { PlainWriter } from './PlainWriter.ts';

/** What a specialist writes for this one game and no other: `ws` alone, and frames packed by hand. */
export async function openPlain(setup: RunSetup, hearInput: () => void): Promise<OpenServer> {
  const rooms = Array.from({ length: setup.rooms }, (_, index) => new PlainRoom(setup, index));
  const { port } = await openSockets((client) => rooms[client.room]!.join(client, hearInput));
  return {
    port,
    roomIds: rooms.map((_, index) => String(index)),
    sims: rooms.map(({ sim }) => sim),
    step() {
      for (const room of rooms) room.step();
    },
  };
}

class PlainRoom {
  readonly sim: ArenaSim;
  readonly #writer: PlainWriter;
  readonly #clients: { readonly socket: WebSocket; readonly interest: Interest }[] = [];
  #buffer: Uint8Array;

  constructor({ playersPerRoom, sideUnits, seed }: RunSetup, index: number) {
    this.sim = new ArenaSim({ players: playersPerRoom, sideUnits, seed: seed + index });
    this.#writer = new PlainWriter(this.sim);
    this.#buffer = new Uint8Array(this.#writer.maxBytes);
  }

  join({ socket, slot }: PlainClient, hearInput: () => void): void {
    this.#clients.push({ socket, interest: new Interest(this.sim, slot) });
    socket.on('message', (data) => {
      const input = data as Buffer;
      this.sim.command(slot, { direction: input[0]!, aim: input[1]!, fires: input[2]! });
      hearInput();
    });
  }

  step(): void {
    this.sim.step();
    this.#writer.prepare();
    for (const { socket, interest } of this.#clients) {
      interest.look();
      const length = this.#writer.write(this.#buffer, interest);
      socket.send(this.#buffer.subarray(0, length));
      // What the kernel did not take at once is still to be sent from this very memory.
      if (socket.bufferedAmount > 0) this.#buffer = new Uint8Array(this.#writer.maxBytes);
    }
  }
}
