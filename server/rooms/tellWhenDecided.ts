import type { Room } from '@colyseus/core';
import type { ToClient } from '../../shared/net/messages.ts';
import type { Match } from '../match/Match.ts';
import { submitResult, type ResultRight } from '../match/submitResult.ts';
import type { ArenaTypes } from './ArenaTypes.ts';

/** To be called after each tick: when the match was decided in it, everybody in the room hears of it, and it goes on record. */
export function tellWhenDecided(room: Room<ArenaTypes>, match: Match, right: ResultRight): void {
  const isDecided = match.world.events.some((event) => event.type === 'phase' && event.phase === 'results');
  if (!isDecided) return;
  submitResult(match, right);
  room.broadcast('results', match.results() satisfies ToClient['results']);
}
