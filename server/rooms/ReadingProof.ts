import { randomBytes } from 'node:crypto';
import { RoundTrips } from '../input/RoundTrips.ts';

const ASK_EVERY_MS = 1000;

/** Whoever leaves this many questions open has read nothing for four to five seconds. */
const MAX_OPEN_QUESTIONS = 4;

const QUESTION_BYTES = 8;

/** What is asked of the WebSocket of a connection. */
export interface ProvenSocket {
  ping(data: Uint8Array): void;
  on(event: 'pong', listener: (data: Uint8Array) => void): unknown;
  /** The TCP connection below, which `ws` does not declare; undefined once it is closed. */
  readonly _socket?: { readonly bytesWritten: number } | undefined;
}

interface Question {
  readonly secret: string;
  /** What had been written to the connection before it was asked. */
  readonly bytesBefore: number;
  readonly askedAtMs: number;
}

/**
 * Finds out whether a peer still reads. Each question is a ping with a secret that only those can send back who
 * have read up to it; a pong of any other content proves nothing. So neither a half-open connection nor a peer
 * that sends pongs without reading passes for one that is alive, and `unreadBytes` counts what waits anywhere on
 * the way: in this process, in the kernels, on the line.
 */
export class ReadingProof {
  /** How long the answers took. */
  readonly trips = new RoundTrips();
  readonly #socket: ProvenSocket;
  readonly #nowMs: () => number;
  #open: Question[] = [];
  #readBytes = 0;
  #nextAtMs = -Infinity;
  #asked = 0;

  /** @param nowMs a clock that only goes forward; the one that `isSilent` is told of */
  constructor(socket: ProvenSocket, nowMs: () => number = () => performance.now()) {
    this.#socket = socket;
    this.#nowMs = nowMs;
    socket.on('pong', (data) => this.#hear(Buffer.from(data).toString('hex')));
  }

  /** Bytes written that the peer has not proved to have read: at least what is on the way. */
  get unreadBytes(): number {
    return this.#writtenBytes - this.#readBytes;
  }

  /** Questions ever asked: one for each second in which this process had time to. */
  get asked(): number {
    return this.#asked;
  }

  /**
   * Asks the next question when it is time to.
   * @returns whether the peer has left too many open. They are counted, not timed: a process that was stopped
   * for a while must not find everybody gone when it wakes.
   */
  isSilent(nowMs: number): boolean {
    if (nowMs < this.#nextAtMs) return false;
    if (this.#open.length >= MAX_OPEN_QUESTIONS) return true;
    this.#nextAtMs = nowMs + ASK_EVERY_MS;
    this.#asked += 1;
    const question = randomBytes(QUESTION_BYTES);
    this.#open.push({ secret: question.toString('hex'), bytesBefore: this.#writtenBytes, askedAtMs: nowMs });
    this.#socket.ping(question);
    return false;
  }

  get #writtenBytes(): number {
    return this.#socket._socket?.bytesWritten ?? this.#readBytes;
  }

  /** An answer also answers all that was asked before it. */
  #hear(secret: string): void {
    const index = this.#open.findIndex((question) => question.secret === secret);
    if (index < 0) return;
    const { bytesBefore, askedAtMs } = this.#open[index]!;
    this.#readBytes = bytesBefore;
    this.trips.add(Math.max(0, this.#nowMs() - askedAtMs));
    this.#open.splice(0, index + 1);
  }
}
