import type { Duplex } from 'node:stream';

/** From asking for a WebSocket to sitting in a room: a game is there in the blink of an eye. */
const SEAT_DEADLINE_MS = 5000;

const deadlines = new WeakMap<object, NodeJS.Timeout>();

/**
 * Gives a connection that asked for a WebSocket the time to take a seat; after that it is cut off, whatever became of it: refused and
 * never closed by its peer, let in and never seated, told to go and still there.
 * @param onLate told when it is cut off
 */
export function setSeatDeadline(socket: Duplex, onLate: () => void): void {
  const timer = setTimeout(() => {
    onLate();
    socket.destroy();
  }, SEAT_DEADLINE_MS).unref();
  deadlines.set(socket, timer);
  socket.once('close', () => clearTimeout(timer));
}

/** A connection has its seat: from now on its room looks after it. */
export function liftSeatDeadline(socket: object | undefined): void {
  if (socket !== undefined) clearTimeout(deadlines.get(socket));
}
