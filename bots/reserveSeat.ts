import type { SeatReservation } from '@colyseus/sdk';
import type { JoinOptions } from '../shared/net/messages.ts';
import { PROTOCOL_VERSION, ROOM_ARENA } from '../shared/net/protocol.ts';

/** A seat that is kept for a few seconds, and the host where its socket is to be opened. */
export interface ReservedSeat {
  readonly reservation: SeatReservation;
  readonly host: string;
  readonly port: number;
  /** Leads to the process behind a shared address, such as `/g1`; else empty. */
  readonly pathPrefix: string;
}

/**
 * Asks a server's matchmaking for a seat in an arena.
 * @throws an Error with the server's own words when it has none
 */
export async function reserveSeat(url: string, join: JoinOptions): Promise<ReservedSeat> {
  const response = await fetch(new URL(`/matchmake/joinOrCreate/${ROOM_ARENA}`, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ ...join, protocol: PROTOCOL_VERSION }),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`matchmaking answered ${response.status}: ${readError(body)}`);
  const reservation = JSON.parse(body) as SeatReservation;
  // Scaled out, a seat may be on another process than the one that was asked.
  const place = new URL(reservation.publicAddress === undefined ? url : `http://${reservation.publicAddress}`);
  const pathPrefix = reservation.publicAddress === undefined ? '' : place.pathname.replace(/\/$/, '');
  return { reservation, host: place.hostname, port: Number(place.port) || 80, pathPrefix };
}

function readError(body: string): string {
  try {
    const answer = JSON.parse(body) as { error?: unknown };
    return typeof answer.error === 'string' ? answer.error : body;
  } catch {
    return body.slice(0, 200);
  }
}
