import type { Redis } from 'ioredis';
import type { LightClient } from '../../bots/LightClient.ts';
import { readRoomSnapshot } from '../../server/survival/RoomSnapshot.ts';
import type { Cluster } from '../../tools/cluster/Cluster.ts';
import type { GameProcess } from '../../tools/cluster/GameProcess.ts';
import { Metrics } from './Metrics.ts';

/** A match as Redis has it. */
interface KeptMatch {
  /** Colyseus' name of the process that owns it. */
  readonly owner: string;
  /** Sessions whose seats are theirs. */
  readonly sessions: ReadonlySet<string>;
}

/** A process that has just come is let alone for this long: after that it takes up matches. */
const READY_MS = 3_000;

/** The process with the most people, and how many they are. */
export async function findFullest({ processes }: Cluster): Promise<GameProcess> {
  const people = await Promise.all(
    processes.map(async ({ adminUrl }) => (await Metrics.read(adminUrl)).value('fracas_people')),
  );
  return processes[people.indexOf(Math.max(...people))]!;
}

/** Those of the clients whose matches a process owns. */
export async function findGuests(
  redis: Redis,
  process: GameProcess,
  clients: Iterable<LightClient>,
): Promise<LightClient[]> {
  const matches = new Map<string, string | null>();
  const owner = await findProcessId(redis, process);
  const guests: LightClient[] = [];
  for (const client of clients) {
    const { roomId } = client;
    if (!matches.has(roomId)) matches.set(roomId, await redis.hget(`fracas:match:${roomId}`, 'owner'));
    if (matches.get(roomId) === owner) guests.push(client);
  }
  return guests;
}

/** Those of the clients that sit in their match under the session they first joined with. */
export async function findSeated(redis: Redis, clients: Iterable<LightClient>): Promise<Set<LightClient>> {
  const all = [...clients].filter(({ presence }) => presence === 'here');
  const roomIds = [...new Set(all.map(({ roomId }) => roomId))];
  const matches = new Map(
    await Promise.all(roomIds.map(async (roomId) => [roomId, await readMatch(redis, roomId)] as const)),
  );
  return new Set(all.filter(({ roomId, playerId }) => matches.get(roomId)?.sessions.has(playerId) === true));
}

/** Whether every process lives in the eyes of the others, long enough to take up matches, and each match is in one process only. */
export async function isQuiet(redis: Redis, { processes }: Cluster, rooms: number): Promise<boolean> {
  if (!processes.every(({ isRunning, servedMs }) => isRunning && servedMs > READY_MS)) return false;
  if ((await redis.hlen('fracas:processes')) !== processes.length) return false;
  const open = await Promise.all(
    processes.map(async ({ adminUrl }) => (await Metrics.read(adminUrl)).value('fracas_rooms')),
  );
  return open.reduce((sum, count) => sum + count, 0) === rooms;
}

async function readMatch(redis: Redis, roomId: string): Promise<KeptMatch | undefined> {
  const [owner, snapshot] = await redis.hmget(`fracas:match:${roomId}`, 'owner', 'snapshot');
  if (!owner || !snapshot) return undefined;
  const { roster } = readRoomSnapshot(snapshot);
  return { owner, sessions: new Set(roster.map(({ sessionId }) => sessionId)) };
}

/** Colyseus' name of a process, which it changes with each start. */
async function findProcessId(redis: Redis, { url }: GameProcess): Promise<string | undefined> {
  const rows = Object.entries(await redis.hgetall('fracas:processes'));
  const { host } = new URL(url);
  return rows.find(([, row]) => (JSON.parse(row) as { peerAddress: string }).peerAddress === host)?.[0];
}
