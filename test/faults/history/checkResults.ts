import type { History, Part, Violation, Written } from './History.ts';

/** I4: a match has one result over all processes, no tick of it is recorded twice, and every record plays again as it went. */
export function checkResults(history: History): Violation[] {
  return [...checkSavedResults(history), ...checkParts(history)];
}

function checkSavedResults(history: History): Violation[] {
  const violations: Violation[] = [];
  const results = new Map<string, Written>();
  for (const line of history) {
    if (line.type !== 'written') continue;
    const { matchId, phase, atMs } = line;
    const result = results.get(matchId);
    if (phase === 'results' && result === undefined) results.set(matchId, line);
    if (result === undefined) continue;
    const tell = (what: string) => violations.push({ invariant: 'I4', atMs, what: `match ${matchId} ${what}` });
    if (phase !== 'results') tell(`is in phase ${phase} after its result`);
    else if (Object.entries(line.kills).some(([player, kills]) => (result.kills[player] ?? kills) !== kills))
      tell('has a second result, which differs');
  }
  return violations;
}

function checkParts(history: History): Violation[] {
  const violations: Violation[] = [];
  const parts = history
    .filter((line): line is Part => line.type === 'part')
    .toSorted((one, other) => one.fromTick - other.fromTick);
  const last = new Map<string, Part>();
  for (const part of parts) {
    if (part.difference !== undefined)
      violations.push({ invariant: 'I4', atMs: part.atMs, what: `${part.file}: ${part.difference}` });
    const before = last.get(part.matchId);
    if (before === undefined || part.toTick > before.toTick) last.set(part.matchId, part);
    if (before === undefined || part.fromTick >= before.toTick) continue;
    const overlap = `${part.fromTick} to ${Math.min(part.toTick, before.toTick)}`;
    const what = `ticks ${overlap} of match ${part.matchId} are in both ${before.file} and ${part.file}`;
    violations.push({ invariant: 'I4', atMs: part.atMs, what });
  }
  return violations;
}
