import { ServerError } from '@colyseus/core';
import { RANKED_MODES } from '../shared/defs/ranked.ts';
import { RULE_RANGES } from '../shared/defs/rules.ts';
import { CLOSE } from '../shared/net/protocol.ts';

export interface ErrorRow {
  /** What goes over the wire: an HTTP status with a word, or a WebSocket close code. */
  readonly code: number;
  /** The stable word scripts may rely on. */
  readonly name: string;
  /** What the player or the caller reads: what happened, and what to do. */
  readonly message: string;
}

/** Reasons with which the server closes a connection. A reason must fit 123 bytes, the limit of WebSocket. */
export const CLOSE_ERRORS = {
  [CLOSE.matchMoved]: row(
    CLOSE.matchMoved,
    'matchMoved',
    'Your match goes on in another process. Come back into your seat.',
  ),
  [CLOSE.roomFailed]: row(
    CLOSE.roomFailed,
    'roomFailed',
    'This match broke down on the server. Join again to play in a new one.',
  ),
  [CLOSE.signInEnded]: row(
    CLOSE.signInEnded,
    'signInEnded',
    'You were signed out, here, on another device or by the host, or banned. Sign in again to play on, or to read why not.',
  ),
  [CLOSE.kicked]: row(CLOSE.kicked, 'kicked', 'The host sent you out of this match. You may join another one.'),
  [CLOSE.badInput]: row(CLOSE.badInput, 'badInput', 'Your game sent inputs the server cannot read. Reload the page.'),
  [CLOSE.badMessage]: row(
    CLOSE.badMessage,
    'badMessage',
    'Your game sent a message the server does not know. Reload the page.',
  ),
  [CLOSE.versionMismatch]: row(
    CLOSE.versionMismatch,
    'versionMismatch',
    'Your game is of another version than the server. Reload the page.',
  ),
  [CLOSE.replacedByNewerConnection]: row(
    CLOSE.replacedByNewerConnection,
    'replacedByNewerConnection',
    'You went on playing over a newer connection.',
  ),
  [CLOSE.tooManyMessages]: row(
    CLOSE.tooManyMessages,
    'tooManyMessages',
    'Your game sent far more messages than a game needs. Reload the page.',
  ),
  [CLOSE.tooSlow]: row(
    CLOSE.tooSlow,
    'tooSlow',
    'Your connection could not keep up with the match. Join again when it is better.',
  ),
  [CLOSE.nobodyPlays]: row(
    CLOSE.nobodyPlays,
    'nobodyPlays',
    'Everybody who played has left the match you watched. Watch another one, or play.',
  ),
  [CLOSE.removedFromParty]: row(
    CLOSE.removedFromParty,
    'removedFromParty',
    'The leader of the party sent you away. You can open one of your own.',
  ),
  [CLOSE.matchCalledOff]: row(
    CLOSE.matchCalledOff,
    'matchCalledOff',
    'Somebody did not come to this match, or left before it began. The time you waited counts.',
  ),
  [CLOSE.rankedOver]: row(CLOSE.rankedOver, 'rankedOver', 'This ranked match is over. Queue for the next one.'),
  [CLOSE.serverStopping]: row(
    CLOSE.serverStopping,
    'serverStopping',
    'The server is restarting. Join again in a moment.',
  ),
} as const satisfies Record<(typeof CLOSE)[keyof typeof CLOSE], ErrorRow>;

