import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  /** Time one tick of one room took, in seconds. */
  readonly tickSeconds: Histogram;
  /** How much later than due a tick ran, in seconds. */
  readonly tickLatenessSeconds: Histogram;
  /** Ticks that were never run because their room was too late. */
  readonly droppedTicks: Counter;
  /** Share of its time the thread was busy in the last seconds. */
  readonly load: Gauge;
  /** Share of the ticks of the last seconds that began more than half a tick late. */
  readonly lateTicks: Gauge;
  /** Requests and results that wait until the game leaves time for them. */
  readonly waitingBeside: Gauge;
  readonly rooms: Gauge;
  readonly people: Gauge;
  readonly bots: Gauge;
  readonly roomFailures: Counter;
  /** Connections the server closed, by the name of the reason (docs/errors.md). */
  readonly closedConnections: Counter<'reason'>;
  /** Connections cut off before they were of use: one too many in all, or of their address, or in no seat in time. */
  readonly refusedConnections: Counter<'reason'>;
  /** Messages nobody read, by the reason: limit, flood, broken, unknown or outOfTurn. */
  readonly droppedMessages: Counter<'reason'>;
  readonly replaysLost: Counter;
  /** Results of matches that are not in the database yet. */
  readonly resultsWaiting: Gauge;
  /** Results that the database will never take; each waits for somebody to look at it. */
  readonly resultsRefused: Counter;
  /** Matches taken up from other processes. */
  readonly adoptedMatches: Counter;
  /** Matches given up because another process had taken them. */
  readonly fencedMatches: Counter;
  /** Time it took to take a snapshot down, on the thread of the game, in seconds. */
  readonly snapshotSeconds: Histogram;
  readonly snapshotBytes: Histogram;
}

const TICK_BUCKETS = [0.0001, 0.00025, 0.0005, 0.001, 0.002, 0.004, 0.008, 0.0167, 0.033, 0.1];

/** The numbers of one process, in a registry of their own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'fracas_' });
  const registers = [registry];
  return {
    registry,
    ...createTickMetrics(registers),
    rooms: new Gauge({ name: 'fracas_rooms', help: 'Rooms open', registers }),
    people: new Gauge({ name: 'fracas_people', help: 'People seated, away or not', registers }),
    bots: new Gauge({ name: 'fracas_bots', help: 'Bots seated', registers }),
    roomFailures: new Counter({
      name: 'fracas_room_failures_total',
      help: 'Rooms ended by an unexpected error',
      registers,
    }),
    closedConnections: new Counter({
      name: 'fracas_closed_connections_total',
      help: 'Connections the server closed',
      labelNames: ['reason'],
      registers,
    }),
    refusedConnections: new Counter({
      name: 'fracas_refused_connections_total',
      help: 'Connections cut off before they were of use: total, address or noSeat',
      labelNames: ['reason'],
      registers,
    }),
    droppedMessages: new Counter({
      name: 'fracas_dropped_messages_total',
      help: 'Messages nobody read: limit, flood, broken, unknown or outOfTurn',
      labelNames: ['reason'],
      registers,
    }),
    replaysLost: new Counter({
      name: 'fracas_replays_lost_total',
      help: 'Replays that could not be written',
      registers,
    }),
    ...createResultMetrics(registers),
    ...createSurvivalMetrics(registers),
  };
}

function createTickMetrics(registers: Registry[]) {
  return {
    tickSeconds: new Histogram({
      name: 'fracas_tick_seconds',
      help: 'Time a tick of a room took',
      buckets: TICK_BUCKETS,
      registers,
    }),
    tickLatenessSeconds: new Histogram({
      name: 'fracas_tick_lateness_seconds',
      help: 'How much later than due a tick ran',
      buckets: TICK_BUCKETS,
      registers,
    }),
    droppedTicks: new Counter({
      name: 'fracas_dropped_ticks_total',
      help: 'Ticks never run because their room was too late',
      registers,
    }),
    load: new Gauge({
      name: 'fracas_load',
      help: 'Share of its time the thread was busy in the last seconds, 0 to 1',
      registers,
    }),
    waitingBeside: new Gauge({
      name: 'fracas_waiting_beside',
      help: 'Requests and results that wait until the game leaves time for them',
      registers,
    }),
    lateTicks: new Gauge({
      name: 'fracas_late_ticks',
      help: 'Share of the ticks of the last seconds that began more than half a tick late, 0 to 1',
      registers,
    }),
  };
}

function createResultMetrics(registers: Registry[]) {
  return {
    resultsWaiting: new Gauge({
      name: 'fracas_results_waiting',
      help: 'Results of matches that wait for the database',
      registers,
    }),
    resultsRefused: new Counter({
      name: 'fracas_results_refused_total',
      help: 'Results of matches that were set aside because the database will never take them',
      registers,
    }),
  };
}

function createSurvivalMetrics(registers: Registry[]) {
  return {
    adoptedMatches: new Counter({
      name: 'fracas_matches_adopted_total',
      help: 'Matches taken up from other processes',
      registers,
    }),
    fencedMatches: new Counter({
      name: 'fracas_matches_fenced_total',
      help: 'Matches given up because another process had taken them',
      registers,
    }),
    snapshotSeconds: new Histogram({
      name: 'fracas_snapshot_seconds',
      help: 'Time it took to take a snapshot down',
      buckets: TICK_BUCKETS,
      registers,
    }),
    snapshotBytes: new Histogram({
      name: 'fracas_snapshot_bytes',
      help: 'Size of a snapshot',
      buckets: [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000],
      registers,
    }),
  };
}
