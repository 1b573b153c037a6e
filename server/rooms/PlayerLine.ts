import type { Client, Room } from '@colyseus/core';
import { INPUT } from '../../shared/defs/tuning.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import type { Command } from '../../shared/sim/Command.ts';
import { claimsToBeInput } from '../input/InputFormat.ts';
import { InputQueue } from '../input/InputQueue.ts';
import { PLAYER_INPUTS } from '../input/playerInputs.ts';
import { MessageBudget } from './MessageBudget.ts';
import { MessageGuard } from './MessageGuard.ts';
import { takeMessages } from './messageInternals.ts';

/** One broken message is an accident; whoever sends this many has no game of ours. */
const MAX_STRIKES = 3;

/** Takes a connection away. */
type Refuse = (code: typeof CLOSE.tooManyMessages | typeof CLOSE.badInput | typeof CLOSE.badMessage) => void;

/** What one connection sends, before its room reads any of it: no flood of messages, and none that is broken or unknown. */
export class PlayerLine {
  readonly inputs = new InputQueue<Command>(PLAYER_INPUTS, INPUT.maxQueuedInputs);
  readonly #budget: MessageBudget;
  readonly #guard: MessageGuard;
  readonly #refuse: Refuse;
  #strikes = 0;

  /**
   * @param table the messages of the room
   * @param nowMs a clock that only goes forward
   */
  constructor(refuse: Refuse, table: object, nowMs?: () => number) {
    this.#refuse = refuse;
    this.#budget = new MessageBudget(nowMs);
    this.#guard = new MessageGuard(table, nowMs);
  }

  /** Takes in a message. @returns whether it is done with: an input, dropped or refused */
  take(message: Uint8Array): boolean {
    if (!this.count(message.length)) return true;
    if (!claimsToBeInput(message)) return this.#keepBack(message);
    if (!this.inputs.readFrame(message)) this.#refuse(CLOSE.badInput);
    return true;
  }

  /** Counts a message, or any other frame that has to be read. @returns false when it is one too many, and refused */
  count(bytes: number): boolean {
    if (!this.#budget.isOverdrawn(bytes)) return true;
    this.#refuse(CLOSE.tooManyMessages);
    return false;
  }

  /** Notes a message that no game of ours would send; the third ends the connection. */
  strike(): void {
    this.#strikes += 1;
    if (this.#strikes >= MAX_STRIKES) this.#refuse(CLOSE.badMessage);
  }

  /** Ends the connection of somebody who sends what no table has. */
  refuseUnknown(): void {
    this.#refuse(CLOSE.badMessage);
  }

  #keepBack(message: Uint8Array): boolean {
    const admission = this.#guard.judge(message);
    if (admission === 'strike') this.strike();
    else if (admission === 'unknown') this.refuseUnknown();
    else if (admission === 'flood') this.#refuse(CLOSE.tooManyMessages);
    return admission !== 'admit';
  }
}

/** Has every message of a room's clients taken by their lines first, as far as they have one; before anybody joins. */
export function readLines(room: Room): void {
  takeMessages(room, (client, message) => lineOf(client)?.take(message) ?? false);
}

export function setLine(client: Client, line: PlayerLine): void {
  client.userData = line;
}

export function lineOf({ userData }: Client): PlayerLine | undefined {
  return userData as PlayerLine | undefined;
}
