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

/** Codes in matchmaking's answers after which no try helps: the match is over; its owner does not know the token. */
const FINAL: readonly unknown[] = [410, 524];
const MAX_QUOTE = 120;

/**
 * Asks matchmaking who owns the match now and whether the seat is still there.
 *
 * @param endpoint where any process of the service answers, such as `https://play.example.com`
 * @param signal ends the request, and with it the answer's body
 * @throws SeatGone when the server says it is gone for good, an Error for all that may be otherwise in a moment
 */
export async function askForSeat<Signal>(
  post: Post<Signal>,
  endpoint: string,
  token: SeatToken,
  signal: Signal,
): Promise<GrantedSeat> {
  const { roomId, secret } = splitSeatToken(token);
  const answer = await post(`${endpoint.replace(/\/$/, '')}/matchmake/reconnect/${roomId}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
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
  throw new Error(reason);
}

/** The way of a socket into a seat, behind the address of the process. The token is there for who comes back. */
export function seatPath(seat: GrantedSeat, token?: SeatToken): string {
  const secret = token === undefined ? '' : `&reconnectionToken=${splitSeatToken(token).secret}`;
  return `/${seat.processId}/${seat.roomId}?sessionId=${seat.sessionId}${secret}`;
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
