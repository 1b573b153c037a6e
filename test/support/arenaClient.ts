import { Client, type InputHandle, type Room } from '@colyseus/sdk';
import type { ArenaState, OwnState, PlayerState } from '../../shared/net/arenaSchema.ts';
import { PlayerInput } from '../../shared/net/inputSchema.ts';
import type { GrantedSeat } from '../../shared/net/askForSeat.ts';
import type { JoinOptions } from '../../shared/net/messages.ts';
import { ROOM_ARENA } from '../../shared/net/protocol.ts';

/** Someone at the other end of a real socket. */
export class ArenaClient {
  readonly room: Room<unknown, ArenaState>;
  readonly input: InputHandle<PlayerInput>;
  /** The code the connection ended with. */
  readonly closed: Promise<{ code: number; reason: string }>;

  constructor(room: Room<unknown, ArenaState>) {
    this.room = room;
    room.reconnection.enabled = false;
    room.onMessage('*', () => {});
    this.input = room.input({ type: PlayerInput });
    this.closed = new Promise((resolve) => {
      room.onLeave((code, reason) => resolve({ code, reason: reason ?? '' }));
    });
  }

  /** @param accessToken says who joins */
  static async join(url: string, options: JoinOptions = {}, accessToken?: string): Promise<ArenaClient> {
    return ArenaClient.#ready(await sdkClient(url, accessToken).joinOrCreate<ArenaState>(ROOM_ARENA, options));
  }

  /** Takes a seat that was promised. */
  static async take(url: string, seat: GrantedSeat): Promise<ArenaClient> {
    return ArenaClient.#ready(await sdkClient(url, undefined).consumeSeatReservation<ArenaState>(seat));
  }

  static async reconnect(url: string, token: string, accessToken?: string): Promise<ArenaClient> {
    return ArenaClient.#ready(await sdkClient(url, accessToken).reconnect<ArenaState>(token));
  }

  static async #ready(room: Room<unknown, ArenaState>): Promise<ArenaClient> {
    const client = new ArenaClient(room);
    await client.until((state) => state.players?.has(room.sessionId) === true);
    return client;
  }

  get id(): string {
    return this.room.sessionId;
  }

  get self(): PlayerState {
    return this.room.state.players.get(this.id)!;
  }

  get own(): OwnState {
    return this.room.state.own.get(this.id)!;
  }

  /** Waits for a patch after which the condition holds. */
  async until(condition: (state: ArenaState) => boolean): Promise<void> {
    if (this.room.state.players !== undefined && condition(this.room.state)) return;
    await new Promise<void>((resolve) => {
      const listen = (state: ArenaState) => {
        if (!condition(state)) return;
        this.room.onStateChange.remove(listen);
        resolve();
      };
      this.room.onStateChange(listen);
    });
  }

  /** Sends so many inputs after each patch, for so many patches. */
  async play(wish: Partial<PlayerInput>, inputsPerPatch: number, patches: number): Promise<void> {
    for (let patch = 0; patch < patches; patch++) {
      Object.assign(this.input.data, wish);
      for (let i = 0; i < inputsPerPatch; i++) this.input.send();
      await new Promise<void>((resolve) => this.room.onStateChange.once(() => resolve()));
    }
  }

  /** Puts bytes on the wire that no game would send. */
  sendRaw(bytes: Uint8Array): void {
    this.room.connection.send(bytes);
  }

  /** Leaves on purpose; nothing happens when the connection has ended already. */
  async leave(): Promise<void> {
    await Promise.race([this.room.leave(), this.closed]);
  }
}

/** The SDK as the game uses it: the access token goes with requests, never into the address of a socket. */
export function sdkClient(url: string, accessToken: string | undefined): Client {
  return new Client(url, accessToken === undefined ? {} : { headers: { authorization: `Bearer ${accessToken}` } });
}