/** Answers over HTTP, as `{ error: { code: name, message } }` with the code as status. */
export const HTTP_ERRORS = {
  badRequest: row(
    400,
    'badRequest',
    'The request is not well formed: its JSON, a key or a value is none that docs/api.md has for this call.',
  ),
  unknownMode: row(400, 'unknownMode', 'There is no such mode on this server.'),
  unknownMap: row(400, 'unknownMap', 'There is no such map on this server.'),
  mapNotOfMode: row(
    400,
    'mapNotOfMode',
    'This mode is not played on this map. Choose another map, or none for the one it is played on.',
  ),
  notRanked: row(
    400,
    'notRanked',
    `This mode has no ranked matches. There are ranked matches of ${RANKED_MODES.join(' and ')}.`,
  ),
  unknownRule: row(400, 'unknownRule', `There is no such rule, or not with this value. There are ${describeRanges()}.`),
  badName: row(400, 'badName', 'This name cannot be shown. Choose another one of 1 to 16 characters.'),
  badPassword: row(
    400,
    'badPassword',
    'A password needs 10 to 128 characters, and must not be one that everybody tries.',
  ),
  badReset: row(
    400,
    'badReset',
    'This way to a new password has been used, or has ended. Ask the host for another one.',
  ),
  unauthorised: row(401, 'unauthorised', 'This needs the admin token: Authorization: Bearer <ADMIN_TOKEN>.'),
  wrongLogin: row(401, 'wrongLogin', 'There is no account of this name with this password.'),
  wrongPassword: row(401, 'wrongPassword', 'This is not your present password.'),
  badToken: row(401, 'badToken', 'Your sign-in has ended or is not valid. Sign in again.'),
  banned: row(403, 'banned', 'The host has banned you from this server.'),
  signInNeeded: row(
    401,
    'signInNeeded',
    'Ranked matches need a name the server knows, a guest will do. Reload the page.',
  ),
  notInMatch: row(
    403,
    'notInMatch',
    'This ranked match is for those who were called to it. Queue for one of your own.',
  ),
  seatInMatch: row(
    409,
    'seatInMatch',
    'You play in this match in another window, or left it less than half a minute ago. Go on there, or try again in a moment.',
  ),
  originNotAllowed: row(
    403,
    'originNotAllowed',
    'Pages of this origin may not connect. The host can name it in ALLOWED_ORIGINS.',
  ),
  notLocal: row(403, 'notLocal', 'The admin port answers programs and pages of its own machine only, as localhost.'),
  noLongerInParty: row(403, 'noLongerInParty', 'The leader of this party sent you away. You can open one of your own.'),
  notFound: row(404, 'notFound', 'There is nothing at this address.'),
  unknownWay: row(
    404,
    'unknownWay',
    'There is no such room, or no such way in. There are arena, queue, lobby and party by joinOrCreate, and joinById. POST /api/rooms opens a match of your own.',
  ),
  unknownInvite: row(
    404,
    'unknownInvite',
    'No match has this invite code. Check it, or ask for a new one: a match ends when everybody has left.',
  ),
  nobodyThere: row(404, 'nobodyThere', 'Nobody of that id is connected to this process.'),
  unknownParty: row(
    404,
    'unknownParty',
    'There is no party under this code any more. Ask for a new one, or open one yourself.',
  ),
  unknownRoom: row(404, 'unknownRoom', 'This match is over. Play finds another one.'),
  unknownPlayer: row(404, 'unknownPlayer', 'There is no player of this id.'),
  unknownAccount: row(404, 'unknownAccount', 'There is no account of this name. Guests have no password.'),
  unknownMatch: row(404, 'unknownMatch', 'No match of this id has been recorded. A match is, once it is over.'),
  unknownReport: row(404, 'unknownReport', 'There is no report of this id. A handled one is deleted after 30 days.'),
  replayGone: row(
    404,
    'replayGone',
    'There is no such replay here: it is still being written, another process has it, or it has made room for newer ones.',
  ),
  nothingToWatch: row(404, 'nothingToWatch', 'There is no match to watch right now. Play begins one.'),
  nameTaken: row(409, 'nameTaken', 'An account has this name, or one that looks like it. Choose another one.'),
  alreadyAccount: row(409, 'alreadyAccount', 'You have an account already. Sign out first to make another one.'),
  reportHandled: row(409, 'reportHandled', 'Somebody has handled this report already. Read it to see what came of it.'),
  nobodyToBan: row(
    409,
    'nobodyToBan',
    'Whoever was reported played without a token: the server does not know them, and a ban would not find them.',
  ),
  matchOver: row(410, 'matchOver', 'The match you were in is over.'),
  lengthRequired: row(411, 'lengthRequired', 'Say how long the body is: send it whole, with Content-Length.'),
  bodyTooLarge: row(413, 'bodyTooLarge', 'The request is larger than any this server needs.'),
  notJson: row(
    415,
    'notJson',
    'Send a JSON object as it is, {} for none: Content-Type: application/json, and no Content-Encoding.',
  ),
  protocolMismatch: row(426, 'protocolMismatch', 'Your game is of another version than the server. Reload the page.'),
  tooManyRooms: row(429, 'tooManyRooms', 'You opened many matches in a short time. Try again in a minute.'),
  seatPending: row(
    429,
    'seatPending',
    'You have a seat already that you have not taken. Take it, or wait a few seconds.',
  ),
  tooManyJoins: row(429, 'tooManyJoins', 'Too many seats were asked for from your address. Try again in a moment.'),
  tooManyTries: row(429, 'tooManyTries', 'You tried that too often in a short time. Wait a little and try again.'),
  tooManyRequests: row(
    429,
    'tooManyRequests',
    'Too many requests came from your address in a short time. Wait a minute and try again.',
  ),
  tooManyConnections: row(
    429,
    'tooManyConnections',
    'Too many connections come from your address. The host can allow more: MAX_CONNECTIONS_PER_ADDRESS.',
  ),
  internal: row(500, 'internal', 'The server made a mistake. It has been logged.'),
  notReady: row(503, 'notReady', 'The server is starting or stopping. Try again in a moment.'),
  full: row(503, 'full', 'All rooms of this server are in use. Try again in a while.'),
  busy: row(503, 'busy', 'The server has as much to do as it can do well. Try again in a minute.'),
  roomFull: row(503, 'roomFull', 'All seats of this match are taken. Try again when somebody has left.'),
  partyFull: row(503, 'partyFull', 'This party has as many members as can play together.'),
  watchFull: row(
    503,
    'watchFull',
    'As many watch this match as can, or all matches. Try again when somebody has left.',
  ),
  storeAway: row(503, 'storeAway', 'The server cannot look up its matches right now. Try again in a moment.'),
  accountsAway: row(503, 'accountsAway', 'The server cannot look up players right now. Try again in a moment.'),
  recordsAway: row(503, 'recordsAway', 'The server cannot look up its records right now. Try again in a moment.'),
  matchMoving: row(503, 'matchMoving', 'This match is moving to another part of the server. Try again in a moment.'),
  seatGone: row(524, 'seatGone', 'Your seat in this match was given up meanwhile.'),
} as const satisfies Record<string, ErrorRow>;

