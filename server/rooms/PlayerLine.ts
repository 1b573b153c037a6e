import type { Client, Room } from '@colyseus/core';
import { INPUT } from '../../shared/defs/tuning.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import type { Command } from '../../shared/sim/Command.ts';
import { claimsToBeInput } from '../input/InputFormat.ts';
import { InputQueue } from '../input/InputQueue.ts';
import { PLAYER_INPUTS } from '../input/playerInputs.ts';
import { takeMessages } from './messageInternals.ts';
import { MessageBudget } from './MessageBudget.ts';

/** What one connection sends, before its room reads any of it: no flood of messages, and no inputs that are none. */
export class PlayerLine {
  readonly inputs = new InputQueue<Command>(PLAYER_INPUTS, INPUT.maxQueuedInputs);
  readonly #budget: MessageBudget;
  readonly #refuse: (code: typeof CLOSE.tooManyMessages | typeof CLOSE.badInput) => void;

  /** @param refuse takes the connection away */
  constructor(
    refuse: (code: typeof CLOSE.tooManyMessages | typeof CLOSE.badInput) => void,
    budget: MessageBudget = new MessageBudget(),
  ) {
    this.#refuse = refuse;
    this.#budget = budget;
  }

  /** Takes in a message. @returns whether it is done with: an input, or refused */
  take(message: Uint8Array): boolean {
    if (this.#budget.isOverdrawn()) {
      this.#refuse(CLOSE.tooManyMessages);
      return true;
    }
    if (!claimsToBeInput(message)) return false;
    if (!this.inputs.readFrame(message)) this.#refuse(CLOSE.badInput);
    return true;
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
