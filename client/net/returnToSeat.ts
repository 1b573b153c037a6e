import { Room } from '@colyseus/sdk';
import type { ArenaState } from '../../shared/net/arenaSchema.ts';
import { askForSeat, seatPath, type GrantedSeat, type SeatToken } from '../../shared/net/askForSeat.ts';
import { comeBack, type Comeback, type TryLimits } from '../../shared/net/comeBack.ts';
import { enterRoom, type EnteredRoom } from './enterRoom.ts';
import type { KeptSeat } from './KeptSeat.ts';
import type { SdkRoom } from './SdkRoom.ts';

export interface Return {
  /** Where any process of the service answers. */
  readonly endpoint: string;
  readonly token: SeatToken;
  /** Told each newer token, also of connections that came to nothing. */
  readonly seat: KeptSeat;
  /** What the lost connection was closed with. */
  readonly closeCode: number;
  onTry?(number: number): void;
  isWanted(): boolean;
}

/** Wins back the seat of a lost connection, wherever its match is by now. Never rejects. */
export function returnToSeat({ endpoint, token, seat, ...rest }: Return): Promise<Comeback<EnteredRoom>> {
  let newest = token;
  return comeBack({
    ...rest,
    attempt: (limits) =>
      takeSeat(endpoint, newest, limits, (newer) => {
        newest = newer;
        seat.keep(newer);
      }),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    nowMs: () => performance.now(),
    random: () => Math.random(),
  });
}

async function takeSeat(
  endpoint: string,
  token: SeatToken,
  { askMs, openMs }: TryLimits,
  onToken: (token: SeatToken) => void,
): Promise<EnteredRoom> {
  const seat = await askForSeat(fetch, endpoint, token, AbortSignal.timeout(askMs));
  const room = openRoom(endpoint, seat, token);
  try {
    return await enterRoom(room, AbortSignal.timeout(openMs));
  } finally {
    // Once let in, the old token is worth nothing, even when no state came after it.
    if (room.reconnectionToken !== undefined) onToken(room.reconnectionToken);
  }
}

/** Opens the socket by hand: what the SDK opens cannot be called off before it is let in. */
function openRoom(endpoint: string, seat: GrantedSeat, token: SeatToken): SdkRoom {
  const room = new Room<unknown, ArenaState>(seat.name);
  room.roomId = seat.roomId;
  room.sessionId = seat.sessionId;
  const socket = endpoint.replace(/^http/, 'ws').replace(/\/$/, '');
  const host = seat.publicAddress === undefined ? socket : `${socket.split('://')[0]}://${seat.publicAddress}`;
  room.connect(host + seatPath(seat, token), {});
  return room;
}
