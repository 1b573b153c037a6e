import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { CHAT } from '../shared/defs/chat.ts';
import type { Config } from './config.ts';
import { RequestBudget } from './http/RequestBudget.ts';
import type { Logger } from './infra/logger.ts';
import { makeDirectory } from './infra/makeDirectory.ts';
import { createMetrics } from './infra/metrics.ts';
import { LoadMeter } from './loop/LoadMeter.ts';
import { SpareTime } from './loop/SpareTime.ts';
import { TickLoop } from './loop/TickLoop.ts';
import { loadMaps } from './match/loadMaps.ts';
import { ReplayRecorder } from './match/ReplayRecorder.ts';
import { ReportStore } from './persistence/ReportStore.ts';
import { ResultFiles } from './persistence/ResultFiles.ts';
import { ResultOutbox } from './persistence/ResultOutbox.ts';
import { ResultStore } from './persistence/ResultStore.ts';
import { openWaitingReports } from './reports/openWaitingReports.ts';
import { ReportDesk } from './reports/ReportDesk.ts';
import { WaitingReports } from './reports/WaitingReports.ts';
import { RoomPlans } from './rooms/RoomPlans.ts';
import type { Services } from './services.ts';
import { WordWatch } from './words/WordWatch.ts';

const KEPT_REPLAYS = 200;
/** A megabyte each at the most. */
const KEPT_REPORTS = 1000;
export const MAPS_DIRECTORY = new URL('../maps/', import.meta.url);

type Grounds = Pick<Services, 'config' | 'log' | 'metrics' | 'db'>;

/**
 * What the rooms of a process share, as far as it stands by itself. Throws when a map cannot be read, or `DATA_DIR` not be
 * written to.
 * @param db need not be open yet
 */
export function createServices(
  config: Config,
  log: Logger,
  db: Services['db'],
): Omit<
  Services,
  'survival' | 'accounts' | 'passwordChanges' | 'knownAddresses' | 'people' | 'limits' | 'pendingSeats' | 'ranked'
> {
  const metrics = createMetrics();
  const own = { config, log, metrics, db };
  const recorder = new ReplayRecorder({
    directory: openReplays(config),
    keepFiles: KEPT_REPLAYS,
    log,
    onLost: () => metrics.replaysLost.inc(),
  });
  const spareTime = new SpareTime({ metrics });
  const load = new LoadMeter({ maxLoad: config.maxLoad, metrics });
  return {
    ...own,
    maps: loadMaps(MAPS_DIRECTORY),
    loop: new TickLoop({ metrics, load, log }),
    load,
    spareTime,
    recorder,
    reports: openReports(own),
    results: openResults({ ...own, spareTime }),
    chatBudget: new RequestBudget({ requests: CHAT.lines, perMs: CHAT.perMs }),
    words: new WordWatch({ file: config.wordList, log }),
    plans: new RoomPlans(),
    rooms: new Set(),
  };
}

/** Reports keep what they show apart from the replays of matches, which make way for newer ones; those who share replays share it too. */
function openReports({ config, log, metrics, db }: Grounds): ReportDesk {
  const directory = openReportSlices(config);
  const recorder = new ReplayRecorder({
    directory,
    keepFiles: KEPT_REPORTS,
    log,
    onLost: () => metrics.replaysLost.inc(),
  });
  const store = new ReportStore(db);
  const waiting = new WaitingReports({ files: openWaitingReports(directory), store, log });
  return new ReportDesk({ recorder, store, waiting, log });
}

function openResults({ config, log, metrics, db, spareTime }: Grounds & Pick<Services, 'spareTime'>): ResultOutbox {
  const files = new ResultFiles(openDirectory(join(config.dataDir, 'results'), `DATA_DIR=${config.dataDir}`));
  return new ResultOutbox({ files, store: new ResultStore(db), spareTime, log, metrics });
}

function openReplays({ dataDir, replayDir }: Config): string {
  if (replayDir === undefined) return openDirectory(join(dataDir, 'replays'), `DATA_DIR=${dataDir}`);
  return openDirectory(replayDir, `REPLAY_DIR=${replayDir}`);
}

function openReportSlices({ dataDir, replayDir }: Config): string {
  if (replayDir === undefined) return openDirectory(join(dataDir, 'reports'), `DATA_DIR=${dataDir}`);
  return openDirectory(join(replayDir, 'reports'), `REPLAY_DIR=${replayDir}`);
}

/** Better no start than matches whose replays and results are all lost. */
function openDirectory(directory: string, setting: string): string {
  try {
    makeDirectory(directory);
    accessSync(directory, constants.W_OK);
  } catch (error) {
    throw new Error(`${setting} cannot be written to`, { cause: error });
  }
  return directory;
}
