const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The numbers of ranked play; the rules they belong to are RK1–RK8 of docs/spec.md. */
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
  waitAfterLeavesMs: [0, 5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS],
} as const;
