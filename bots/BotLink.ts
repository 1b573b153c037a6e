import { Room, type InputHandle } from '@colyseus/sdk';
import type { ArenaState } from '../shared/net/arenaSchema.ts';
import { seatPath, type GrantedSeat, type SeatToken } from '../shared/net/askForSeat.ts';
import { awaitFirstState, hangUp } from '../shared/net/awaitFirstState.ts';
import { PlayerInput } from '../shared/net/inputSchema.ts';
import type { ClientLine, WayIn } from './NetworkClient.ts';
import { placeOf } from './reserveSeat.ts';
import { startTroubleProxy, type TroubleProxy } from './TroubleProxy.ts';

export type SdkRoom = Room<unknown, ArenaState>;

/** How a bot comes back: it is told the next way back as soon as it has one. */
export interface BotWayIn extends WayIn {
  onToken(token: SeatToken): void;
}

/** One connection of a bot into its room, behind a bad line of its own. */
export class BotLink {
  readonly room: SdkRoom;
  readonly input: InputHandle<PlayerInput>;
  readonly #proxy: TroubleProxy;

  private constructor(room: SdkRoom, proxy: TroubleProxy) {
    this.room = room;
    this.input = room.input({ type: PlayerInput }) as unknown as InputHandle<PlayerInput>;
    this.#proxy = proxy;
  }

  /**
   * Opens a connection into a seat, and resolves with the first full state.
   * @throws an Error that says what failed
   */
  static async open({ url, seed, trouble }: ClientLine, seat: GrantedSeat, wayIn?: BotWayIn): Promise<BotLink> {
    const { host, port, pathPrefix } = placeOf(url, seat);
    const proxy = await startTroubleProxy({ targetHost: host, targetPort: port, seed, ...trouble });
    const room: SdkRoom = new Room(seat.name);
    room.roomId = seat.roomId;
    room.sessionId = seat.sessionId;
    // The way back is another: to whoever owns the match by then.
    room.reconnection.enabled = false;
    // Results and votes are for people.
    room.onMessage('*', () => undefined);
    try {
      room.connect(`ws://127.0.0.1:${proxy.port}${pathPrefix}${seatPath(seat, wayIn?.token)}`, {});
      await awaitFirstState(room, wayIn?.limit);
      return new BotLink(room, proxy);
    } catch (error) {
      await proxy.close();
      throw error;
    } finally {
      // Once let in, the old token is worth nothing, even when no state came after it.
      if (room.reconnectionToken !== undefined) wayIn?.onToken(room.reconnectionToken);
    }
  }

  get traffic(): TroubleProxy['traffic'] {
    return this.#proxy.traffic;
  }

  /** Ends the connection; the server keeps the seat. */
  async close(): Promise<void> {
    hangUp(this.room);
    await this.#proxy.close();
  }

  /** Gives up the seat, and waits until the server has heard it, but not for long. */
  async leave(maxMs: number): Promise<void> {
    await Promise.race([this.room.leave(), new Promise((resolve) => setTimeout(resolve, maxMs).unref())]);
    await this.close();
  }
}
