import { setTimeout as delay } from 'node:timers/promises';
import type { QueuedPlayer } from '../../server/matchmaking/Ticket.ts';
import { Matchmaker } from '../../server/matchmaking/Matchmaker.ts';
import { Queue } from '../../server/matchmaking/Queue.ts';
import type { TicketStore } from '../../server/matchmaking/TicketStore.ts';
import type { Services } from '../../server/services.ts';
import { QUEUE_RULES } from '../../shared/defs/ranked.ts';
import { crowdApart } from './crowds.ts';
import type { Errand } from './errands.ts';
import { NO_ROOMS } from './noRooms.ts';
import { openTickets } from './openTickets.ts';
import type { Repetitions } from './repeat.ts';

/** As a room of the queue has it. */
const BEAT_MS = 1000;
/** Rooms of the queue, which take 500 each. */
const QUEUES = 2;
const PAIRS_PER_SECOND = 5;
const PING_MS = 30;

/** Longer than anybody waits whose match is found at the first look. */
const PATIENCE_MS = 5_000;
const LOOK_MS = 50;

/** Makes ready a queue in which many wait whom nobody can be matched with. Then pairs come who can be, with each other. */
export async function preparePairs(
  { players, seed, seconds, redisUrl }: Extract<Errand, { readonly kind: 'pairs' }>,
  { log, spareTime }: Services,
): Promise<() => Promise<Repetitions>> {
  const opened = openTickets(redisUrl, log);
  const tickets = await opened.empty();
  const hall = new Hall(tickets, log);
  const waiting = crowdApart(players + seconds * PAIRS_PER_SECOND, seed).flatMap((ticket) => ticket.players);
  for (const player of waiting.slice(0, players)) hall.enter(player);
  await hall.beat();
  const matchmaker = new Matchmaker({ tickets, rooms: NO_ROOMS, rules: QUEUE_RULES, spareTime, log });
  return async () => {
    const startMs = performance.now();
    matchmaker.start();
    hall.start();
    for (const player of waiting.slice(players)) {
      for (const name of ['one', 'other']) {
        hall.enter({ ...player, playerId: `${player.playerId}-${name}`, pingMs: PING_MS });
      }
      await delay(1000 / PAIRS_PER_SECOND);
    }
    await hall.waitForCalls(2 * (waiting.length - players));
    hall.stop();
    await matchmaker.stop();
    await opened.close();
    const unmatched = 2 * (waiting.length - players) - hall.timesMs.length;
    const failures: Record<string, number> = unmatched === 0 ? {} : { 'not matched': unmatched };
    return { timesMs: hall.timesMs, failures, seconds: (performance.now() - startMs) / 1000 };
  };
}

/** Two rooms full of players who queue, without their connections. */
class Hall {
  /** From entering until the call to a match, for each who was called. */
  readonly timesMs: number[] = [];
  readonly #players = new Map<string, QueuedPlayer>();
  readonly #queues: readonly Queue[];
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(tickets: TicketStore, log: Services['log']) {
    const records = {
      read: async (playerId: string) => ({ ...this.#players.get(playerId)!, mayQueueAtMs: 0 }),
    };
    this.#queues = Array.from({ length: QUEUES }, () => new Queue({ tickets, records, log }));
  }

  enter(player: QueuedPlayer): void {
    const { playerId, name, pingMs } = player;
    const queue = this.#queues[this.#players.size % QUEUES]!;
    this.#players.set(playerId, player);
    const enteredAtMs = performance.now();
    queue.connect({
      connection: playerId,
      playerId,
      name,
      pingMs: () => pingMs,
      tell: (type) => {
        if (type === 'matched') this.timesMs.push(performance.now() - enteredAtMs);
      },
      replace: () => {},
    });
    void queue.enter(playerId, { mode: 'duel' });
  }

  async beat(): Promise<void> {
    await Promise.all(this.#queues.map((queue) => queue.beat()));
  }

  /** Beats from now on, each room at its own time. */
  start(): void {
    for (const [index, queue] of this.#queues.entries()) {
      const begin = () => this.#timers.push(setInterval(() => void queue.beat(), BEAT_MS));
      this.#timers.push(setTimeout(begin, (index * BEAT_MS) / QUEUES));
    }
  }

  /** Waits until so many have been called, or nobody can be expected to be any more. */
  async waitForCalls(count: number): Promise<void> {
    const endMs = performance.now() + PATIENCE_MS;
    while (this.timesMs.length < count && performance.now() < endMs) await delay(LOOK_MS);
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }
}
