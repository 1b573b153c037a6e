import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportAges } from '../../../server/persistence/ReportStore.ts';
import { tidyReports } from '../../../server/reports/tidyReports.ts';

const DAY_MS = 86_400_000;
const NOW_MS = 1_800_000_000_000;

describe('RP4 what was reported', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'fracas-reports-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  async function write(file: string, daysAgo: number): Promise<void> {
    const seconds = (NOW_MS - daysAgo * DAY_MS) / 1000;
    await writeFile(join(directory, file), '');
    await utimes(join(directory, file), seconds, seconds);
  }

  /** Tidies up where these reports are kept, and gives which files are left and what was to be deleted of the rest. */
  async function tidy(kept: readonly string[]): Promise<{ files: string[]; ages: ReportAges[] }> {
    const ages: ReportAges[] = [];
    const store = {
      deleteOld: async (old: ReportAges) => void ages.push(old),
      findKept: async (ids: readonly string[]) => new Set(ids.filter((id) => kept.includes(id))),
    };
    await tidyReports(store, directory, NOW_MS);
    return { files: (await readdir(directory)).toSorted(), ages };
  }

  it('is deleted 30 days after it was handled, and after 180 days in any case', async () => {
    const { ages } = await tidy([]);
    assert.deepEqual(ages, [{ handledUntilMs: NOW_MS - 30 * DAY_MS, madeUntilMs: NOW_MS - 180 * DAY_MS }]);
  });

  it('takes its replay along, while those of reports that are kept stay', async () => {
    await write('gone.replay', 31);
    await write('kept.replay', 31);
    assert.deepEqual((await tidy(['kept'])).files, ['kept.replay']);
  });

  it('leaves alone what is young, whose report may be on its way, and what is no replay', async () => {
    await write('young.replay', 29);
    await write('notes.txt', 100);
    assert.deepEqual((await tidy([])).files, ['notes.txt', 'young.replay']);
  });
});
