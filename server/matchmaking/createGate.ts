import type { AuthContext } from '@colyseus/core';
import type { MapId } from '../../shared/defs/maps.ts';
import { MODE_IDS, type ModeId } from '../../shared/defs/modes.ts';
import { ROOM_ARENA, ROOM_PARTY } from '../../shared/net/protocol.ts';
import type { Identity } from '../accounts/AccessTokens.ts';
import { HTTP_ERRORS, refusal } from '../errors.ts';
import { isSpectating, readRoomChoice } from '../rooms/joinOptions.ts';
import { explainRefusal } from './explainRefusal.ts';
import { readInviteCode, readPartyCode } from './inviteCode.ts';
import type { KnownContext } from './KnownContext.ts';
import { preferSmallMaps, type OpenMatch } from './preferSmallMaps.ts';
import { whileStoreAnswers, type StoreState } from './whileStoreAnswers.ts';

/** Methods of matchmaking that clients use; `create` and `join` are not for them to choose. */
export const EXPOSED_METHODS: readonly string[] = ['joinOrCreate', 'joinById', 'reconnect'];

/**
 * An owner who does not answer within this is not worth waiting for: the client asks again, maybe a new owner. Shorter
 * than the proxy's patience (400 ms), which would ask another process the same.
 */
const OWNER_ANSWER_MS = 250;

/** So long after the store came back, a match nobody knows may only not have been entered again yet. */
const STORE_REBUILD_MS = 6000;

/** A promise of a seat, as Colyseus' clients read it. */
export interface SeatReservation {
  readonly name: string;
  readonly roomId: string;
  readonly sessionId: string;
  readonly processId?: string;
  /** Where the room is reached, when that is not where matchmaking is. */
  readonly publicAddress?: string;
}

type Options = Readonly<Record<string, unknown>>;

/** Which match is to be watched: one by its id, or the fullest public one. */
export type WatchChoice = { readonly roomId: string } | { readonly mode?: ModeId; readonly map?: MapId };

/** What of Colyseus' matchmaking the gate lets clients reach. */
export interface Matchmaking {
  joinOrCreate(roomName: string, options: Options, auth?: KnownContext): Promise<SeatReservation>;
  joinById(roomId: string, options: Options, auth?: KnownContext): Promise<SeatReservation>;
  /** Comes back into a room of another process. */
  reconnect(roomId: string, way: WayBack): Promise<SeatReservation>;
  /** Seats a spectator; undefined when there is nothing to watch. Fails as joining does when nobody more can watch. */
  watch(choice: WatchChoice, options: Options, person?: Identity): Promise<SeatReservation | undefined>;
  /** The fullest public arena with a free seat, of a mode or of any, on a map or on any. */
  fullest(mode: ModeId | undefined, map?: MapId): Promise<OpenMatch | undefined>;
  /** Opens a party, and seats who asks for it. */
  openParty(options: Options, auth?: KnownContext): Promise<SeatReservation>;
  /** Opens the room of a party again that is known, but has none; false when it is not known. */
  reviveParty(code: string): Promise<boolean>;
  /** Whether this process has the room. */
  isHere(roomId: string): boolean;
  /** Comes back into a room of this process, without asking the store; undefined when the token opens no seat. */
  reconnectHere(roomId: string, way: WayBack): Promise<SeatReservation | undefined>;
}

/** What somebody shows who wants their seat back. */
export interface WayBack {
  readonly token: string;
  /** Of the person who asks, as their access token says; absent of who has none. */
  readonly playerId?: string | undefined;
}

/** Reads the access tokens that come with requests. */
export interface TokenReaders {
  /** Whose token it is, going by its word alone. @throws a `badToken` refusal */
  identify(token: string): Promise<Identity>;
  /** Whose token it is, when it still counts. @throws a `badToken` or `banned` refusal */
  admit(token: string): Promise<Identity>;
}

/** Who runs a match: another process, nobody until it is adopted, or nobody ever again. */
export interface MatchOwners {
  ownerOf(roomId: string): Promise<'alive' | 'moving' | 'gone'>;
}

export interface GateOptions {
  readonly matchmaking: Matchmaking;
  readonly tokens: TokenReaders;
  readonly owners: MatchOwners;
  /** Absent without Redis. */
  readonly store?: StoreState | undefined;
  /** Whether the process lets anybody new in; who comes back is let in as long as their match is there. */
  isAccepting(): boolean;
}

/** Takes what `/matchmake/<method>/<roomName>` was asked, gives the seat. @throws a refusal of the error table, or whatever goes wrong */
export type Gate = (
  method: string,
  roomName: string,
  options?: Options,
  auth?: AuthContext,
) => Promise<SeatReservation>;

/** The one gate between clients and matchmaking: invites, joins while the store is away, ways back to moved matches. */
export function createGate(gate: GateOptions): Gate {
  return async (method, roomName, options = {}, auth) => {
    if (!EXPOSED_METHODS.includes(method)) throw refusal(HTTP_ERRORS.unknownWay);
    if (method === 'reconnect') return comeBack(gate, roomName, { options, auth });
    if (!gate.isAccepting()) throw refusal(HTTP_ERRORS.notReady);
    const known = await know(gate, auth);
    return whileStoreAnswers(gate.store, () => join(gate, { method, roomName, options, auth: known }));
  };
}

interface JoinRequest {
  readonly method: string;
  readonly roomName: string;
  readonly options: Options;
  readonly auth: KnownContext | undefined;
}

/** A request with whose it is: a token is read once, before any room is looked for, and a bad one is no way in. */
async function know({ tokens }: GateOptions, auth: AuthContext | undefined): Promise<KnownContext | undefined> {
  return auth?.token ? { ...auth, person: await tokens.admit(auth.token) } : auth;
}

