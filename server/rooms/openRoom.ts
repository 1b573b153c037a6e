import { randomInt } from 'node:crypto';
import { MODES } from '../../shared/defs/modes.ts';
import { rulesOf } from '../../shared/defs/rules.ts';
import { HTTP_ERRORS, refusal } from '../errors.ts';
import { Match, type RestoreOptions } from '../match/Match.ts';
import type { Services } from '../services.ts';
import type { RosterEntry } from '../survival/RoomSnapshot.ts';
import { takeResultOver } from '../match/submitResult.ts';
import type { Muster } from './Muster.ts';
import { readRoomChoice } from './joinOptions.ts';

const SEEDS = 2 ** 31;

/** What a room begins with. */
export interface RoomOpening {
  readonly match: Match;
  readonly isPrivate: boolean;
  /** Whether a private room stays open for those who have yet to come. */
  readonly isAwaited: boolean;
  /** Of a match that was adopted: the right to it, and the seats that wait for their owners. */
  readonly fence?: number;
  readonly roster: readonly RosterEntry[];
  /** Of a match that was planned for certain people. */
  readonly muster?: Muster | undefined;
}

/**
 * Gives a new room its match: one that the server has planned for it, or one as the client wishes who asked for a room.
 * A match that was adopted is on already, and is taken at any load.
 * @throws a ServerError when this process is drained, has all the rooms it may have, is too busy, or has no such match; or when the mode
 * is not played on the map
 */
export function openRoom(roomId: string, wishes: unknown, services: Services): RoomOpening {
  const plan = services.plans.take(roomId);
  if (plan?.kind === 'adopted') {
    takeResultOver(plan.match, { results: services.results, fence: plan.fence });
    return { ...plan, isAwaited: plan.roster.length === 0 || plan.muster?.isComplete === false };
  }
  if (services.plans.isClosed) throw refusal(HTTP_ERRORS.notReady);
  if (services.rooms.size >= services.config.maxRooms) throw refusal(HTTP_ERRORS.full);
  if (!services.load.takesMatches) throw refusal(HTTP_ERRORS.busy);
  const { mode, map } = plan ?? readRoomChoice(wishes);
  const wished = plan?.kind === 'private' ? plan.rules : {};
  if (!MODES[mode].maps.includes(map)) throw refusal(HTTP_ERRORS.mapNotOfMode);
  const isPlanned = plan?.kind === 'ranked';
  const match = new Match({
    ...matchOptions(services),
    mode,
    map,
    isPlanned,
    // Nobody is left behind whose seat was promised: those of other sides would be one less.
    rules: { ...rulesOf(mode, wished), ...(isPlanned && { minPeople: plan.muster.called.length }) },
    bots: wished.bots ?? services.config.bots,
    awaitsPeople: plan?.kind === 'private',
    seed: randomInt(SEEDS),
  });
  const isAwaited = plan?.kind === 'private' ? plan.isAwaited : true;
  const opening = { match, isPrivate: plan !== undefined, isAwaited, roster: [] };
  return isPlanned ? { ...opening, muster: plan.muster } : opening;
}

/** What all matches of a process have in common. */
export function matchOptions({ maps, recorder }: Pick<Services, 'maps' | 'recorder'>): RestoreOptions {
  return { maps, recordTo: recorder };
}
