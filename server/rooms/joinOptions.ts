import { z } from 'zod';
import { mapOf } from '../../shared/defs/mapOf.ts';
import { MAP_IDS, type MapId } from '../../shared/defs/maps.ts';
import { MODE_IDS, type ModeId } from '../../shared/defs/modes.ts';
import { RANKED_MODES, type RankedMode } from '../../shared/defs/ranked.ts';
import { PROTOCOL_VERSION } from '../../shared/net/protocol.ts';
import { HTTP_ERRORS, refusal, type ErrorRow } from '../errors.ts';

const joinOptions = z.object({
  mode: z.enum(MODE_IDS).default('deathmatch'),
  map: z.enum(MAP_IDS).optional(),
  protocol: z.number().optional(),
  spectate: z.boolean().optional(),
});

const ROW_OF_FIELD: Readonly<Record<string, ErrorRow>> = {
  mode: HTTP_ERRORS.unknownMode,
  map: HTTP_ERRORS.unknownMap,
};

/** What a client may choose about the room it joins. */
export interface RoomChoice {
  readonly mode: ModeId;
  readonly map: MapId;
}

/** Whether a client asks for no place in a match, but to watch it. */
export function isSpectating(options: unknown): boolean {
  return typeof options === 'object' && options !== null && 'spectate' in options && options.spectate === true;
}

/**
 * Reads what a client asked matchmaking for; fields it does not know are left alone.
 * @throws a ServerError with a row of the error table: a mode, map or protocol version this server does not have
 */
export function readRoomChoice(options: unknown): RoomChoice {
  const parsed = joinOptions.safeParse(options ?? {});
  if (!parsed.success) throw refusal(ROW_OF_FIELD[String(parsed.error.issues[0]?.path[0])] ?? HTTP_ERRORS.badRequest);
  const { mode, map, protocol } = parsed.data;
  if (protocol !== undefined && protocol !== PROTOCOL_VERSION) throw refusal(HTTP_ERRORS.protocolMismatch);
  return { mode, map: map ?? mapOf(mode) };
}

/**
 * Reads what somebody wants to wait for from the moment they come into the queue; undefined for who has not said yet.
 * @throws as `readRoomChoice`, and for a mode that has no ranked matches
 */
export function readQueueWish(options: unknown): { readonly mode: RankedMode } | undefined {
  const { mode } = readRoomChoice(options);
  if (typeof options !== 'object' || options === null || !('mode' in options)) return undefined;
  const ranked = RANKED_MODES.find((id) => id === mode);
  if (ranked === undefined) throw refusal(HTTP_ERRORS.notRanked);
  return { mode: ranked };
}
