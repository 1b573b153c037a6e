import { ClientState, type Client } from '@colyseus/core';
import { TICK_RATE } from '../../shared/defs/rates.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { claimsToBeInput } from '../input/InputFormat.ts';
import { ReadingProof, type ProvenSocket } from './ReadingProof.ts';

/**
 * A game sends one input a tick. Ten times as many gain nothing (IN1), so they are borne: a broken game is no
 * flood. This many only keep the server from its work.
 */
const MAX_MESSAGES_PER_SECOND = TICK_RATE * 20;

/**
 * A client this far behind the match will not catch up; its unsent patches would only fill memory. What is sent
 * between two looks comes on top, so that never 256 KB wait for one client.
 */
const MAX_UNREAD_BYTES = 192 * 1024;

/** A game says that it has joined as soon as it reads the first message; this many seconds are plenty. */
const MAX_JOINING_SECONDS = 5;

/** What is asked of a connection's WebSocket. */
export interface GuardedSocket extends ProvenSocket {
  /** Bytes that wait in this process to be sent. */
  readonly bufferedAmount: number;
  on(event: 'message' | 'pong', listener: (data: Uint8Array) => void): unknown;
  once(event: 'message', listener: () => void): unknown;
  terminate(): void;
}

/** A client as the guard sees it. */
export type GuardedClient = Pick<Client, 'ref' | 'state'>;

const proofs = new WeakMap<GuardedSocket, ReadingProof>();

/** The WebSocket of a client; Colyseus declares less than its transport gives. */
export function socketOf(client: Pick<Client, 'ref'>): GuardedSocket {
  return client.ref as unknown as GuardedSocket;
}

/**
 * Looks after the connections that do not take what they are sent; to be called with every patch, before it.
 * Whoever is alive but too far behind is told so and has to go. Whoever is silent, or never says that the match
 * may begin for them, is cut off without a word: nobody would hear it, and who comes back finds their seat.
 * @param closeTooSlow takes a connection away, with the reason
 * @param nowMs a clock that only goes forward
 */
export function dropLaggards<Guarded extends GuardedClient>(
  clients: Iterable<Guarded>,
  closeTooSlow: (client: Guarded) => void,
  nowMs: number = performance.now(),
): void {
  for (const client of Array.from(clients)) {
    const socket = socketOf(client);
    const proof = proofs.get(socket);
    if (proof === undefined) continue;
    if (Math.max(proof.unreadBytes, socket.bufferedAmount) > MAX_UNREAD_BYTES) closeTooSlow(client);
    else if (proof.isSilent(nowMs) || isStuckJoining(client, proof)) socket.terminate();
  }
}

/** What becomes of what a connection sends. */
export interface Reception {
  /** Told the close code; it takes the connection away. */
  refuse(code: typeof CLOSE.tooManyMessages | typeof CLOSE.badInput): void;
  /** Takes in a message that claims to be an input, and tells whether it is one. Absent where nobody plays. */
  readInput?(message: Uint8Array): boolean;
}

/**
 * Watches what a connection sends, before anything else reads it: no flood of messages (inputs
 * included), and no inputs that are none. From now on it also has to prove that it reads.
 * @param nowMs a clock that only goes forward
 */
export function guardConnection(
  socket: GuardedSocket,
  { refuse, readInput = () => false }: Reception,
  nowMs: () => number = () => performance.now(),
): void {
  proofs.set(socket, new ReadingProof(socket));
  let windowEndsAtMs = nowMs() + 1000;
  let count = 0;
  socket.on('message', (data: Uint8Array) => {
    const now = nowMs();
    if (now >= windowEndsAtMs) {
      windowEndsAtMs = now + 1000;
      count = 0;
    }
    count += 1;
    if (count > MAX_MESSAGES_PER_SECOND) refuse(CLOSE.tooManyMessages);
    else if (claimsToBeInput(data) && !readInput(data)) refuse(CLOSE.badInput);
  });
}

/** Until a client has joined, what is said to the room is kept for it: without an end, that is a leak. */
function isStuckJoining(client: GuardedClient, proof: ReadingProof): boolean {
  return client.state === ClientState.JOINING && proof.asked > MAX_JOINING_SECONDS;
}
