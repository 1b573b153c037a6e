import { readSeatAnswer, seatPath } from '../../shared/net/askForSeat.ts';

/** Asks a benchmark's Colyseus server for a slot in a room, and gives the way of the socket into it. */
export async function reserveBenchSeat(port: number, roomId: string, slot: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/matchmake/joinById/${roomId}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ slot }),
  });
  return seatPath(readSeatAnswer(await response.text()));
}
