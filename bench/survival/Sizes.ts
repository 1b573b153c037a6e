/** What a run of the benches of survival is asked to be like; absent sizes are each part's own. */
export interface Sizes {
  readonly seed: number;
  /** Numbers of matches, one result for each. */
  readonly rooms?: readonly number[] | undefined;
  /** Clients in each match, or in all where the matches are filled by themselves. */
  readonly clients?: number | undefined;
  /** Faults of each kind, or calls that are timed. */
  readonly times?: number | undefined;
  /** For how long is measured. */
  readonly seconds?: number | undefined;
  /** Joins a second. */
  readonly rate?: number | undefined;
}

/** What every part of the bench is given. */
export interface Run extends Sizes {
  /** Ends the run early; everything started is ended then too. */
  readonly signal: AbortSignal;
  /** Says how far it is, for people. */
  tell(progress: string): void;
}

/** Columns by name, in the order they are shown. */
export type Row = Readonly<Record<string, number | string>>;
