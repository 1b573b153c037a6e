import { RANKED } from '../../shared/defs/ranked.ts';
import type { PlayedMatch, PlayedMatchPlayer } from '../../shared/net/records.ts';
import { changeText } from '../records/recordTexts.ts';

/**
 * What a ranked match was for a player: "Won against Bob: +24", "Lost: 3 of 10 placement matches played".
 * @param self the player's id on record
 * @returns undefined for a match that counted nothing for them
 */
export function describeRanked({ players }: PlayedMatch, self: string | undefined): string | undefined {
  const own = players.find(({ id }) => id === self);
  if (own?.ratingChange === undefined) return undefined;
  const others = players.filter(({ team }) => team !== own.team);
  const [opponent] = others.length === 1 ? others : [];
  const whom = opponent === undefined ? '' : ` against ${opponent.name}`;
  return `${describeEnd(own, others)}${whom}: ${describeWorth(own)}`;
}

function describeEnd(own: PlayedMatchPlayer, others: readonly PlayedMatchPlayer[]): string {
  if (own.place > 1) return 'Lost';
  return others.some(({ place }) => place === 1) ? 'A draw' : 'Won';
}

function describeWorth({ ratingChange, placement }: PlayedMatchPlayer): string {
  if (placement === undefined) return changeText(ratingChange);
  const played = `${placement} of ${RANKED.placementMatches} placement matches played`;
  return placement < RANKED.placementMatches ? played : `${played}, you have a rating now`;
}
