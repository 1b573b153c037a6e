import { SeatGone } from './comeBack.ts';

/** Where matchmaking sends a player. */
export interface GrantedSeat {
  readonly name: string;
  readonly roomId: string;
  readonly sessionId: string;
  readonly processId: string;
  /** host[:port][/path] of the process that owns the room; absent when it is the one that was asked. */
  readonly publicAddress?: string;
}

/** `fetch`, as far as it is needed here. */
export type Post<Signal> = (
  url: string,
  request: {
    readonly method: 'POST';
    readonly headers: Record<string, string>;
    readonly body: string;
    readonly signal: Signal;
  },
) => Promise<{ text(): Promise<string> }>;

/** The seat of old: the room and the secret of the last connection, as `roomId:secret`. */
export type SeatToken = string;

/** What somebody shows for their seat. */
export interface SeatClaim {
  readonly token: SeatToken;
  /** Of the person whose seat it is; absent of who plays as nobody in particular. */
  readonly accessToken?: string | undefined;
}

/** The access token that came with a request counts no more: a newer one may. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

/** Codes in matchmaking's answers after which no try helps: the match is over; its owner does not know the token. */
const FINAL: readonly unknown[] = [410, 524];

/** That of an access token that is not good. */
const REFUSED = 401;
const MAX_QUOTE = 120;

/**
 * Asks matchmaking who owns the match now and whether the seat is still there.
 *
 * @param endpoint where any process of the service answers, such as `https://play.example.com`
 * @param signal ends the request, and with it the answer's body
 * @throws SeatGone when the server says it is gone for good, TokenRefused when it wants a newer access token, an Error for all
 * else that may be otherwise in a moment
 */
export async function askForSeat<Signal>(
  post: Post<Signal>,
  endpoint: string,
  { token, accessToken }: SeatClaim,
  signal: Signal,
): Promise<GrantedSeat> {
  const { roomId, secret } = splitSeatToken(token);
  const answer = await post(`${endpoint.replace(/\/$/, '')}/matchmake/reconnect/${roomId}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...authorization(accessToken) },
    body: JSON.stringify({ reconnectionToken: secret }),
    signal,
  });
  return readSeatAnswer(await answer.text());
}

/**
 * Reads matchmaking's answer. Only its own words are final: proxies and their vendors use the same numbers for
 * pages of theirs, and those pass.
 * @throws as `askForSeat`
 */
export function readSeatAnswer(body: string): GrantedSeat {
  const answer = parseObject(body);
  if (isGrantedSeat(answer)) return answer;
  const reason = readReason(answer) ?? `unreadable answer: ${body.slice(0, MAX_QUOTE)}`;
  if (FINAL.includes(answer.code)) throw new SeatGone(reason);
  if (answer.code === REFUSED) throw new TokenRefused(reason);
  throw new Error(reason);
}

/** The way of a socket into a seat, behind the address of the process. The token is there for who comes back. */
export function seatPath(seat: GrantedSeat, token?: SeatToken): string {
  const secret = token === undefined ? '' : `&reconnectionToken=${splitSeatToken(token).secret}`;
  return `/${seat.processId}/${seat.roomId}?sessionId=${seat.sessionId}${secret}`;
}

/** The header that says whose a request is; none for nobody in particular. */
export function authorization(accessToken: string | undefined): Record<string, string> {
  return accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` };
}

function splitSeatToken(token: SeatToken): { readonly roomId: string; readonly secret: string } {
  const [roomId = '', secret = ''] = token.split(':');
  if (roomId === '' || secret === '') throw new SeatGone('there is no seat to come back to');
  return { roomId, secret };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isGrantedSeat(answer: object): answer is GrantedSeat {
  const { name, roomId, sessionId, processId, publicAddress } = answer as Record<string, unknown>;
  const words = [name, roomId, sessionId, processId, publicAddress ?? ''];
  return words.every((word) => typeof word === 'string');
}

/** Matchmaking says `{ code, error }`, the pages of the server `{ error: { code, message } }`. */
function readReason({ error }: Record<string, unknown>): string | undefined {
  const words = typeof error === 'object' && error !== null ? (error as { message?: unknown }).message : error;
  return typeof words === 'string' ? words : undefined;
}
