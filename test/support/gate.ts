import { ServerError } from '@colyseus/core';
import type { Identity } from '../../server/accounts/AccessTokens.ts';
import { HTTP_ERRORS, type ErrorRow } from '../../server/errors.ts';
import { createLogger } from '../../server/infra/logger.ts';
import { createGate, type GateOptions, type Matchmaking } from '../../server/matchmaking/createGate.ts';
import { explainGate } from '../../server/matchmaking/explainGate.ts';
import type { StoreState } from '../../server/matchmaking/whileStoreAnswers.ts';

export const CODE = '7K3QZM4XWV';
export const SEAT = { name: 'arena', roomId: CODE, sessionId: 'ada' };
export const TOKEN = { reconnectionToken: 'secret' };
export const ADA: Identity = { playerId: 'p1', name: 'Ada', kind: 'account', loginId: 'l1', tokenVersion: 0 };

/** A store whose moods the test decides. */
export class MoodyStore implements StoreState {
  isUp = true;
  upForMs = 60_000;
  readonly listeners = new Set<() => void>();

  onDown(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  goDown(): void {
    this.isUp = false;
    for (const tell of this.listeners) tell();
  }
}

function stock(changes: Partial<Matchmaking> = {}): Matchmaking {
  return {
    joinOrCreate: async () => SEAT,
    joinById: async () => SEAT,
    reconnect: async () => SEAT,
    watch: async () => SEAT,
    openParty: async () => SEAT,
    reviveParty: async () => false,
    fullest: async () => undefined,
    isHere: () => false,
    reconnectHere: async () => SEAT,
    ...changes,
  };
}

/** Knows one token, and no other. */
function readToken(token: string): Identity {
  if (token !== 'token of ada') throw new ServerError(HTTP_ERRORS.badToken.code, HTTP_ERRORS.badToken.message);
  return ADA;
}

export function gateWith(matchmaking: Partial<Matchmaking>, options: Partial<GateOptions> = {}) {
  const refused: ErrorRow[] = [];
  const gate = createGate({
    matchmaking: stock(matchmaking),
    tokens: { identify: async (token) => readToken(token), admit: async (token) => readToken(token) },
    owners: { ownerOf: async () => 'gone' },
    isAccepting: () => true,
    ...options,
  });
  const explained = explainGate(gate, { log: createLogger('silent'), onRefusal: (row) => refused.push(row) });
  return { gate: explained, refused };
}

export const is = (row: ErrorRow) => ({ name: 'ServerError', code: row.code, message: row.message });
export const fails = (message: string, code?: number) => async () => {
  throw code === undefined ? new Error(message) : new ServerError(code, message);
};
export const never = () => new Promise<never>(() => {});
