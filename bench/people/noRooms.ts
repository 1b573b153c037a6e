import type { RankedRooms } from '../../server/matchmaking/Matchmaker.ts';

/** Takes matches as fast as they are formed, and opens none: rooms are measured elsewhere. */
export const NO_ROOMS: RankedRooms = {
  takesMatches: true,
  open: async () => ({ callOff: () => {} }),
};
