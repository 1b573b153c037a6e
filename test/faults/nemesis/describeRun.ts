import type { History, Line, Violation } from '../history/History.ts';

const BEFORE_MS = 4000;
const AFTER_MS = 300;
const MOST_TOLD = 5;

/** What went wrong in a run, each with what was said shortly before; sights and snapshots are left out. */
export function describeRun(history: History, violations: readonly Violation[]): string {
  const began = Math.min(...history.map(({ atMs }) => atMs));
  const told = violations.slice(0, MOST_TOLD).map(({ invariant, what, atMs }) => {
    const around = history
      .filter(({ type }) => type !== 'seen' && type !== 'written' && type !== 'part')
      .filter((line) => line.atMs > atMs - BEFORE_MS && line.atMs < atMs + AFTER_MS)
      .toSorted((one, other) => one.atMs - other.atMs)
      .map((line) => `    ${describeLine(line, began)}`);
    return [`${invariant} at ${Math.round(atMs - began)} ms: ${what}`, ...around].join('\n');
  });
  return `${violations.length} violations\n${told.join('\n')}`;
}

/** All that was said in a run but sights and snapshots, the oldest first. */
export function describeEvents(history: History): string {
  const began = Math.min(...history.map(({ atMs }) => atMs));
  return history
    .filter(({ type }) => type !== 'seen' && type !== 'written')
    .toSorted((one, other) => one.atMs - other.atMs)
    .map((line) => describeLine(line, began))
    .join('\n');
}

function describeLine({ atMs, type, ...rest }: Line, began: number): string {
  const facts = type === 'said' && 'line' in rest ? rest.line : JSON.stringify(rest);
  return `${Math.round(atMs - began)} ms ${type} ${facts.slice(0, 400)}`;
}
