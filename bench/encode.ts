import { percentile } from '../shared/math/percentile.ts';
import { EncodedRoom } from './EncodedRoom.ts';

const PLAYER_COUNTS = [16, 64, 400];
/** So many patches of a client are measured at each count. */
const MEASURED_CLIENT_PATCHES = 160_000;
const MOST_PATCHES = 3_000;
const FULL_STATES = 1_000;
const WARM_UP_SHARE = 1 / 2;

interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

export interface EncodeResult {
  /** In the state, each with a client; all of them move and turn with each patch. */
  readonly players: number;
  /** Of them in the view of a client; with each patch one comes into it and one leaves. */
  readonly seen: number;
  /** A patch for all clients. */
  readonly microsecondsPerPatch: Percentiles;
  /** All that one is told who joins. */
  readonly microsecondsPerFullState: Percentiles;
  /** Of one client, on average, with the headers of WebSocket. */
  readonly bytesPerPatch: number;
  readonly bytesPerFullState: number;
}

/**
 * Times the serializer alone, with the game's own state: no simulation, nobody looks around, and connections take at once
 * what they are given. What is told to views is part of it, what is written to the state is not.
 */
export function benchEncode(seed: number): EncodeResult[] {
  return PLAYER_COUNTS.map((players) => {
    const room = new EncodedRoom(players, seed);
    const patches = Math.min(MOST_PATCHES, MEASURED_CLIENT_PATCHES / players);
    const step = (): number => {
      room.move();
      return time(() => room.patch());
    };
    repeat(patches * WARM_UP_SHARE, step);
    const bytesBefore = room.sentBytes;
    const microsecondsPerPatch = percentilesOf(repeat(patches, step));
    const bytesPerPatch = round((room.sentBytes - bytesBefore) / patches / players);
    repeat(FULL_STATES * WARM_UP_SHARE, () => room.join().length);
    const microsecondsPerFullState = percentilesOf(repeat(FULL_STATES, () => time(() => room.join())));
    const bytesPerFullState = room.join().length;
    return {
      players,
      seen: room.seen,
      microsecondsPerPatch,
      microsecondsPerFullState,
      bytesPerPatch,
      bytesPerFullState,
    };
  });
}

function repeat(times: number, measure: () => number): number[] {
  return Array.from({ length: times }, measure);
}

/** In microseconds. */
function time(act: () => void): number {
  const startedAt = performance.now();
  act();
  return (performance.now() - startedAt) * 1000;
}

function percentilesOf(micros: readonly number[]): Percentiles {
  return { p50: round(percentile(micros, 0.5)), p99: round(percentile(micros, 0.99)) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
