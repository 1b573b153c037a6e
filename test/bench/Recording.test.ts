import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Recording, type RecordedRun } from '../../bench/Recording.ts';

const EVENING = new Date('2026-11-28T23:59:00Z');

describe('The record of a run of the benches', () => {
  let directory: string;

  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), 'fracas-bench-')), 'results');
  });
  afterEach(() => rmSync(join(directory, '..'), { recursive: true }));

  function read(name: string): RecordedRun[] {
    return JSON.parse(readFileSync(join(directory, name), 'utf8')) as RecordedRun[];
  }

  it('is a file for each bench and day, with the results and what they depend on', () => {
    const recording = new Recording(directory, EVENING);
    recording.add('step', { players: 16 });
    recording.add('encode', { players: 64 });
    recording.add('step', { players: 400 });
    const paths = recording.write();
    assert.deepEqual(readdirSync(directory).sort(), ['2026-11-28-encode.json', '2026-11-28-step.json']);
    assert.deepEqual(paths.sort(), [
      join(directory, '2026-11-28-encode.json'),
      join(directory, '2026-11-28-step.json'),
    ]);
    const [run] = read('2026-11-28-step.json');
    assert.deepEqual(run!.results, [{ players: 16 }, { players: 400 }]);
    assert.deepEqual([run!.at, run!.environment.node], [EVENING.toISOString(), process.versions.node]);
  });

  it('leaves there what was recorded earlier on the same day', () => {
    for (const players of [1, 2]) {
      const recording = new Recording(directory, EVENING);
      recording.add('step', { players });
      recording.write();
    }
    assert.deepEqual(
      read('2026-11-28-step.json').map(({ results }) => results),
      [[{ players: 1 }], [{ players: 2 }]],
    );
  });
});
