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

/**
 * Why a message was not taken: over the limit of its type, far over any, of a form nobody can read, of a type that no table has, or from somebody
 * whose it is not or no longer.
 */
export type DropReason = 'limit' | 'flood' | 'broken' | 'unknown' | 'outOfTurn';

export interface PlayerLineOptions {
  /** The messages of the room. */
  readonly table: object;
  /** Takes the connection away. */
  readonly refuse: (code: typeof CLOSE.tooManyMessages | typeof CLOSE.badInput | typeof CLOSE.badMessage) => void;
  /** Told of each message, or other frame, that is dropped. */
  readonly onDrop: (reason: DropReason) => void;
  /** A clock that only goes forward. */
  readonly nowMs?: () => number;
}

/** What one connection sends, before its room reads any of it: no flood of messages, and none that is broken or unknown. */
export class PlayerLine {
  readonly inputs = new InputQueue<Command>(PLAYER_INPUTS, INPUT.maxQueuedInputs);
  readonly #budget: MessageBudget;
  readonly #guard: MessageGuard;
  readonly #refuse: PlayerLineOptions['refuse'];
  readonly #onDrop: PlayerLineOptions['onDrop'];
  #strikes = 0;

  constructor({ table, refuse, onDrop, nowMs }: PlayerLineOptions) {
    this.#refuse = refuse;
    this.#onDrop = onDrop;
    this.#budget = new MessageBudget(nowMs);
    this.#guard = new MessageGuard(table, nowMs);
  }

  /** Takes in a message. @returns whether it is done with: an input, dropped or refused */
  take(message: Uint8Array): boolean {
    if (!this.count(message.length)) return true;
    if (!claimsToBeInput(message)) return this.#keepBack(message);
    if (!this.inputs.readFrame(message)) this.#end('broken', CLOSE.badInput);
    return true;
  }

  /** Counts a message, or any other frame that has to be read. @returns false when it is one too many, and refused */
  count(bytes: number): boolean {
    if (!this.#budget.isOverdrawn(bytes)) return true;
    this.#end('flood', CLOSE.tooManyMessages);
    return false;
  }

  /** Notes a message that no game of ours would send; the third ends the connection. */
  strike(): void {
    this.#onDrop('broken');
    this.#strikes += 1;
    if (this.#strikes >= MAX_STRIKES) this.#refuse(CLOSE.badMessage);
  }

  /** Ends the connection of somebody who sends what no table has. */
  refuseUnknown(): void {
    this.#end('unknown', CLOSE.badMessage);
  }

  /** Notes a message that comes too late, or from somebody whose it is not: that happens to honest games. */
  ignore(): void {
    this.#onDrop('outOfTurn');
  }

  #keepBack(message: Uint8Array): boolean {
    const admission = this.#guard.judge(message);
    if (admission === 'strike') this.strike();
    else if (admission === 'unknown') this.refuseUnknown();
    else if (admission === 'flood') this.#end('flood', CLOSE.tooManyMessages);
    else if (admission === 'drop') this.#onDrop('limit');
    return admission !== 'admit';
  }

  #end(reason: DropReason, code: Parameters<PlayerLineOptions['refuse']>[0]): void {
    this.#onDrop(reason);
    this.#refuse(code);
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
