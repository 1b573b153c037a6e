import type { ToClient, ToServer } from '../../shared/net/messages.ts';
import { BUTTON, type Command } from '../../shared/sim/Command.ts';
import { nextWatched } from './nextWatched.ts';
import type { SdkRoom } from './SdkRoom.ts';

const NEXT = BUTTON.fire | BUTTON.dash;

/** Whom a spectator watches, as the server says it, and the way to the next. */
export class Watching {
  readonly #room: SdkRoom;
  #player: string | undefined;
  #isPressed = false;

  /** To be made as soon as there is a room: it is told right after joining. */
  constructor(room: SdkRoom) {
    this.#room = room;
    room.onMessage('watching', ({ player }: ToClient['watching']) => (this.#player = player));
  }

  /** Undefined until it is told. */
  get player(): string | undefined {
    return this.#player;
  }

  /** Takes what the hands wish for one tick: what would fire or dash leads to the next player, once for each press. */
  take({ buttons }: Pick<Command, 'buttons'>): void {
    const isPressed = (buttons & NEXT) !== 0;
    if (isPressed && !this.#isPressed) this.next();
    this.#isPressed = isPressed;
  }

  /** Asks for the next player; nothing changes before the server says so. */
  next(): void {
    const { state, connection } = this.#room;
    const player = this.#player && nextWatched(state.players.keys(), this.#player);
    if (player && connection.isOpen) this.#room.send('watch', { player } satisfies ToServer['watch']);
  }
}