/** An error row as matchmaking answers it. */
export function refusal({ code, message }: ErrorRow): ServerError {
  return new ServerError(code, message);
}

/** The row that a refusal was made of; undefined for every other error. */
export function rowOfRefusal(error: unknown): ErrorRow | undefined {
  if (!(error instanceof ServerError)) return undefined;
  return Object.values<ErrorRow>(HTTP_ERRORS).find(({ message }) => message === error.message);
}

/** Whether an error is a mistake of ours, where all others are a database that is away. */
export function isMistake(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError;
}

/** The error table as docs/errors.md shows it. */
export function formatErrorPage(): string {
  const lines = (rows: readonly ErrorRow[]) =>
    rows.map(({ code, name, message }) => `| ${code} | \`${name}\` | ${message} |`);
  return [
    '# Errors',
    '',
    'Every error has a code, a stable name and a message a player can read. The table lives in `server/errors.ts`.',
    '',
    '## Close codes of the WebSocket',
    '',
    '| code | name | message |',
    '| --- | --- | --- |',
    ...lines(Object.values(CLOSE_ERRORS)),
    '',
    'Colyseus itself closes with 4000 (you left), 4002 (an error of its own) and 4003 (the seat was',
    'kept no longer). A connection that breaks without one of these codes keeps its seat for 20 seconds.',
    '',
    '## Answers over HTTP',
    '',
    'As `{ "error": { "code": name, "message": … } }`. Matchmaking (`/matchmake/*`) answers in the form Colyseus',
    'clients read, `{ "code": number, "error": message }`, with the same messages.',
    '',
    '| status | name | message |',
    '| --- | --- | --- |',
    ...lines(Object.values(HTTP_ERRORS)),
    '',
  ].join('\n');
}

/** `scoreLimit (1 to 200), …` */
function describeRanges(): string {
  return Object.entries(RULE_RANGES)
    .map(([rule, { min, max }]) => `${rule} (${min} to ${max})`)
    .join(', ');
}

function row(code: number, name: string, message: string): ErrorRow {
  return { code, name, message };
}
