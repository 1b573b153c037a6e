import { MATCH_FLOW } from '../../../shared/defs/tuning.ts';
import type { ClientMoved, History, Violation, Written } from './History.ts';

const WINDOW_MS = MATCH_FLOW.reconnectSeconds * 1000;

/** From a broken line to when its end is noticed, and from the end of the window to the next snapshot. */
const NOTICE_MS = 5_000;

/** I6: no player loses a seat inside the window. I7: none is held after it. */
export function checkSeats(history: History): Violation[] {
  return [...findLost(history), ...findMissing(history), ...findHeld(history)];
}

function findLost(history: History): Violation[] {
  return history.flatMap((line): Violation[] => {
    if (line.type === 'lost') {
      const what = `${line.player} lost the seat in room ${line.room}: ${line.reason ?? 'no reason given'}`;
      return [{ invariant: 'I6', atMs: line.atMs, what }];
    }
    if (line.type !== 'seen' || line.isSeated) return [];
    return [{ invariant: 'I6', atMs: line.atMs, what: `${line.player} is in room ${line.room} without a seat` }];
  });
}

/** Seats that are in no snapshot though nobody has given them up. */
function findMissing(history: History): Violation[] {
  const violations: Violation[] = [];
  const seated = new Map<string, ClientMoved>();
  const told = new Set<string>();
  for (const line of history) {
    if (line.type === 'joined') seated.set(line.player, line);
    if (line.type === 'left' || line.type === 'lost' || line.type === 'vanished') seated.delete(line.player);
    if (line.type !== 'written') continue;
    for (const player of seated.keys()) {
      if (seated.get(player)!.room !== line.room || line.seats.includes(player) || told.has(player)) continue;
      told.add(player);
      const what = `the seat of ${player} is missing in the snapshot of room ${line.room} at tick ${line.tick}`;
      violations.push({ invariant: 'I6', atMs: line.atMs, what });
    }
  }
  return violations;
}

/** Seats kept for who vanished, long after; an adopted match gives everybody a window of its own. */
function findHeld(history: History): Violation[] {
  const violations: Violation[] = [];
  const heldFromMs = new Map<string, { readonly room: string; atMs: number }>();
  for (const line of history) {
    if (line.type === 'vanished') heldFromMs.set(line.player, { room: line.room, atMs: line.atMs });
    if (line.type === 'taken') {
      const waiting = [...heldFromMs.values()].filter(({ room }) => room === line.room);
      for (const seat of waiting) seat.atMs = line.atMs;
    }
    if (line.type === 'written') violations.push(...findOverdue(line, heldFromMs));
  }
  return violations;
}

function findOverdue(
  { room, seats, atMs, tick }: Written,
  heldFromMs: Map<string, { readonly room: string; readonly atMs: number }>,
): Violation[] {
  const overdue = seats.filter((player) => atMs - (heldFromMs.get(player)?.atMs ?? Infinity) > WINDOW_MS + NOTICE_MS);
  return overdue.map((player) => {
    const seconds = Math.round((atMs - heldFromMs.get(player)!.atMs) / 1000);
    heldFromMs.delete(player);
    const what = `the seat of ${player} in room ${room} is still held at tick ${tick}, ${seconds} s after`;
    return { invariant: 'I7', atMs, what };
  });
}
