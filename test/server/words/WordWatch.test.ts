import assert from 'node:assert/strict';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../support/until.ts';
import { WordWatch } from '../../../server/words/WordWatch.ts';

describe('The words that are filtered', () => {
  let directory: string;
  let file: string;
  let errors: unknown[];
  let timesRead: number;
  let words: WordWatch | undefined;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'fracas-words-'));
    file = join(directory, 'words.txt');
    errors = [];
    timesRead = 0;
  });
  afterEach(async () => {
    words?.close();
    await rm(directory, { recursive: true, force: true });
  });

  function open(): WordWatch {
    const log = { info: () => void timesRead++, error: (fields: unknown) => void errors.push(fields) };
    words = new WordWatch({ file, log, lookEveryMs: 10 });
    return words;
  }

  /** Puts a list in place of the present one, as editors do. */
  async function replace(list: string | Uint8Array): Promise<void> {
    await writeFile(`${file}.new`, list);
    await rename(`${file}.new`, file);
  }

  it('are English ones when the host has no list', () => {
    const filter = open();
    assert.equal(filter.isClean('fuck'), false);
    assert.equal(filter.isClean('f\u03c5ck'), false);
    assert.equal(filter.isClean('Ada Lovelace'), true);
    assert.equal(filter.isClean('Scunthorpe'), true);
    assert.deepEqual(errors, []);
  });

  it('are those of the host’s list as well, however they are spelled', async () => {
    await writeFile(file, '# ours\nsausage\n|ham|\n');
    const filter = open();
    for (const text of ['sausage', 'a SAUSAGE roll', 's4usage', '\u0455ausage', 'ham', 'eggs and ham'])
      assert.equal(filter.isClean(text), false, text);
    assert.equal(filter.isClean('hamster'), true);
    assert.equal(filter.censor('one sausage, please'), 'one *******, please');
  });

  it('are not those that the list allows', async () => {
    await writeFile(file, 'sausage\n+sausage dog\n');
    const filter = open();
    assert.equal(filter.isClean('my sausage dog'), true);
    assert.equal(filter.isClean('my sausage'), false);
  });

  it('are the new ones as soon as the file has changed, without a restart', async () => {
    const filter = open();
    assert.equal(filter.isClean('sausage'), true);
    await replace('sausage\n');
    await until(() => !filter.isClean('sausage'));
    await replace('turnip\n');
    await until(() => !filter.isClean('turnip'));
    assert.equal(filter.isClean('sausage'), true);
    await rm(file);
    await until(() => filter.isClean('turnip'));
    assert.equal(timesRead, 4, 'and the log says so of each change, and of no other time');
  });

  for (const [what, list] of Object.entries({
    'a pattern that is none': 'turnip\n[sausage\n',
    'an entry that would block everything': '|\n',
    'an entry of which all may be missing': '[a]\n',
    'an entry for any letter': '?[a]\n',
    'no text at all': '\0\0\0',
    'another encoding than UTF-8': Buffer.from('größe\n', 'latin1'),
    'an empty exception': '+\n',
  })) {
    it(`stay as they were when the new list has ${what}, and the log says why`, async () => {
      await writeFile(file, 'sausage\n');
      const filter = open();
      await replace(list);
      await until(() => errors.length > 0);
      assert.equal(filter.isClean('sausage'), false);
      assert.equal(filter.isClean('turnip'), true);
    });
  }
});
