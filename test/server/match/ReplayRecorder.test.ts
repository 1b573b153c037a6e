import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createLogger } from '../../../server/infra/logger.ts';
import { ReplayRecorder } from '../../../server/match/ReplayRecorder.ts';

const log = createLogger('silent');

describe('Replays on disk', () => {
  let directory = '';

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'fracas-replays-'));
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('hold what was recorded, gzipped, under the id of the match', async () => {
    const recorder = new ReplayRecorder({ directory: join(directory, 'new'), keepFiles: 5, log, onLost: assert.fail });
    recorder.save('match-1', Uint8Array.of(1, 2, 3));
    await recorder.settle();
    const file = await readFile(join(directory, 'new', 'match-1.replay'));
    assert.deepEqual([...gunzipSync(file)], [1, 2, 3]);
  });

  it('make room for new ones: the oldest go', async () => {
    const recorder = new ReplayRecorder({ directory, keepFiles: 2, log, onLost: assert.fail });
    for (const [name, day] of [
      ['b', 1],
      ['a', 2],
    ] as const) {
      await writeFile(join(directory, `${name}.replay`), '');
      await utimes(join(directory, `${name}.replay`), day, day);
    }
    await writeFile(join(directory, 'notes.txt'), 'not a replay');
    recorder.save('c', Uint8Array.of(1));
    await recorder.settle();
    assert.deepEqual((await readdir(directory)).sort(), ['a.replay', 'c.replay', 'notes.txt']);
  });

  it('never take the place of another: the second of one name is counted as lost', async () => {
    let lost = 0;
    const recorder = new ReplayRecorder({ directory, keepFiles: 2, log, onLost: () => (lost += 1) });
    recorder.save('a', Uint8Array.of(1));
    recorder.save('a', Uint8Array.of(2));
    await recorder.settle();
    assert.equal(lost, 1);
    assert.deepEqual([...gunzipSync(await readFile(join(directory, 'a.replay')))], [1]);
    assert.deepEqual(await readdir(directory), ['a.replay']);
  });

  it('leave no pieces where they could not be written whole', async () => {
    let lost = 0;
    const recorder = new ReplayRecorder({ directory, keepFiles: 2, log, onLost: () => (lost += 1) });
    await symlink(join(directory, 'nowhere', 'a'), join(directory, 'a.replay.part'));
    recorder.save('a', Uint8Array.of(1));
    await recorder.settle();
    assert.deepEqual([lost, await readdir(directory)], [1, []]);
  });

  it('that cannot be written are counted, and the next is tried all the same', async () => {
    let lost = 0;
    const blocked = join(directory, 'file');
    await writeFile(blocked, 'in the way');
    const recorder = new ReplayRecorder({ directory: blocked, keepFiles: 2, log, onLost: () => (lost += 1) });
    recorder.save('a', Uint8Array.of(1));
    await recorder.settle();
    await rm(blocked);
    recorder.save('b', Uint8Array.of(1));
    await recorder.settle();
    assert.equal(lost, 1);
    assert.deepEqual(await readdir(blocked), ['b.replay']);
  });
});
