import { HTTP_ERRORS, refusal, type ErrorRow } from '../errors.ts';
import type { Logger } from '../infra/logger.ts';
import type { Gate } from './createGate.ts';
import { explainRefusal } from './explainRefusal.ts';

export interface ExplainOptions {
  readonly log: Pick<Logger, 'error'>;
  /** Told of every refusal before it is thrown, to add to its answer. */
  readonly onRefusal: (row: ErrorRow) => void;
}

/** Has a gate throw refusals of the error table only: Colyseus answers with the words of whatever is thrown. What nobody expected is logged. */
export function explainGate(gate: Gate, { log, onRefusal }: ExplainOptions): Gate {
  return async (method, roomName, options, auth) => {
    try {
      return await gate(method, roomName, options, auth);
    } catch (error) {
      const row = explainRefusal(error) ?? HTTP_ERRORS.internal;
      if (row === HTTP_ERRORS.internal) log.error({ err: error, method }, 'matchmaking failed');
      onRefusal(row);
      throw refusal(row);
    }
  };
}
