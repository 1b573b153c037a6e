import type { Kysely } from 'kysely';
import type { Accounts } from './accounts/Accounts.ts';
import type { KnownAddresses } from './accounts/KnownAddresses.ts';
import type { LivePeople } from './accounts/LivePeople.ts';
import type { PasswordChanges } from './accounts/PasswordChanges.ts';
import type { Config } from './config.ts';
import type { Limits } from './http/limits.ts';
import type { RequestBudget } from './http/RequestBudget.ts';
import type { Logger } from './infra/logger.ts';
import type { Metrics } from './infra/metrics.ts';
import type { LoadMeter } from './loop/LoadMeter.ts';
import type { SpareTime } from './loop/SpareTime.ts';
import type { TickLoop } from './loop/TickLoop.ts';
import type { ArenaMaps } from './match/loadMaps.ts';
import type { Match } from './match/Match.ts';
import type { ReplayRecorder } from './match/ReplayRecorder.ts';
import type { PendingSeats } from './matchmaking/PendingSeats.ts';
import type { ResultOutbox } from './persistence/ResultOutbox.ts';
import type { RankedPlay } from './matchmaking/openRankedPlay.ts';
import type { Database } from './persistence/tables.ts';
import type { ReportDesk } from './reports/ReportDesk.ts';
import type { RoomPlans } from './rooms/RoomPlans.ts';
import type { Survival } from './survival/Survival.ts';
import type { WordWatch } from './words/WordWatch.ts';

/** What every room of a process shares. */
export interface Services {
  readonly config: Config;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly maps: ArenaMaps;
  /** Ticks the rooms. */
  readonly loop: TickLoop;
  /** What this process can take on. */
  readonly load: LoadMeter;
  /** When there is time for what is asked beside the game. */
  readonly spareTime: SpareTime;
  readonly recorder: ReplayRecorder;
  /** Takes what people report. */
  readonly reports: ReportDesk;
  /** How much each person may say. */
  readonly chatBudget: RequestBudget;
  /** What may be said, and what players may be called. */
  readonly words: WordWatch;
  /** People and what they played; open before the first room is. */
  readonly db: Kysely<Database>;
  /** Puts on record how matches end. */
  readonly results: ResultOutbox;
  /** What the rooms are to be that the server itself makes. */
  readonly plans: RoomPlans;
  /** What anybody may do how often. */
  readonly limits: Limits;
  readonly accounts: Accounts;
  readonly passwordChanges: PasswordChanges;
  /** From where the owners of accounts have signed in. */
  readonly knownAddresses: KnownAddresses;
  /** Who with a token is in this process now. */
  readonly people: LivePeople;
  readonly pendingSeats: PendingSeats;
  readonly ranked: RankedPlay;
  /** Lets matches outlive this process; absent without Redis. */
  readonly survival?: Survival | undefined;
  /** The matches being played in this process. */
  readonly rooms: Set<Match>;
}
