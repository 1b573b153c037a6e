/** Those who were called to a match, and what has become of that. */
export interface Muster {
  /** The team of each, by player id. */
  readonly teams: ReadonlyMap<string, number>;
  /** Who has come, if only for a moment. */
  readonly arrived: Set<string>;
  /** Somebody has not: there is to be no match. */
  isCalledOff: boolean;
}
