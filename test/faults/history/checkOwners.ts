import type { History, Taken, Violation, Written } from './History.ts';

/** Ends of leases are whole milliseconds of Redis' clock. */
const ROUNDING_MS = 1;

interface Right {
  readonly owner: string;
  readonly fence: number;
  readonly untilMs: number;
}

/** I1: at most one live owner per match at each instant; the fence only grows, and every fence is one owner's. */
export function checkOwners(history: History): Violation[] {
  const violations: Violation[] = [];
  const rights = new Map<string, Right>();
  const ended = new Set<string>();
  for (const line of history) {
    if (line.type === 'processEnded') ended.add(line.process);
    if (line.type === 'released') release(rights, line.room);
    // A Redis that forgot everything knows of no lease: whoever lives may take them up again.
    if (line.type === 'storeBack' && line.isEmpty) for (const room of rights.keys()) release(rights, room);
    if (line.type !== 'taken' && line.type !== 'written') continue;
    const held = rights.get(line.room);
    const what = line.type === 'taken' ? faultOfTaking(line, held, ended) : faultOfWriting(line, held);
    if (what !== undefined) violations.push({ invariant: 'I1', atMs: line.atMs, what: `room ${line.room}: ${what}` });
    rights.set(line.room, line);
  }
  return violations;
}

function release(rights: Map<string, Right>, room: string): void {
  const held = rights.get(room);
  if (held !== undefined) rights.set(room, { ...held, untilMs: 0 });
}

function faultOfTaking(
  { owner, fence, atMs }: Taken,
  held: Right | undefined,
  ended: ReadonlySet<string>,
): string | undefined {
  if (held === undefined) return undefined;
  if (fence <= held.fence) return `${owner} took it with fence ${fence}, after ${held.fence}`;
  if (owner === held.owner || held.untilMs <= atMs + ROUNDING_MS || ended.has(held.owner)) return undefined;
  return `${owner} took it from ${held.owner}, which lived and held it for another ${Math.round(held.untilMs - atMs)} ms`;
}

function faultOfWriting({ owner, fence }: Written, held: Right | undefined): string | undefined {
  if (held === undefined) return undefined;
  if (fence < held.fence) return `${owner} wrote with fence ${fence}, after ${held.owner} had it with ${held.fence}`;
  if (fence === held.fence && owner !== held.owner) return `${owner} wrote with the fence ${fence} of ${held.owner}`;
  return undefined;
}
