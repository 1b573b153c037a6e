import { Router, type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { mapOf } from '../../shared/defs/mapOf.ts';
import { MAP_IDS } from '../../shared/defs/maps.ts';
import { MODE_IDS } from '../../shared/defs/modes.ts';
import { HTTP_ERRORS, type ErrorRow } from '../errors.ts';
import { explainRefusal } from '../matchmaking/explainRefusal.ts';
import { formatInviteCode } from '../matchmaking/inviteCode.ts';
import { whileStoreAnswers, type StoreState } from '../matchmaking/whileStoreAnswers.ts';
import { listRooms } from '../rooms/listRooms.ts';
import { ruleWishes } from '../rooms/ruleWishes.ts';
import { openPrivateRoom } from '../rooms/openPrivateRoom.ts';
import type { Services } from '../services.ts';
import { answerError } from './answerError.ts';
import { answerTooMany, limitReads, spend } from './limitRequests.ts';
import { addressKey, type Limits } from './limits.ts';

const roomWish = z.strictObject({
  mode: z.enum(MODE_IDS).default('deathmatch'),
  map: z.enum(MAP_IDS).optional(),
  rules: ruleWishes.default({}),
});

const ROW_OF_FIELD: Readonly<Record<string, ErrorRow>> = {
  mode: HTTP_ERRORS.unknownMode,
  map: HTTP_ERRORS.unknownMap,
  rules: HTTP_ERRORS.unknownRule,
};

const listingQuery = z.object({ mode: z.enum(MODE_IDS).optional() });

export interface RoomRoutesOptions {
  readonly services: Pick<Services, 'log' | 'plans'>;
  readonly limits: Limits;
  /** Whether players can be let in now. */
  readonly isReady: () => boolean;
  /** Absent without Redis. */
  readonly store?: StoreState | undefined;
}

/** `GET /` lists the public matches, with `?mode=` those of one mode; `POST /` opens a private one. */
export function createRoomRoutes(options: RoomRoutesOptions): Router {
  const { services, limits, isReady, store } = options;
  const router = Router();
  router.get('/', limitReads(limits, 'listing'), async (request, response) => {
    const query = listingQuery.safeParse(request.query);
    if (!query.success) return answerError(response, HTTP_ERRORS.unknownMode);
    response.json({ rooms: await whileStoreAnswers(store, () => listRooms(query.data.mode)) });
  });
  router.post('/', async (request, response) => {
    const wish = roomWish.safeParse(request.body ?? {});
    if (!wish.success) return answerError(response, rowOf(wish.error));
    if (!isReady()) return answerError(response, whyNotReady(options));
    await spend(limits, 'rooms', { key: addressKey(request.ip), row: HTTP_ERRORS.tooManyRooms });
    const { mode, map = mapOf(mode), rules } = wish.data;
    const { roomId } = await openPrivateRoom({ mode, map, rules, isAwaited: true }, services.plans);
    const invite = formatInviteCode(roomId);
    response.status(201).json({ invite, roomId, mode, map, rules, url: `/?invite=${invite}` });
  });
  router.use(answerTooMany);
  router.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    const row = explainRefusal(error);
    if (row === undefined || response.headersSent) next(error);
    else answerError(response, row);
  });
  return router;
}

/** What to answer while players cannot be let in. */
export function whyNotReady({ store }: Pick<RoomRoutesOptions, 'store'>): ErrorRow {
  return store?.isUp === false ? HTTP_ERRORS.storeAway : HTTP_ERRORS.notReady;
}

function rowOf({ issues: [issue] }: z.ZodError): ErrorRow {
  return ROW_OF_FIELD[String(issue?.path[0])] ?? HTTP_ERRORS.badRequest;
}
