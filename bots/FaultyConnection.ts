import type { Socket } from 'node:net';
import { nextInt, type Prng } from '../shared/math/prng.ts';
import { DelayedPipe, type Clock } from './DelayedPipe.ts';
import { DelayLine, MIN_RETRANSMIT_MS, type DelayOptions } from './DelayLine.ts';

/** From the client to the server, or back. */
export type Direction = 'up' | 'down';

/** What one direction of a connection suffers; all of it can change while it runs. */
export interface LineFaults extends DelayOptions {
  /** What fits through; Infinity: everything. */
  readonly bytesPerSecond: number;
  /** The stream comes in pieces of 1 to this many bytes, each by itself; 1: byte by byte; Infinity: as it was sent. */
  readonly maxPieceBytes: number;
  /** Nothing passes, no end and no reset either; the connections stay open. Later all of it arrives, as TCP sends it again. */
  readonly isBlackhole: boolean;
}

export const NO_FAULTS: LineFaults = {
  oneWayMs: 0,
  jitterMs: 0,
  lossPercent: 0,
  retransmitMs: MIN_RETRANSMIT_MS,
  bytesPerSecond: Infinity,
  maxPieceBytes: Infinity,
  isBlackhole: false,
};

/** Through a narrow line a segment comes at a time, as from a network card, and not a heap after a long silence. */
const SEGMENT_BYTES = 1460;

const SYSTEM_CLOCK: Clock = {
  nowMs: () => performance.now(),
  schedule(callback, delayMs) {
    if (delayMs <= 0) {
      const immediate = setImmediate(callback);
      return () => clearImmediate(immediate);
    }
    // Timers fire up to a millisecond early, and then nothing would be due yet.
    const timer = setTimeout(callback, Math.ceil(delayMs));
    return () => clearTimeout(timer);
  },
};

/** One direction: bytes, their end, and the news that the sender is gone. */
class FaultyLine {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #prng: Prng;
  readonly #delays: DelayLine;
  readonly #pipe: DelayedPipe;
  #faults: LineFaults;
  #breakLater = false;

  constructor(ends: { readonly from: Socket; readonly to: Socket }, faults: LineFaults, seed: number) {
    this.#from = ends.from;
    this.#to = ends.to;
    this.#prng = { state: seed >>> 0 };
    this.#faults = faults;
    this.#delays = new DelayLine(faults, this.#prng);
    this.#pipe = new DelayedPipe(this.#delays, SYSTEM_CLOCK, this.#from, this.#to);
    this.#apply();
    this.#from.on('data', (chunk) => this.#pipe.push(chunk));
    this.#from.on('end', () => this.#pipe.end());
    this.#from.on('error', () => this.#breakOff());
    this.#to.on('drain', () => this.#pipe.drained());
  }

  set(change: Partial<LineFaults>): void {
    this.#faults = { ...this.#faults, ...change };
    this.#apply();
    if (this.#breakLater && !this.#faults.isBlackhole) this.#breakOff();
  }

  end(): void {
    this.#pipe.end();
  }

  /** The receiver is gone; `back` is the line on which the sender would hear of it. */
  loseReceiver(back: FaultyLine): void {
    this.#pipe.destroy();
    if (this.#from.readableEnded) return;
    // Read on, or nobody would notice how the sender ends.
    this.#from.resume();
    back.#breakOff();
  }

  #breakOff(): void {
    this.#breakLater = this.#faults.isBlackhole;
    if (!this.#breakLater) this.#to.resetAndDestroy();
  }

  #apply(): void {
    const { bytesPerSecond, maxPieceBytes, isBlackhole } = this.#faults;
    this.#delays.setOptions(this.#faults);
    if (maxPieceBytes !== Infinity)
      this.#pipe.cutInto((left) => Math.min(left, 1 + nextInt(this.#prng, maxPieceBytes)));
    else if (bytesPerSecond !== Infinity) this.#pipe.cutInto((left) => Math.min(left, SEGMENT_BYTES));
    else this.#pipe.cutInto(undefined);
    this.#pipe.setHeld(isBlackhole);
  }
}

/** A connection through a `FaultProxy`, from the client to the server behind it. */
export class FaultyConnection {
  /** The client has said its last, broke off, or was cut off. */
  readonly clientEnded: Promise<void>;
  /** The server has said its last, broke off, or was cut off. Noticed behind a blackhole too. */
  readonly serverEnded: Promise<void>;
  /** Both ends are closed. */
  readonly closed: Promise<void>;
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #lines: Readonly<Record<Direction, FaultyLine>>;

  /** @param faults of each direction, from the first byte on */
  constructor(client: Socket, server: Socket, faults: Readonly<Record<Direction, LineFaults>>, seed: number) {
    this.#client = client;
    this.#server = server;
    const up = new FaultyLine({ from: client, to: server }, faults.up, seed);
    const down = new FaultyLine({ from: server, to: client }, faults.down, seed + 1);
    this.#lines = { up, down };
    server.on('close', () => up.loseReceiver(down));
    client.on('close', () => down.loseReceiver(up));
    this.clientEnded = ending(client);
    this.serverEnded = ending(server);
    this.closed = Promise.all([closing(client), closing(server)]).then(() => undefined);
  }

  /** Changes what a direction, or both, suffer from now on. */
  setFaults(change: Partial<LineFaults>, direction?: Direction): void {
    if (direction !== 'down') this.#lines.up.set(change);
    if (direction !== 'up') this.#lines.down.set(change);
  }

  /** Ends one direction after what is under way (FIN); the other goes on. What is sent into it later is lost. */
  halfClose(direction: Direction): void {
    this.#lines[direction].end();
  }

  /** Breaks off at both ends (RST), in the middle of whatever is under way. */
  reset(): void {
    this.#client.resetAndDestroy();
    this.#server.resetAndDestroy();
  }

  /** Ends it without a word about how. */
  destroy(): void {
    this.#client.destroy();
    this.#server.destroy();
  }
}

function ending(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('end', () => resolve());
    socket.once('close', () => resolve());
  });
}

function closing(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
  });
}
