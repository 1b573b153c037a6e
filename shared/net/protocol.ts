/** Grows with every change that an older client could not play with. */
export const PROTOCOL_VERSION = 3;

export const ROOM_ARENA = 'arena';

/** The live listing of public matches. */
export const ROOM_LOBBY = 'lobby';

/** Of people who go from match to match together. */
export const ROOM_PARTY = 'party';
/** The queue of ranked matches. */
export const ROOM_QUEUE = 'queue';

/** Close codes of ours, 4400–4499, and one of Colyseus; each has a row in `server/errors.ts` and in docs/errors.md. */
export const CLOSE = {
  /** Colyseus' own "may try to reconnect": the seat waits, in another process. */
  matchMoved: 4010,
  roomFailed: 4400,
  signInEnded: 4401,
  kicked: 4403,
  badInput: 4410,
  badMessage: 4411,
  versionMismatch: 4420,
  replacedByNewerConnection: 4421,
  tooManyMessages: 4429,
  tooSlow: 4430,
  nobodyPlays: 4440,
  removedFromParty: 4441,
  matchCalledOff: 4442,
  rankedOver: 4443,
  serverStopping: 4450,
} as const;
