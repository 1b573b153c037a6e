import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ReportStore } from '../persistence/ReportStore.ts';

const DAY_MS = 86_400_000;
const ENDING = '.replay';

/** Long enough to look again at what was decided. */
const HANDLED_DAYS = 30;

/** What nobody has looked into by then, nobody will; and what somebody said is not kept for good. */
const OPEN_DAYS = 180;

/**
 * Deletes reports that were handled long ago or are very old, and the slices in a directory that belong to no report any more. Of processes that share
 * a database each looks after its own slices, whichever deleted the report. A young slice stays in any case: its report may still be on its way.
 * @param nowMs milliseconds since 1970
 */
export async function tidyReports(
  store: Pick<ReportStore, 'deleteOld' | 'findKept'>,
  directory: string,
  nowMs: number,
): Promise<void> {
  const handledUntilMs = nowMs - HANDLED_DAYS * DAY_MS;
  await store.deleteOld({ handledUntilMs, madeUntilMs: nowMs - OPEN_DAYS * DAY_MS });
  const ids: string[] = [];
  for (const file of await readdir(directory)) {
    if (!file.endsWith(ENDING)) continue;
    // Another process that shares the directory may have been quicker.
    const found = await stat(join(directory, file)).catch(() => undefined);
    if (found !== undefined && found.mtimeMs <= handledUntilMs) ids.push(basename(file, ENDING));
  }
  const kept = await store.findKept(ids);
  const gone = ids.filter((id) => !kept.has(id));
  await Promise.all(gone.map((id) => rm(join(directory, id + ENDING), { force: true })));
}
