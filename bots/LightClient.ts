import { Protocol } from '@colyseus/sdk';
import type { GrantedSeat, SeatToken } from '../shared/net/askForSeat.ts';
import type { JoinOptions } from '../shared/net/messages.ts';
import { LightLink, type LightLinkListener } from './LightLink.ts';
import { LEAVE_MS, type ClientLine, type NetworkClient } from './NetworkClient.ts';
import { reserveSeat } from './reserveSeat.ts';
import { Stay, type Presence } from './Stay.ts';
import { newTally, type Tally } from './Tally.ts';
import { messageFrame } from './WebSocketStream.ts';

export interface LightClientOptions extends ClientLine {
  readonly join: JoinOptions;
}

/** Set in the first byte of a field that follows with its index. */
const FIELD = 0x80;
/** The fields of `PlayerInput` that change, by their place in it. */
const MOVE_X = 0;
const AIM = 2;
/** Runs to and fro: this many inputs each way. */
const TURN_INPUTS = 90;
const RUN_LEFT = 0x81;
const RUN_RIGHT = 0x7f;
/** The aim turns by this share of 65,536 a turn with each input, so that every input is news. */
const AIM_STEP = 300;
/** Before the payload of a short masked frame. */
const FRAME_HEAD_BYTES = 6;

/**
 * A player without mind, prediction or decoding, for load: it sends 60 inputs a second, counts what comes, and
 * costs next to nothing itself.
 */
export class LightClient implements NetworkClient {
  readonly tally: Tally;
  readonly playerId: string;
  readonly #stay: Stay<LightLink>;
  #link: LightLink | undefined;
  readonly #frame = messageFrame(
    Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, FIELD | MOVE_X, RUN_RIGHT, FIELD | AIM, 0, 0),
  );
  #pingedAtMs = 0;
  readonly #joinedAtMs = performance.now();

  private constructor(options: LightClientOptions, { roomId, sessionId }: GrantedSeat) {
    this.tally = newTally(roomId);
    this.playerId = sessionId;
    this.#stay = new Stay<LightLink>('', {
      url: options.url,
      tally: this.tally,
      open: (seat, token, limit, onToken) => LightLink.open(options, seat, this.#listen(onToken), { token, limit }),
      goOn: (link) => this.#goOn(link),
      hangUp: () => this.#hangUp(),
      discard: (late) => void late.leave(LEAVE_MS),
    });
  }

  /**
   * Takes a seat and resolves when the room has let this client in.
   * @throws an Error that says what failed
   */
  static async join(options: LightClientOptions): Promise<LightClient> {
    const seat = await reserveSeat(options.url, options.join);
    const client = new LightClient(options, seat);
    const onToken = (token: SeatToken): void => {
      client.#stay.token = token;
    };
    client.#goOn(await LightLink.open(options, seat, client.#listen(onToken)));
    return client;
  }

  get roomId(): string {
    return this.tally.roomId;
  }

  get presence(): Presence {
    return this.#stay.presence;
  }

  onPresence(listener: (presence: Presence) => void): () => void {
    return this.#stay.onPresence(listener);
  }

  step(nowMs: number): void {
    this.#stay.look(nowMs);
    if (this.presence !== 'here') return;
    this.tally.inputs += 1;
    const payload = this.#frame.subarray(FRAME_HEAD_BYTES);
    payload[2] = Math.floor(this.tally.inputs / TURN_INPUTS) % 2 === 0 ? RUN_RIGHT : RUN_LEFT;
    payload.writeUInt16LE((this.tally.inputs * AIM_STEP) & 0xffff, 4);
    // A copy: the socket may still hold it when the next input is written.
    this.#link?.write(Buffer.from(this.#frame));
  }

  ping(): void {
    if (this.#pingedAtMs !== 0 || this.presence !== 'here') return;
    this.#pingedAtMs = performance.now();
    this.#link?.write(messageFrame(Uint8Array.of(Protocol.PING)));
  }

  async leave(): Promise<void> {
    this.#stay.end();
    this.tally.seconds = (performance.now() - this.#joinedAtMs) / 1000;
    const link = this.#link;
    if (link === undefined) return;
    this.#keepTraffic(link);
    await link.leave(LEAVE_MS);
  }

  #listen(onToken: (token: SeatToken) => void): LightLinkListener {
    return {
      onToken,
      onPatch: () => {
        this.tally.patches += 1;
        this.#stay.hear(performance.now());
      },
      onPong: () => {
        this.tally.roundTripsMs.push(performance.now() - this.#pingedAtMs);
        this.#pingedAtMs = 0;
      },
      onEnd: (code, reason) => this.#stay.close(code, reason),
    };
  }

  #goOn(link: LightLink): void {
    this.#link = link;
    this.#pingedAtMs = 0;
  }

  /** Counts what the connection was good for, and ends it. */
  #hangUp(): void {
    const link = this.#link;
    if (link === undefined) return;
    this.#link = undefined;
    this.#keepTraffic(link);
    void link.close();
  }

  #keepTraffic({ traffic }: LightLink): void {
    this.tally.bytesUp += traffic.bytesUp;
    this.tally.bytesDown += traffic.bytesDown;
  }
}
