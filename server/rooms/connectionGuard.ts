import { ClientState, type Client } from '@colyseus/core';
import { liftSeatDeadline } from '../http/seatDeadline.ts';
import type { RoundTrips } from '../input/RoundTrips.ts';
import { ReadingProof, type ProvenSocket } from './ReadingProof.ts';

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
  on(event: 'ping' | 'pong', listener: (data: Uint8Array) => void): unknown;
  once(event: 'message', listener: () => void): unknown;
  close(code: number, reason: string): void;
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
 * Looks after the connections that do not take what they are sent; to be called several times a second.
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

/**
 * From now on a connection has to prove that it reads. To be called by every room for everyone it lets in: a connection that no room
 * looks after is cut off after five seconds.
 * @returns what tells how far away it is
 */
export function demandProof(socket: GuardedSocket): RoundTrips {
  liftSeatDeadline(socket._socket);
  const proof = new ReadingProof(socket);
  proofs.set(socket, proof);
  return proof.trips;
}

/** Until a client has joined, what is said to the room is kept for it: without an end, that is a leak. */
function isStuckJoining(client: GuardedClient, proof: ReadingProof): boolean {
  return client.state === ClientState.JOINING && proof.asked > MAX_JOINING_SECONDS;
}
