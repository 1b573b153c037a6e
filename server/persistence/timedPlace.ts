/** Where a page of rows ended that stand in order of time: a time in milliseconds and the id of a row, a UUID. */
export const TIMED_PLACE = /^(\d{1,15})\.([0-9a-f-]{36})$/;

export interface TimedPlace {
  readonly atMs: number;
  readonly id: string;
}

/** The place that a text of the form of `TIMED_PLACE` stands for; undefined for none. */
export function readTimedPlace(text: string | undefined): TimedPlace | undefined {
  const [, time, id] = TIMED_PLACE.exec(text ?? '') ?? [];
  return time === undefined || id === undefined ? undefined : { atMs: Number(time), id };
}

export function formatTimedPlace({ atMs, id }: TimedPlace): string {
  return `${atMs}.${id}`;
}
