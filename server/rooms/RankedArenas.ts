import { randomInt } from 'node:crypto';
import { matchMaker } from '@colyseus/core';
import { MAPS, type MapId } from '../../shared/defs/maps.ts';
import type { ModeId } from '../../shared/defs/modes.ts';
import { ROOM_ARENA } from '../../shared/net/protocol.ts';
import { mapsFor } from '../match/chooseMap.ts';
import type { FormedMatch } from '../matchmaking/formMatches.ts';
import type { RankedRoom, RankedRooms } from '../matchmaking/Matchmaker.ts';
import type { Services } from '../services.ts';
import { Muster, type CalledPlayer } from './Muster.ts';

type RankedServices = Pick<Services, 'config' | 'load' | 'plans' | 'rooms'>;

/** Ranked matches as arenas of this process. */
export class RankedArenas implements RankedRooms {
  readonly #services: RankedServices;
  readonly #isAccepting: () => boolean;

  /** @param isAccepting whether this process is to begin anything at all */
  constructor(services: RankedServices, isAccepting: () => boolean) {
    this.#services = services;
    this.#isAccepting = isAccepting;
  }

  get takesMatches(): boolean {
    const { config, load, rooms } = this.#services;
    return this.#isAccepting() && load.takesMatches && rooms.size < config.maxRooms;
  }

  async open(matchId: string, match: FormedMatch): Promise<RankedRoom> {
    const { plans } = this.#services;
    const { mode } = match;
    const called = calledTo(match);
    const muster = new Muster({ called, arrived: [] });
    const map = chooseRankedMap(mode, called.length);
    plans.add(matchId, { kind: 'ranked', mode, map, muster });
    try {
      await matchMaker.handleCreateRoom(ROOM_ARENA, { mode, map }, undefined, matchId);
    } finally {
      plans.take(matchId);
    }
    return { callOff: () => (muster.isCalledOff = true) };
  }
}

/** The first side plays as team 1, the second as team 2. */
function calledTo({ sides, cards }: FormedMatch): CalledPlayer[] {
  return sides.flatMap((side, index) =>
    side.flatMap(({ players }) =>
      players.map(({ playerId }) => ({ playerId, team: index + 1, waitedMs: cards.get(playerId)!.waitedMs })),
    ),
  );
}

/** Any of those in rotation that hold so many: nobody chooses, and nobody knows beforehand. */
function chooseRankedMap(mode: ModeId, people: number): MapId {
  const maps = mapsFor(mode, people).filter((map) => MAPS[map].inRotation);
  return maps[randomInt(maps.length)]!;
}
