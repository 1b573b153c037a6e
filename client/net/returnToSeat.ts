import { Room } from '@colyseus/sdk';
import type { ArenaState } from '../../shared/net/arenaSchema.ts';
import { askForSeat, seatPath, type GrantedSeat, type SeatToken } from '../../shared/net/askForSeat.ts';
import { comeBack, type Comeback } from '../../shared/net/comeBack.ts';
import { enterRoom, type EnteredRoom } from './enterRoom.ts';
import type { KeptSeat } from './KeptSeat.ts';
import type { AsPerson } from './Login.ts';
import type { SdkRoom } from './SdkRoom.ts';

export interface Return {
  /** Where any process of the service answers. */
  readonly endpoint: string;
  readonly token: SeatToken;
  /** Of whoever sat there. */
  readonly asPerson: AsPerson;
  /** Told each newer token, also of connections that came to nothing. */
  readonly seat: KeptSeat;
  /** What the lost connection was closed with. */
  readonly closeCode: number;
  onTry?(number: number): void;
  isWanted(): boolean;
}

/** Wins back the seat of a lost connection, wherever its match is by now. Never rejects. */
export function returnToSeat({ endpoint, token, seat, asPerson, ...rest }: Return): Promise<Comeback<EnteredRoom>> {
  let newest = token;
  const onToken = (newer: SeatToken): void => {
    newest = newer;
    seat.keep(newer);
  };
  return comeBack({
    ...rest,
    attempt: async ({ askMs, openMs }) => {
      const granted = await asPerson((accessToken) =>
        askForSeat(fetch, endpoint, { token: newest, accessToken }, AbortSignal.timeout(askMs)),
      );
      return takeSeat(openRoom(endpoint, granted, newest), openMs, onToken);
    },
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    nowMs: () => performance.now(),
    random: () => Math.random(),
  });
}

async function takeSeat(room: SdkRoom, openMs: number, onToken: (token: SeatToken) => void): Promise<EnteredRoom> {
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
