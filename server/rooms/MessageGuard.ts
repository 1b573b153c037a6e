import { Protocol } from '@colyseus/core';
import { unpack } from 'msgpackr';
import { codeOf } from '../input/InputFormat.ts';
import type { MessageLimit, MessageTable } from './messageTable.ts';

/** What games say besides inputs and messages. */
const SPOKEN: readonly number[] = [Protocol.JOIN_ROOM, Protocol.LEAVE_ROOM, Protocol.PING];

/** A game that is broken may be this many times over a limit; beyond it is a flood. */
const FLOOD = 20;

/** Types are sent as short strings of MessagePack: one byte with this prefix and their length, then their letters. */
const SHORT_STRING = 0xa0;
const LENGTH_BITS = 0x1f;

/** What is to be done with a message: the room may read it, or it is dropped, and the sender perhaps with it. */
export type Admission = 'admit' | 'drop' | 'strike' | 'unknown' | 'flood';

interface Window {
  endsAtMs: number;
  messages: number;
  bytes: number;
}

/** Looks at the messages of one connection before its room reads them: a type of the table, within its limit, readable. */
export class MessageGuard {
  readonly #table: MessageTable;
  readonly #nowMs: () => number;
  readonly #windows = new Map<string, Window>();

  /** @param nowMs a clock that only goes forward */
  constructor(table: object, nowMs: () => number = () => performance.now()) {
    this.#table = table as MessageTable;
    this.#nowMs = nowMs;
  }

  /** @param frame anything at all but an input */
  judge(frame: Uint8Array): Admission {
    const code = codeOf(frame);
    if (SPOKEN.includes(code)) return 'admit';
    // The rest is for servers to say, or for what no game of ours does: of that, questions and bare bytes would reach the same handlers.
    if (code !== Protocol.ROOM_DATA) return 'unknown';
    const type = readType(frame);
    if (type === undefined) return 'strike';
    const row = Object.hasOwn(this.#table, type) ? this.#table[type] : undefined;
    if (row === undefined) return 'unknown';
    return this.#spend(type, row.limit, frame.length) ?? (isReadable(frame, type) ? 'admit' : 'strike');
  }

  /** Counts a message. @returns what to do when it is over the limit */
  #spend(type: string, limit: MessageLimit, bytes: number): 'drop' | 'flood' | undefined {
    const window = this.#windowOf(type, limit.perMs);
    window.messages += 1;
    window.bytes += bytes;
    const share = Math.max(window.messages / limit.messages, window.bytes / limit.bytes);
    if (share <= 1) return undefined;
    return share > FLOOD ? 'flood' : 'drop';
  }

  #windowOf(type: string, perMs: number): Window {
    const nowMs = this.#nowMs();
    const present = this.#windows.get(type);
    if (present !== undefined && present.endsAtMs > nowMs) return present;
    const window = { endsAtMs: nowMs + perMs, messages: 0, bytes: 0 };
    this.#windows.set(type, window);
    return window;
  }
}

/** The type of a message as games send it; undefined when there is none. */
function readType(frame: Uint8Array): string | undefined {
  const head = frame[1] ?? 0;
  const end = 2 + (head & LENGTH_BITS);
  if ((head & ~LENGTH_BITS) !== SHORT_STRING || end > frame.length) return undefined;
  return String.fromCharCode(...frame.subarray(2, end));
}

/** Whether Colyseus will be able to read what follows the type: it cuts off whoever sends anything else. */
function isReadable(frame: Uint8Array, type: string): boolean {
  const body = frame.subarray(2 + type.length);
  if (body.length === 0) return true;
  try {
    unpack(body);
    return true;
  } catch {
    return false;
  }
}
