import type { IncomingMessage } from 'node:http';
import { matchMaker, Room, type AuthContext, type IRoomCache } from '@colyseus/core';
import type { MapId } from '../../shared/defs/maps.ts';
import type { ModeId } from '../../shared/defs/modes.ts';
import { ROOM_ARENA, ROOM_PARTY } from '../../shared/net/protocol.ts';
import type { Config } from '../config.ts';
import { addressOf, limitKeyOf } from '../http/addressOf.ts';
import { addRetryAfter, currentResponse, setRetryAfter } from '../http/currentResponse.ts';
import type { Limits } from '../http/limits.ts';
import { isOriginAllowed, sourceOf } from '../http/origin.ts';
import type { Logger } from '../infra/logger.ts';
import { HTTP_ERRORS, refusal } from '../errors.ts';
import { reviveParty } from '../party/reviveParty.ts';
import { countPlayers } from '../rooms/countPlayers.ts';
import { MOST_SPECTATORS } from '../rooms/Spectators.ts';
import {
  createGate,
  EXPOSED_METHODS,
  type MatchOwners,
  type Matchmaking,
  type SeatReservation,
  type TokenReaders,
  type WatchChoice,
  type WayBack,
} from './createGate.ts';
import { explainGate } from './explainGate.ts';
import { limitAsking } from './limitAsking.ts';
import type { PendingSeats } from './PendingSeats.ts';
import type { OpenMatch } from './preferSmallMaps.ts';
import { reserveForPerson } from './reserveForPerson.ts';
import type { StoreState } from './whileStoreAnswers.ts';

export interface MatchmakingOptions {
  readonly config: Pick<Config, 'allowedOrigins' | 'trustProxy' | 'publicAddress'>;
  readonly log: Logger;
  readonly limits: Limits;
  readonly pendingSeats: PendingSeats;
  readonly tokens: TokenReaders;
  /** Absent without Redis. */
  readonly store?: StoreState | undefined;
  /** Absent: a match is alive as long as it is listed. */
  readonly owners?: MatchOwners | undefined;
  /** Whether the process lets anybody new in. */
  readonly isAccepting: () => boolean;
}

/**
 * Puts our gate before Colyseus' matchmaking, and closes what that leaves open by default: every method to every
 * origin, with credentials.
 * @returns how to put things back, for another server in the same process
 */
export function serveMatchmaking(options: MatchmakingOptions): () => void {
  const { config, log, limits, pendingSeats, tokens, store, owners = listedOwners, isAccepting } = options;
  const { controller } = matchMaker;
  const stock = { ...controller };
  const sayWhen = (seconds: number) => setRetryAfter(currentResponse.getStore(), seconds);
  const open = createGate({
    matchmaking: reserveForPerson(stockMatchmaking(config), pendingSeats, sayWhen),
    tokens,
    owners,
    store,
    isAccepting,
  });
  const limited = limitAsking(open, {
    limits,
    key: () => askerOf(currentResponse.getStore()?.req, config),
    onRefusal: sayWhen,
  });
  const gate = explainGate(limited, { log, onRefusal: (row) => addRetryAfter(currentResponse.getStore(), row) });
  controller.exposedMethods = [...EXPOSED_METHODS];
  controller.invokeMethod = (method: string, roomName: string, wishes?: object, auth?: AuthContext) =>
    gate(method, roomName, wishes as Record<string, unknown> | undefined, auth);
  const defaults: Record<string, string> = controller.DEFAULT_CORS_HEADERS;
  delete defaults['Access-Control-Allow-Origin'];
  delete defaults['Access-Control-Allow-Credentials'];
  controller.getCorsHeaders = (headers: Headers): Record<string, string> => {
    const source = sourceOf((name) => headers.get(name));
    if (!source.origin || !isOriginAllowed(source, config)) return { Vary: 'Origin' };
    return { 'Access-Control-Allow-Origin': source.origin, Vary: 'Origin' };
  };
  return () => void Object.assign(controller, stock);
}

function askerOf(request: IncomingMessage | undefined, { trustProxy }: Pick<Config, 'trustProxy'>): string | undefined {
  return request && limitKeyOf(addressOf(request, trustProxy));
}

