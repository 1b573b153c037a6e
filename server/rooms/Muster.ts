/** Those who were called to a match, and what has become of that. */
export interface Muster {
  /** The team of each, by player id. */
  readonly teams: ReadonlyMap<string, number>;
  /** Who has come; without those who left again, once it is called off for that. */
  readonly arrived: Set<string>;
  /** Somebody has not, or has left before it began: there is to be no match. */
  isCalledOff: boolean;
}
