/** The modes that are played for a rating. */
export type RankedMode = 'duel' | 'teamDeathmatch';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The numbers of ranked play; the rules they belong to are RK1–RK9 and QU9 of docs/spec.md. */
export const RANKED = {
  /** What somebody begins with, in the units of OpenSkill: strength and doubt. */
  newcomer: { mu: 25, sigma: 25 / 3 },
  /** Doubt grows by this with every match, or a rating of long standing could not follow its player any more. */
  restlessness: 25 / 300,
  /** Points shown for one unit of strength: a settled player of middling strength stands near 1200. */
  shownPoints: 60,
  /** So many deviations below what is believed of somebody lies what is shown. */
  shownDeviations: 3,
  /** Matches until somebody stands on the leaderboard. */
  placementMatches: 10,
  /** Absence up to this leaves a rating as it was. */
  restMs: 14 * DAY_MS,
  weekMs: 7 * DAY_MS,
  /** The variance that a whole week adds after that: in a year a settled rating becomes half as doubtful as a new one. */
  varianceOfWeek: 0.3,
  /** What of a loss counts whose side somebody had left. */
  shareOfLossWhenLeft: 0.5,
  /** Leaving early is remembered for so long. */
  leavesRememberedMs: DAY_MS,
  /** How long whoever left early stays out of the queue: the first time, the second, and so on; then as the last. */
  waitAfterLeavesMs: [0, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS],
  /** That somebody did not come to a match, or left it before it began, is remembered for so long after the last time. */
  missesRememberedMs: HOUR_MS,
  /** How long they stay out of the queue then: the first time, the second, and from the third on. */
  waitAfterMissesMs: [30_000, 2 * MINUTE_MS, 5 * MINUTE_MS],
} as const;

/** How far from somebody's own the others of a match may be: more, the longer they wait. */
export interface Widening {
  readonly atFirst: number;
  readonly perSecond: number;
  readonly atMost: number;
}

export interface QueueRules {
  /** Players a side, by mode: the first, largest size at once, each other for those who have waited for so long. */
  readonly sides: Readonly<Record<RankedMode, readonly { readonly size: number; readonly afterMs: number }[]>>;
  /** In units of strength. */
  readonly rating: Widening;
  readonly pingMs: Widening;
  /** Whose rating is still being placed looks so many times as far: nobody knows yet where they belong. */
  readonly placementReach: number;
}

/** How ranked matches are formed (QU1–QU6 of docs/spec.md). The queue simulator shows what a change here does. */
export const QUEUE_RULES: QueueRules = {
  sides: {
    duel: [{ size: 1, afterMs: 0 }],
    teamDeathmatch: [
      { size: 4, afterMs: 0 },
      { size: 3, afterMs: 30_000 },
      { size: 2, afterMs: 60_000 },
    ],
  },
  rating: { atFirst: 2, perSecond: 0.1, atMost: 50 },
  pingMs: { atFirst: 40, perSecond: 2, atMost: 1000 },
  placementReach: 2,
};

export const RANKED_MODES = Object.keys(QUEUE_RULES.sides) as readonly RankedMode[];

/** So many may wait for a mode together, in a party. */
export function largestParty(mode: RankedMode): number {
  return QUEUE_RULES.sides[mode][0]!.size;
}
