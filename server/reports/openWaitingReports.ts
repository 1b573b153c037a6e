import { join } from 'node:path';
import { WaitingFiles } from '../persistence/WaitingFiles.ts';
import type { Report } from './Report.ts';

/** Where reports wait for the database, in the order in which they were made. @param directory where their slices are */
export function openWaitingReports(directory: string): WaitingFiles<Report> {
  return new WaitingFiles(join(directory, 'waiting'), { nameOf, read: (json) => JSON.parse(json) as Report });
}

function nameOf({ atMs, id }: Report): string {
  return `${String(atMs).padStart(15, '0')}-${id}`;
}
