import type { Client } from '@colyseus/core';
import { judgeMessage, type Standing } from './judgeMessage.ts';
import type { MessageTable } from './messageTable.ts';
import { lineOf } from './PlayerLine.ts';

/** What a room does with the messages of its table: one method for each type. */
export type MessageDesk<Messages> = {
  readonly [Type in keyof Messages]: (client: Client, message: Messages[Type]) => void;
} & { standingOf(client: Client): Standing };

type RawHandler = (client: Client, message: unknown) => void;

/**
 * The `messages` of a Colyseus room, made of its table: its desk is told only of messages that are well formed, of those
 * who may send them, at a time when they may. A type that is not in the table ends the connection.
 * @param deskOf asked for each message: a room has its desk only once it is created
 */
export function readMessages<Messages extends object>(
  table: MessageTable<Messages>,
  deskOf: () => MessageDesk<Messages>,
): Record<string, RawHandler> {
  const types = Object.keys(table) as (keyof Messages & string)[];
  const read = types.map((type): [string, RawHandler] => [
    type,
    (client, message) => {
      const desk = deskOf();
      const judgement = judgeMessage(table[type], desk.standingOf(client), message);
      if (judgement.kind === 'take') desk[type](client, judgement.message);
      else if (judgement.kind === 'strike') lineOf(client)?.strike();
      else lineOf(client)?.ignore();
    },
  ]);
  return { ...Object.fromEntries(read), _: (client) => lineOf(client)?.refuseUnknown() };
}
