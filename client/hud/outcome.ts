import type { Standing } from '../../shared/net/messages.ts';
import { formatPlace } from './hudTexts.ts';

/** What a match was for a player, in a word: several who share the first place have not won. */
export function describeOutcome(standings: readonly Standing[], own: Standing | undefined): string {
  if (own === undefined) return 'The match is over';
  if (own.place > 1) return `${formatPlace(own.place)} place`;
  return standings.filter(({ place }) => place === 1).length > 1 ? 'A draw' : 'Victory';
}

/** The first `most` lines of the table; whoever stands further down sees their own in place of the last. */
export function shownStandings(
  standings: readonly Standing[],
  own: Standing | undefined,
  most: number,
): readonly Standing[] {
  const shown = standings.slice(0, most);
  if (own === undefined || shown.includes(own)) return shown;
  return [...shown.slice(0, most - 1), own];
}