const listedOwners: MatchOwners = {
  ownerOf: async (roomId) => ((await matchMaker.driver.findOne({ roomId })) ? 'alive' : 'gone'),
};

function stockMatchmaking({ publicAddress }: Pick<Config, 'publicAddress'>): Matchmaking {
  return {
    joinOrCreate: (roomName, options, auth) => matchMaker.joinOrCreate(roomName, options, auth),
    joinById: (roomId, options, auth) => matchMaker.joinById(roomId, options, auth),
    reconnect: reconnectElsewhere,
    async watch(choice, options, person): Promise<SeatReservation | undefined> {
      const listing = await findWatched(choice);
      return listing && (await matchMaker.reserveSeatFor(listing, options, person));
    },
    openParty: (options, auth) => matchMaker.create(ROOM_PARTY, options, auth),
    reviveParty,
    fullest: (mode, map) => findFullest({ ...(mode && { mode }), ...(map && { map }) }),
    isHere: (roomId) => findHere(roomId) !== undefined,
    async reconnectHere(roomId, { token, playerId }): Promise<SeatReservation | undefined> {
      const room = findHere(roomId);
      const sessionId = room?.checkReconnectionToken(token, playerId);
      if (room === undefined || sessionId === undefined) return undefined;
      const seat = { name: room.roomName, roomId, sessionId, processId: matchMaker.processId };
      return publicAddress === undefined ? seat : { ...seat, publicAddress };
    },
  };
}

/** A room that asks who it is that wants a seat back, beside what opens it. */
type ReturnableRoom = Room & { checkReconnectionToken(token: string, playerId?: string): string | undefined };

/** A room of this process. Colyseus looks them up in an object, which has a `constructor` and more that are no rooms. */
function findHere(roomId: string): ReturnableRoom | undefined {
  const found: unknown = matchMaker.getLocalRoomById(roomId);
  return found instanceof Room ? (found as ReturnableRoom) : undefined;
}

/** As Colyseus' own way back, but that the owner is told who asks. */
async function reconnectElsewhere(roomId: string, { token, playerId }: WayBack): Promise<SeatReservation> {
  const listing = await matchMaker.driver.findOne({ roomId });
  // The driver declares to find what it looks for; and parties and queues have nothing to show.
  if ((listing as IRoomCache | undefined)?.name !== ROOM_ARENA) throw refusal(HTTP_ERRORS.unknownRoom);
  const asked = [token, playerId];
  const sessionId = await matchMaker.remoteRoomCall<ReturnableRoom>(roomId, 'checkReconnectionToken', asked);
  if (typeof sessionId !== 'string') throw refusal(HTTP_ERRORS.seatGone);
  return matchMaker.buildSeatReservation(listing, sessionId);
}

/** May be full, or private when asked for by its id: spectators take no place of a player. */
async function findWatched(choice: WatchChoice): Promise<IRoomCache | undefined> {
  const counted = (await listWatchable(choice)).map((listing) => {
    const { players, spectators } = countPlayers(listing);
    return { listing, players, isWatchFull: spectators >= MOST_SPECTATORS };
  });
  const [best] = counted
    .filter(({ players }) => players > 0)
    .sort((one, other) => Number(one.isWatchFull) - Number(other.isWatchFull) || other.players - one.players);
  return best?.listing;
}

async function listWatchable(choice: WatchChoice): Promise<IRoomCache[]> {
  if (!('roomId' in choice)) return matchMaker.query({ name: ROOM_ARENA, private: false, ...choice });
  const listing = await matchMaker.driver.findOne({ roomId: choice.roomId });
  // The driver declares to find what it looks for.
  if ((listing as IRoomCache | undefined) === undefined) throw refusal(HTTP_ERRORS.unknownRoom);
  return [listing];
}

async function findFullest(wish: { readonly mode?: ModeId; readonly map?: MapId }): Promise<OpenMatch | undefined> {
  const open = { name: ROOM_ARENA, locked: false, private: false, ...wish };
  const listing: IRoomCache<{ map: MapId }> | undefined = await matchMaker.driver.findOne(open, { clients: -1 });
  return listing?.metadata && { map: listing.metadata.map, people: countPlayers(listing).players };
}
