import type { RankedMode } from '../../shared/defs/ranked.ts';
import type { MatchCard, MatchReason } from '../../shared/net/MatchCard.ts';
import type { FromQueue, QueueRefusal } from '../../shared/net/queueMessages.ts';
import { formatClock } from '../hud/hudTexts.ts';

export const RANKED_TITLES: Readonly<Record<RankedMode, string>> = {
  duel: 'Ranked duel',
  teamDeathmatch: 'Ranked team match',
};

const REASONS: Readonly<Record<MatchReason, string>> = {
  close: 'Everybody is as close as one looks for at first.',
  widened: 'The search went further, because somebody had waited.',
  smaller: 'The teams are smaller than usual, because too few are about.',
  placement: 'Somebody is still being placed, so strengths are less certain.',
};

const REFUSALS: Readonly<Record<QueueRefusal, string>> = {
  leftEarly: 'You left ranked matches early.',
  matchStillOn: 'You left a ranked match that is still being played. You can queue again when it is over.',
  missedMatch: 'You did not come to a ranked match you were called to, or left it before it began.',
  mateMissedMatch: 'Somebody of your party did not come to a ranked match, or left it before it began.',
  partyTooLarge: 'Your party is larger than a side of this mode.',
  partyFull: 'This party is complete already.',
  partyDiffers: 'Others of your party queue for something else.',
  recordAway: 'The server cannot read ratings right now. Try again in a moment.',
};

/** A span of time as minutes and seconds, such as `1:05`. */
export function formatWait(ms: number): string {
  return formatClock(Math.max(0, Math.floor(ms / 1000)));
}

/** What the queue page says below the clock, line by line. */
export function describeProgress({ ahead, missing, reach }: FromQueue['progress']): readonly string[] {
  if (missing > 0) return [missing === 1 ? 'One of your party is missing.' : `${missing} of your party are missing.`];
  const place = ahead === 0 ? 'Nobody has waited longer.' : `${ahead} have waited longer.`;
  return [place, `Looking within ${reach.points} points and ${reach.pingMs} ms of ping, further each second.`];
}

/** What a player reads of a match before it begins: a name and a value a row. */
export function describeCard(card: MatchCard): readonly (readonly [string, string])[] {
  return [
    ['Your chance', `${Math.round(card.chance * 100)} %`],
    ['Gap', describeGap(card)],
    ['Your ping', `${card.pingMs} ms, all within ${card.pingGapMs} ms`],
    ['Waited', formatWait(card.waitedMs)],
    ['Why this match', card.reasons.map((reason) => REASONS[reason]).join(' ')],
  ];
}

/** Why somebody is not in the queue, and when they can be. */
export function describeRefusal({ reason, waitMs }: FromQueue['refused']): string {
  return waitMs === undefined ? REFUSALS[reason] : `${REFUSALS[reason]} You can queue again in ${formatWait(waitMs)}.`;
}

function describeGap({ ratingGap, sideSize }: MatchCard): string {
  if (ratingGap === 0) return 'none';
  const who = sideSize === 1 ? 'you are' : 'your side is';
  return `${Math.abs(ratingGap)} points: ${who} ${ratingGap > 0 ? 'the stronger' : 'the weaker'}`;
}