async function join(gate: GateOptions, { method, roomName, options, auth }: JoinRequest): Promise<SeatReservation> {
  const { matchmaking } = gate;
  if (method === 'joinById') return joinKnown(gate, roomName, { options, auth });
  if (roomName === ROOM_PARTY) return joinParty(matchmaking, options, auth);
  if (roomName !== ROOM_ARENA) return matchmaking.joinOrCreate(roomName, options, auth);
  if (options.invite === undefined) {
    if (isSpectating(options)) return watch(matchmaking, { options, auth });
    return matchmaking.joinOrCreate(roomName, await addMap(matchmaking, options), auth);
  }
  const code = readInviteCode(options.invite);
  if (code === undefined) throw refusal(HTTP_ERRORS.unknownInvite);
  try {
    return await joinKnown(gate, code, { options, auth });
  } catch (error) {
    throw explainRefusal(error) === HTTP_ERRORS.unknownRoom ? refusal(HTTP_ERRORS.unknownInvite) : error;
  }
}

/** Opens a party, or leads into that of a code, which outlives its room. */
async function joinParty(
  matchmaking: Matchmaking,
  options: Options,
  auth: KnownContext | undefined,
): Promise<SeatReservation> {
  if (options.party === undefined) return matchmaking.openParty(options, auth);
  const code = readPartyCode(options.party);
  if (code === undefined) throw refusal(HTTP_ERRORS.unknownParty);
  try {
    return await matchmaking.joinById(code, options, auth);
  } catch (error) {
    const row = explainRefusal(error);
    if (row === HTTP_ERRORS.roomFull) throw refusal(HTTP_ERRORS.partyFull);
    if (row !== HTTP_ERRORS.unknownRoom) throw error;
  }
  if (!(await matchmaking.reviveParty(code))) throw refusal(HTTP_ERRORS.unknownParty);
  return matchmaking.joinById(code, options, auth);
}

/** A spectator goes where somebody plays, in one room or in any: no match begins for them. */
async function watch(
  matchmaking: Matchmaking,
  { options, auth }: Pick<JoinRequest, 'options' | 'auth'>,
  roomId?: string,
): Promise<SeatReservation> {
  const { mode, map } = readRoomChoice(options);
  const wish = { ...(options.mode !== undefined && { mode }), ...(options.map !== undefined && { map }) };
  try {
    const seat = await matchmaking.watch(roomId === undefined ? wish : { roomId }, options, auth?.person);
    if (seat !== undefined) return seat;
  } catch (error) {
    throw explainRefusal(error) === HTTP_ERRORS.roomFull ? refusal(HTTP_ERRORS.watchFull) : error;
  }
  throw refusal(HTTP_ERRORS.nothingToWatch);
}

/** The wishes of a player, with a map added for one who wishes for none and would end up in too large an arena. */
async function addMap(matchmaking: Matchmaking, options: Options): Promise<Options> {
  const mode = MODE_IDS.find((id) => id === options.mode);
  if (options.map !== undefined || mode !== options.mode) return options;
  const map = await preferSmallMaps((wished) => matchmaking.fullest(mode, wished));
  return map === undefined ? options : { ...options, map };
}

/** A match between two owners is in no listing, and yet not over. */
async function joinKnown(
  gate: GateOptions,
  roomId: string,
  { options, auth }: Pick<JoinRequest, 'options' | 'auth'>,
): Promise<SeatReservation> {
  try {
    if (isSpectating(options)) return await watch(gate.matchmaking, { options, auth }, roomId);
    return await gate.matchmaking.joinById(roomId, options, auth);
  } catch (error) {
    const isUnknown = explainRefusal(error) === HTTP_ERRORS.unknownRoom;
    if (!isUnknown || (await gate.owners.ownerOf(roomId)) !== 'moving') throw error;
    throw refusal(HTTP_ERRORS.matchMoving);
  }
}

async function comeBack(
  gate: GateOptions,
  roomId: string,
  { options, auth }: { readonly options: Options; readonly auth: AuthContext | undefined },
): Promise<SeatReservation> {
  const { matchmaking, store } = gate;
  const { reconnectionToken: token } = options;
  if (typeof token !== 'string') throw refusal(HTTP_ERRORS.badRequest);
  const person = auth?.token ? await gate.tokens.identify(auth.token) : undefined;
  const way: WayBack = { token, playerId: person?.playerId };
  if (matchmaking.isHere(roomId)) {
    const seat = await matchmaking.reconnectHere(roomId, way);
    if (seat === undefined) throw refusal(HTTP_ERRORS.seatGone);
    return seat;
  }
  const owner = await whileStoreAnswers(store, () => gate.owners.ownerOf(roomId));
  if (owner === 'alive') return askOwner(matchmaking, roomId, way);
  if (owner === 'moving') throw refusal(HTTP_ERRORS.matchMoving);
  const isRebuilding = store !== undefined && store.upForMs < STORE_REBUILD_MS;
  throw refusal(isRebuilding ? HTTP_ERRORS.storeAway : HTTP_ERRORS.matchOver);
}

async function askOwner(matchmaking: Matchmaking, roomId: string, way: WayBack): Promise<SeatReservation> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(refusal(HTTP_ERRORS.matchMoving)), OWNER_ANSWER_MS);
  try {
    return await Promise.race([matchmaking.reconnect(roomId, way), late.promise]);
  } catch (error) {
    // It was there a moment ago: whether it is over or moving, the next try will tell.
    throw explainRefusal(error) === HTTP_ERRORS.unknownRoom ? refusal(HTTP_ERRORS.matchMoving) : error;
  } finally {
    clearTimeout(timer);
  }
}
