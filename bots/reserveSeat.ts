import { readSeatAnswer, type GrantedSeat } from '../shared/net/askForSeat.ts';
import type { JoinOptions } from '../shared/net/messages.ts';
import { PROTOCOL_VERSION, ROOM_ARENA } from '../shared/net/protocol.ts';

/** The host where the socket into a seat is to be opened. */
export interface SeatPlace {
  readonly host: string;
  readonly port: number;
  /** Leads to the process behind a shared address, such as `/g1`; else empty. */
  readonly pathPrefix: string;
}

/**
 * Asks a server's matchmaking for a seat in an arena, which is kept for a few seconds.
 * @throws an Error with the server's own words when it has none
 */
export async function reserveSeat(url: string, join: JoinOptions): Promise<GrantedSeat> {
  const response = await fetch(new URL(`/matchmake/joinOrCreate/${ROOM_ARENA}`, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ ...join, protocol: PROTOCOL_VERSION }),
  });
  const body = await response.text();
  try {
    return readSeatAnswer(body);
  } catch (error) {
    throw new Error(`matchmaking answered ${response.status}: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
}

/** Where a seat is. Scaled out, it may be on another process than the one at `url` that was asked. */
export function placeOf(url: string, { publicAddress }: GrantedSeat): SeatPlace {
  const place = new URL(publicAddress === undefined ? url : `http://${publicAddress}`);
  const pathPrefix = publicAddress === undefined ? '' : place.pathname.replace(/\/$/, '');
  return { host: place.hostname, port: Number(place.port) || 80, pathPrefix };
}
