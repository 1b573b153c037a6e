import type { History, Kills, Seen, Violation, Written } from './History.ts';

/** Before that kills do not count, and are struck out when it begins. */
const COUNTING: readonly string[] = ['live', 'results'];

/** I3: what a snapshot kept, or a client saw at or before the tick of a snapshot, is there ever after. */
export function checkDurability(history: History): Violation[] {
  return [...checkSnapshots(history), ...checkSights(history)];
}

/** Snapshots follow each other without going back, whoever writes them. */
function checkSnapshots(history: History): Violation[] {
  const violations: Violation[] = [];
  const last = new Map<string, Written>();
  for (const line of history) {
    if (line.type === 'storeBack' && line.isEmpty) last.clear();
    if (line.type !== 'written') continue;
    const before = last.get(line.room);
    last.set(line.room, line);
    const what = before && findLoss(before, line);
    if (what !== undefined) violations.push({ invariant: 'I3', atMs: line.atMs, what: `room ${line.room}: ${what}` });
  }
  return violations;
}

function findLoss(before: Written, after: Written): string | undefined {
  if (after.tick < before.tick) return `a snapshot of tick ${after.tick} after one of ${before.tick}`;
  if (after.match < before.match) return `a snapshot of match ${after.match} after one of ${before.match}`;
  if (after.match > before.match) return undefined;
  if (after.matchId !== before.matchId) return `match ${after.match} goes on under another name`;
  return findLostKills(before, after);
}

/** Each client's sights follow each other; those later than the snapshot that a new owner began with are taken out. */
function checkSights(history: History): Violation[] {
  const violations: Violation[] = [];
  const savedTick = new Map<string, number>();
  const takenAtMs = new Map<string, number>();
  const connectedAtMs = new Map<string, number>();
  const kept = new Map<string, Seen[]>();
  for (const line of history) {
    if (line.type === 'written') savedTick.set(line.room, line.tick);
    if (line.type === 'joined' || line.type === 'back') connectedAtMs.set(line.player, line.atMs);
    if (line.type === 'taken') {
      takenAtMs.set(line.room, line.atMs);
      const beginTick = savedTick.get(line.room) ?? 0;
      kept.set(
        line.room,
        (kept.get(line.room) ?? []).filter(({ tick }) => tick <= beginTick),
      );
    }
    // Who is still connected to the last owner sees what nobody promised.
    if (line.type !== 'seen' || connectedAtMs.get(line.player)! < (takenAtMs.get(line.room) ?? 0)) continue;
    const sights = kept.get(line.room) ?? [];
    kept.set(line.room, sights);
    const before = sights.findLast(({ tick }) => tick <= line.tick);
    const what = before?.match === line.match ? findLostKills(before, line) : undefined;
    if (what !== undefined)
      violations.push({ invariant: 'I3', atMs: line.atMs, what: `${line.player} sees that ${what}` });
    sights.push(line);
  }
  return violations;
}

function findLostKills(
  before: { readonly tick: number; readonly phase: string; readonly kills: Kills },
  after: { readonly tick: number; readonly phase: string; readonly kills: Kills },
): string | undefined {
  if (!COUNTING.includes(before.phase)) return undefined;
  for (const [player, kills] of Object.entries(before.kills)) {
    const now = after.kills[player];
    if (now !== undefined && now < kills)
      return `${player} has ${now} kills at tick ${after.tick}, and had ${kills} at ${before.tick}`;
  }
  return undefined;
}
